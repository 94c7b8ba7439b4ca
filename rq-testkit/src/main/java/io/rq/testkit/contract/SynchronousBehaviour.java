package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.DuplicateJobException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Repeat;
import io.rq.Result;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.Rq;
import io.rq.SerializationException;
import io.rq.WorkerName;
import io.rq.spi.Place;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RQ's {@code is_async=False}: the life of a job, in the thread that enqueues it. */
abstract class SynchronousBehaviour extends Behaviour {

  private Rq sync;

  @SuppressWarnings("NullAway.Init") // JUnit calls openSynchronous() first
  SynchronousBehaviour() {}

  @BeforeEach
  void openSynchronous() {
    sync = synchronous();
  }

  @Test
  @Pins({"SYNC-01", "SYNC-05", "SYNC-06", "RES-14"})
  void runsTheJobBeforeEnqueueReturns() {
    Job<String> job = sync.queue().enqueue(ContractTasks::currentThread);

    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(job.returnValue()).contains(Thread.currentThread().toString());
    assertThat(job.workerName()).contains(WorkerName.of("sync"));
    assertThat(job.enqueuedAt()).contains(clock.instant());
    assertThat(job.startedAt()).contains(clock.instant());
    assertThat(job.endedAt()).contains(clock.instant());
    Result<String> result = job.latestResult().orElseThrow();
    assertThat(result.type()).isEqualTo(ResultType.SUCCESSFUL);
    assertThat(result.workerName()).isEmpty();
    assertThat(result.executionId()).isEmpty();
  }

  @Test
  @Pins({"SYNC-07", "SYNC-08"})
  void keepsASuccessAsLongAsTheJobSays() {
    Call<Integer> call = Call.of(ContractTasks::add, 1, 2);
    Job<Integer> usual = sync.queue().submit(call);
    Job<Integer> brief = sync.queue().submit(call.resultTtl(Duration.ofSeconds(100)));
    Job<Integer> forEver = sync.queue().submit(call.resultTtl(Retention.forever()));
    Job<Integer> none = sync.queue().submit(call.resultTtl(Duration.ZERO));

    assertThat(usual.expiresAt()).contains(clock.instant().plusSeconds(500));
    assertThat(brief.expiresAt()).contains(clock.instant().plusSeconds(100));
    assertThat(forEver.expiresAt()).isEmpty();
    assertThat(none.exists()).isFalse();
    assertThat(none.returnValue()).isEmpty();
    assertThat(queue.finished().size()).isEqualTo(3);
  }

  @Test
  @Pins({"SYNC-12", "SYNC-11", "SYNC-13"})
  void recordsWhatIsThrownAndDoesNotThrowIt() {
    Job<Integer> job = sync.queue().enqueue(ContractTasks::fail, "boom");
    Job<Void> error = sync.queue().enqueue(ContractTasks::error, "no exception");
    Call<Integer> call = Call.of(ContractTasks::fail, "boom");
    Job<Integer> brief = sync.queue().submit(call.failureTtl(Duration.ofSeconds(5)));
    Job<Integer> forEver = sync.queue().submit(call.failureTtl(Retention.forever()));
    Job<Integer> none = sync.queue().submit(call.failureTtl(Duration.ZERO));

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(error.status()).isEqualTo(JobStatus.FAILED);
    Result<Integer> result = job.latestResult().orElseThrow();
    assertThat(result.failure().orElseThrow()).startsWith("java.io.IOException: boom");
    assertThat(result.workerName()).isEmpty();
    assertThat(job.endedAt()).contains(clock.instant());
    assertThat(job.expiresAt()).contains(clock.instant().plus(365, ChronoUnit.DAYS));
    assertThat(brief.expiresAt()).contains(clock.instant().plusSeconds(5));
    assertThat(forEver.expiresAt()).isEmpty();
    assertThat(none.exists()).isFalse();
    assertThat(queue.failed().jobIds())
        .containsExactlyInAnyOrder(job.id(), error.id(), brief.id(), forEver.id());
  }

