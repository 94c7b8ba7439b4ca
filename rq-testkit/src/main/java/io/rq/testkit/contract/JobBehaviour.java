package io.rq.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.CallData;
import io.rq.DeserializationException;
import io.rq.End;
import io.rq.FunctionNotAllowedException;
import io.rq.InvalidJobOperationException;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.JsonSerializer;
import io.rq.NoSuchJobException;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.WorkerOptions;
import io.rq.spi.Bytes;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Placement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Jobs as handles of what is stored. */
abstract class JobBehaviour extends Behaviour {

  @Test
  @Pins({"J-09", "J-15", "X-01"})
  void alwaysTellThePresentTruth() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Object> same = rq.job(job.id().value());
    assertThat(job.exists()).isTrue();
    assertThat(job.returnValue()).isEmpty();

    burst();
    assertThat(same.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(job.returnValue()).as("nothing is remembered that would need a refresh").contains(3);

    same.delete();
    assertThat(job.exists()).isFalse();
    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(job::status);
    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(job::endedAt);
    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(job::meta);
    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(job::requeue);
    assertThat(job.returnValue()).isEmpty();
    assertThat(job.description()).as("what is fixed").contains("add(1, 2)");
  }

  @Test
  @Pins("J-10")
  void areEqualByTheirIds() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> other = queue.enqueue(ContractTasks::add, 1, 2);