  @Test
  @Pins({"SYNC-02", "SYNC-27"})
  void neverStandsInTheQueue() {
    Job<String> job = sync.queue().submit(Call.of(ContractTasks::statusWhileRunning).atFront());

    assertThat(job.returnValue()).as("SYNC-03, fixed: the run is visible").contains("started");
    assertThat(queue.isEmpty()).isTrue();
    assertThat(rq.queues()).extracting(Queue::name).containsExactly("default");
    assertThat(backend.jobs().count(QueueName.DEFAULT, Place.STARTED)).isZero();
    assertThat(backend.workers().workers(clock.instant())).isEmpty();
  }

  @Test
  @Pins({"SYNC-04", "J-30"})
  void nests() {
    ContractTasks.rq = sync;

    Job<String> outer = sync.queue().submit(Call.of(ContractTasks::nest, 2).id("outer"));

    assertThat(outer.returnValue()).contains("outer, then outer");
    assertThat(runs("inner, then inner")).isEqualTo(1);
    assertThat(queue.finished().size()).isEqualTo(2);
    assertThat(Job.current()).isEmpty();
  }

  @Test
  @Pins("SYNC-19")
  void runsWhileSuspended() {
    backend.signals().suspend(clock.instant(), Optional.empty());

    assertThat(sync.queue().enqueue(ContractTasks::add, 1, 2).returnValue()).contains(3);
    assertThat(
            sync.queue().submit(Call.of(ContractTasks::log, "x").repeat(Repeat.times(1))).results())
        .hasSize(2);
  }

  @Test
  @Pins({"SYNC-29", "J-11"})
  void givesTheFunctionACopyOfItsArguments() {
    List<Integer> numbers = new ArrayList<>(List.of(1));

    Job<Void> job = sync.queue().enqueue(ContractTasks::mutate, numbers);

    assertThat(numbers).containsExactly(1);
    assertThat(job.description())
        .as("as with a worker")
        .isEqualTo("io.rq.testkit.contract.ContractTasks.mutate([1])");
  }