    Set<Job<?>> jobs = new HashSet<>(List.of(job, other));
    assertThat(jobs.add(rq.job(job.id().value()))).isFalse();
    burst();
    assertThat(jobs).contains(rq.job(job.id().value()), rq.job(other.id().value()));
    assertThat(job).isNotEqualTo(other).isNotEqualTo(job.id());
  }

  @Test
  @Pins({"J-08", "X-01"})
  void areFoundByTheirIds() {
    Job<Integer> a = queue.submit(Call.of(ContractTasks::add, 1, 2).id("a"));
    Job<Integer> b = rq.queue("low").submit(Call.of(ContractTasks::add, 1, 2).id("b"));

    assertThat(rq.findJobs(List.of("b", "none", "a", "b")))
        .extracting(found -> found.map(job -> job.id().value()).orElse("-"))
        .containsExactly("b", "-", "a", "b");
    assertThat(rq.job("a:0123abcd")).as("the run of a job names the job").isEqualTo(asObject(a));
    assertThat(rq.findJob("b")).contains(asObject(b));
    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(() -> rq.job("none"));
  }

  @Test
  @Pins({"J-32", "J-03"})
  void canBePerformedHereWithoutAnythingBeingNoted() throws Exception {
    Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).ttl(Duration.ofHours(1)));
    Job<String> id = queue.enqueue(ContractTasks::currentId);
    Job<Void> nothing = queue.enqueue(ContractTasks::nothing);
    Job<Integer> failing = queue.enqueue(ContractTasks::fail, "boom");
    Snapshot before = Snapshot.of(backend, clock.instant());

    assertThat(job.perform()).contains(3);
    assertThat(id.perform()).contains(id.id().value());
    assertThat(nothing.perform()).isEmpty();
    assertThatExceptionOfType(IOException.class).isThrownBy(failing::perform).withMessage("boom");

    assertThat(Snapshot.of(backend, clock.instant())).isEqualTo(before);
    assertThat(Job.current()).isEmpty();
    job.delete();
    assertThat(job.perform()).as("gone or not").contains(3);
    assertThatExceptionOfType(FunctionNotAllowedException.class)
        .isThrownBy(
            () -> queue.enqueue("io.rq.testkit.contract.ContractTasks.unmarked", 1, 2).perform());
  }

  @Test
  @Pins({"J-22", "J-23", "W-23"})
  void areKeptAsTheySayOrElseAsTheirWorkerDoes() {
    Job<Integer> own =
        queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Duration.ofSeconds(7)));
    Job<Integer> workers = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> forEver =
        queue.submit(
            Call.of(ContractTasks::add, 1, 2)
                .ttl(Duration.ofSeconds(60))
                .resultTtl(Retention.forever()));
    assertThat(own.resultTtl()).contains(Retention.of(Duration.ofSeconds(7)));
    assertThat(workers.resultTtl()).isEmpty();
    assertThat(forEver.expiresAt()).contains(clock.instant().plusSeconds(60));

    rq.worker(WorkerOptions.on().resultTtl(Retention.of(Duration.ofSeconds(9)))).burst();

    assertThat(own.expiresAt()).contains(clock.instant().plusSeconds(7));
    assertThat(workers.expiresAt()).contains(clock.instant().plusSeconds(9));
    assertThat(forEver.expiresAt()).as("an end that was set before is off").isEmpty();
    pass(8);
    assertThat(own.exists()).isFalse();
    assertThat(own.latestResult()).isEmpty();
    assertThat(workers.exists()).isTrue();
    forEver.requeue();
    own.rq().worker().burst();
    assertThat(forEver.expiresAt()).isEmpty();
  }

  @Test
  @Pins({"J-24", "D-24"})
  void areDeletedWithAllThatWaitForThemIfAsked() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> child = queue.submit(Call.of(ContractTasks::add, 1, 2).dependsOn(parent));
    Job<Integer> grandchild =
        rq.queue("low").submit(Call.of(ContractTasks::add, 1, 2).dependsOn(child));
    Job<Integer> gone = queue.submit(Call.of(ContractTasks::add, 1, 2).dependsOn(parent));
    Job<Integer> other = queue.enqueue(ContractTasks::add, 1, 2);
    gone.delete();

    parent.deleteWithDependents();

    assertThat(List.of(parent.exists(), child.exists(), grandchild.exists())).containsOnly(false);
    assertThat(queue.jobs()).containsExactly(asObject(other));
    assertThat(queue.deferred().size() + rq.queue("low").deferred().size()).isZero();
    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(parent::deleteWithDependents);
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(UTF_8));
  }

  // What no program of this library writes.
  private Job<Object> insert(String id, Bytes data, @Nullable Bytes meta) {
    JobSpec spec =
        new JobSpec(
            JobId.of(id), QueueName.DEFAULT, data, id, clock.instant(), null, null, null, null);
    JobRecord record = JobRecord.of(spec, JobState.queued(clock.instant()), meta);
    backend
        .jobs()
        .insert(List.of(new Insertion(record, new Placement.Queued(End.BACK))), List.of());
    return rq.job(id);
  }

  @Test
  @Pins({"J-05", "X-03", "J-02"})
  void withACallThatCannotBeReadAreThereAndFail() {
    Job<Object> job = insert("broken", bytes("\0 no call"), null);

    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(job.meta()).isEmpty();
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(job::functionName)
        .satisfies(e -> assertThat(e.jobId()).contains(job.id()))
        .satisfies(e -> assertThat(e.serializer()).contains("json"));
    assertThatExceptionOfType(DeserializationException.class).isThrownBy(job::perform);

    assertThat(onlyFailure(burst())).isInstanceOf(DeserializationException.class);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .contains("DeserializationException: Job broken, read with the serializer json: ");
  }

  @Test
  @Pins({"J-13", "J-41"})
  void withMetaThatCannotBeReadShowItAsItIsAndRun() {
    CallData call =
        new CallData("io.rq.testkit.contract.ContractTasks.marked", null, List.of(3, 4), Map.of());
    Job<Object> job =
        insert("odd", new JsonSerializer().writeCall(call, List.of()), bytes("no { map"));

    assertThat(job.meta()).isEqualTo(Map.of("unserialized", "no { map"));
    burst();

    assertThat(job.returnValue()).contains(12);
    assertThat(job.meta()).as("it is not written at the end").containsKey("unserialized");
  }

  @Test
  @Pins({"J-18", "W-21"})
  void knowTheTimesOfTheirLastRun() {
    ContractTasks.clock = clock;
    Instant start = clock.instant();
    Job<Integer> good = queue.enqueue(ContractTasks::takeSeconds, 5);
    Job<Integer> bad = queue.enqueue(ContractTasks::takeSecondsAndFail, 7);
    pass(3);
    burst();

    assertThat(times(good)).containsExactly(start, start.plusSeconds(3), start.plusSeconds(8));
    assertThat(times(bad)).containsExactly(start, start.plusSeconds(8), start.plusSeconds(15));
    assertThat(bad.status()).isEqualTo(JobStatus.FAILED);
  }

  private static List<Instant> times(Job<?> job) {
    return Stream.of(job.enqueuedAt(), job.startedAt(), job.endedAt())
        .map(Optional::orElseThrow)
        .toList();
  }

  @Test
  @Pins({"J-42", "J-24"})
  void thatDeleteThemselvesAreNotMadeAgainByTheEndOfTheirRun() {
    Job<Void> job = queue.enqueue(ContractTasks::deleteItself);
    assertThat(burst().executed()).isEqualTo(1);
    Job<Void> inline = synchronous().queue().enqueue(ContractTasks::deleteItself);

    for (Job<Void> each : List.of(job, inline)) {
      assertThat(each.exists()).isFalse();
      assertThat(each.results()).isEmpty();
      assertThat(backend.jobs().find(List.of(each.id())).get(0)).isEmpty();
    }
    assertThat(queue.started().size() + queue.finished().size() + queue.failed().size()).isZero();
  }

  @Test
  @Pins({"X-02", "J-25"})
  void areToldWhatDoesNotGoWithTheirStatus() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    assertThatExceptionOfType(InvalidJobOperationException.class)
        .isThrownBy(job::requeue)
        .satisfies(e -> assertThat(e.jobId()).isEqualTo(job.id()));
    job.cancel();
    assertThatExceptionOfType(InvalidJobOperationException.class).isThrownBy(job::cancel);
    assertThatExceptionOfType(InvalidJobOperationException.class).isThrownBy(job::stop);
    job.delete();
    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(job::cancel);
  }
}