  @Test
  @Pins("SYNC-09")
  @SuppressWarnings("NullAway") // it does not infer that A is nullable here
  void recordsResultsThatAreNothingOrCannotBeWritten() {
    Job<Void> nothing = sync.queue().enqueue(ContractTasks::nothing);
    Job<String> nil = sync.queue().enqueue(ContractTasks::maybe, (String) null);
    Job<Object> odd = sync.queue().enqueue(ContractTasks::unserializable);

    for (Job<?> each : List.of(nothing, nil)) {
      assertThat(each.latestResult().orElseThrow().type()).isEqualTo(ResultType.SUCCESSFUL);
      assertThat(each.returnValue()).isEmpty();
    }
    assertThat(odd.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(odd.returnValue()).contains("Unserializable return value");
  }

  @Test
  @Pins("SYNC-10")
  void isNotEndedByTheTimeToLive() {
    ContractTasks.clock = clock;

    Job<Integer> job =
        sync.queue().submit(Call.of(ContractTasks::takeSeconds, 3600).ttl(Duration.ofSeconds(1)));

    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(job.returnValue()).contains(3600);
    assertThat(job.startedAt()).contains(clock.instant().minusSeconds(3600));
    assertThat(job.expiresAt()).contains(clock.instant().plusSeconds(500));
  }

  @Test
  @Pins({"SYNC-15", "TO-04"})
  void isNotCutOffByTheTimeLimit() {
    ContractTasks.gate = new CountDownLatch(1);

    Job<String> job =
        sync.queue()
            .submit(Call.<String>of(ContractTasks::outlastASecond).timeout(Duration.ofSeconds(1)));

    assertThat(job.returnValue()).contains("undisturbed");
  }

  @Test
  @Pins({"SYNC-25", "SYNC-12"})
  void storesNothingIfTheCallIsWrong() {
    Call<Integer> call = Call.of(ContractTasks::add, 1, 2);
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> sync.queue().enqueue("f", new Thread("no")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sync.queue().submit(call.timeout(Duration.ZERO)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sync.queue().submit(call.ttl(Duration.ofSeconds(-1))));
    assertThatIllegalArgumentException().isThrownBy(() -> sync.queue().submit(call.id("a b")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sync.queue().enqueue((Integer a) -> a, 1));
    assertThat(rq.queues()).isEmpty();

    Job<Object> unknown = sync.queue().enqueue("com.acme.Missing.run");
    assertThat(unknown.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins({"SYNC-24", "SYNC-27"})
  void refusesAnIdThatIsTaken() {
    Call<Integer> good = Call.of(ContractTasks::add, 1, 2).id("good");
    Call<Integer> bad = Call.of(ContractTasks::fail, "boom").id("bad");
    Call<Integer> unkept = good.id("unkept").resultTtl(Duration.ZERO);
    sync.queue().submit(good);
    sync.queue().submit(bad.failureTtl(Duration.ofMinutes(1)));
    sync.queue().submit(unkept);

    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(() -> sync.queue().submit(good));
    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(() -> sync.queue().submit(bad));
    assertThat(sync.job("good").results()).as("it did not run again").hasSize(1);
    sync.queue().submit(unkept);
    pass(60);
    assertThat(sync.queue().submit(bad).status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins({"SYNC-26", "J-14"})
  void keepsTheMetaThatTheJobSaved() {
    Job<Integer> failed =
        sync.queue().submit(Call.of(ContractTasks::noteAndFail, "a", 1).meta("b", 2));
    Job<Integer> unsaved =
        sync.queue().submit(Call.of(ContractTasks::changeMeta, "a").meta("b", 2));

    assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
    assertThat(failed.meta()).isEqualTo(Map.of("a", 1));
    assertThat(unsaved.meta()).as("what was not saved is lost").isEqualTo(Map.of("b", 2));
  }

  @Test
  @Pins({"SYNC-20", "D-28"})
  void runsWhatWaitsForItOnWhateverQueue() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> child =
        sync.queue("low").submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    Job<Integer> done = sync.queue().enqueue(ContractTasks::add, 1, 2);
    Job<String> ready =
        sync.queue("low").submit(Call.of(ContractTasks::log, "ready").dependsOn(done));
    assertThat(ready.status()).isEqualTo(JobStatus.FINISHED);

    sync.worker().burst();
    assertThat(child.status()).as("a worker puts it into its queue").isEqualTo(JobStatus.QUEUED);
    assertThat(rq.queue("low").jobs()).containsExactly(asObject(child));
    sync.worker("low").burst();
    assertThat(ContractTasks.LOG).containsExactly("ready", "child");
  }

  @Test
  @Pins({"SYNC-21", "D-23"})
  void runsTheChildrenOfFailedParentsThatAllowIt() {
    Job<Integer> failed = sync.queue().enqueue(ContractTasks::fail, "boom");
    Job<String> allows =
        sync.queue("low")
            .submit(
                Call.of(ContractTasks::log, "allows")
                    .dependsOn(Dependency.on(failed).allowFailure()));
    Job<String> waits = sync.queue().submit(Call.of(ContractTasks::log, "waits").dependsOn(failed));

    assertThat(allows.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(waits.status()).isEqualTo(JobStatus.DEFERRED);
    assertThat(queue.isEmpty() && rq.queue("low").isEmpty()).isTrue();
  }

  @Test
  @Pins({"SYNC-23", "S-09"})
  void onlyRecordsWhatIsForLater() {
    Job<String> past =
        sync.queue().enqueueAt(clock.instant().minusSeconds(10), ContractTasks::log, "past");
    Job<String> later = sync.queue().enqueueIn(Duration.ofHours(1), ContractTasks::log, "later");

    assertThat(List.of(past.status(), later.status())).containsOnly(JobStatus.SCHEDULED);
    assertThat(ContractTasks.LOG).isEmpty();
    pass(3600);
    sync.worker().burst();
    assertThat(ContractTasks.LOG).containsExactly("past", "later");
  }

  @Test
  @Pins({"SYNC-28", "REG-18"})
  void putsWhatIsRequeuedIntoTheQueue() {
    Job<String> job =
        sync.queue()
            .submit(Call.of(ContractTasks::failUntil, "it", 2).failureTtl(Duration.ofSeconds(60)));
    Job<Integer> done = sync.queue().enqueue(ContractTasks::add, 1, 2);

    job.requeue();
    done.cancel();

    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(queue.jobs()).containsExactly(asObject(job));
    assertThat(job.expiresAt()).as("nothing of the failure's end is left").isEmpty();
    assertThat(done.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(queue.canceled().contains(done)).isTrue();
    assertThat(queue.finished().contains(done)).isFalse();
    sync.worker().burst();
    assertThat(job.returnValue()).contains("it succeeded in run 2");
  }
}
