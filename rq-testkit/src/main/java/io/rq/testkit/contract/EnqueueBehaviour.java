package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.DuplicateJobException;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Retention;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Putting calls into queues. */
abstract class EnqueueBehaviour extends Behaviour {

  @Test
  @Pins({"Q-17", "Q-04"})
  void givesAJobThatWaitsAtTheEndOfItsQueue() {
    Job<Integer> first = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> second = queue.enqueue(ContractTasks::add, 3, 4);

    assertThat(first.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(first.enqueuedAt()).contains(clock.instant());
    assertThat(first.createdAt()).isEqualTo(clock.instant());
    assertThat(first.returnValue()).isEmpty();
    assertThat(queue.jobIds()).containsExactly(first.id(), second.id());
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.position(second)).hasValue(1);
  }

  @Test
  @Pins("Q-23")
  void putsAJobAtTheFrontIfAsked() {
    Job<Integer> last = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> second = queue.submit(Call.of(ContractTasks::add, 3, 4).atFront());
    Job<Integer> first = queue.submit(Call.of(ContractTasks::add, 5, 6).atFront());

    assertThat(queue.jobIds()).containsExactly(first.id(), second.id(), last.id());
  }

  @Test
  @Pins({"Q-20", "Q-21", "Q-22", "J-01"})
  void storesEveryOption() {
    Job<Integer> job =
        queue.submit(
            Call.of(ContractTasks::add, 1, 2)
                .id("job-1")
                .description("adds")
                .timeout(Duration.ofMinutes(5))
                .ttl(Duration.ofHours(1))
                .resultTtl(Duration.ofDays(1))
                .failureTtl(Retention.forever())
                .meta("owner", "ann"));

    Job<Object> found = rq.job("job-1");
    assertThat(found.id()).isEqualTo(JobId.of("job-1"));
    assertThat(found.description()).isEqualTo("adds");
    assertThat(found.timeout()).contains(Duration.ofMinutes(5));
    assertThat(found.ttl()).contains(Duration.ofHours(1));
    assertThat(found.resultTtl()).contains(Retention.of(Duration.ofDays(1)));
    assertThat(found.failureTtl()).contains(Retention.forever());
    assertThat(found.meta()).isEqualTo(Map.of("owner", "ann"));
    assertThat(job.expiresAt()).contains(clock.instant().plus(1, ChronoUnit.HOURS));
  }

  @Test
  @Pins({"Q-20", "J-11"})
  void hasRqsDefaults() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

    Job<Object> found = rq.job(job.id().value());
    assertThat(found.timeout()).contains(Duration.ofMinutes(3));
    assertThat(found.ttl()).isEmpty();
    assertThat(found.resultTtl()).isEmpty();
    assertThat(found.failureTtl()).isEmpty();
    assertThat(found.description()).isEqualTo("io.rq.testkit.contract.ContractTasks.add(1, 2)");
    assertThat(found.meta()).isEmpty();
  }

  @Test
  @Pins("Q-20")
  void storesThatARunHasNoLimit() {
    Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).noTimeout());

    assertThat(rq.job(job.id().value()).timeout()).isEmpty();
  }

  @Test
  @Pins("Q-24")
  void takesAPathThatNobodyHereKnows() {
    Job<Object> job = queue.submit(Call.path("my_package.my_module.my_func", 3).kwarg("y", 4));

    assertThat(job.functionName()).isEqualTo("my_package.my_module.my_func");
    assertThat(job.description()).isEqualTo("my_package.my_module.my_func(3, y=4)");
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins("J-11")
  void knowsItsCallAgainInWhateverOrderMapsAndSetsAre() {
    Map<String, Integer> map = new LinkedHashMap<>(Map.of("b", 1));
    map.put("a", 2);
    Set<String> set = new LinkedHashSet<>(List.of("x", "c"));
    Job<String> job = queue.enqueue(ContractTasks::gather, map, set, List.of(1, 2));
    Map<String, Integer> same = new TreeMap<>(map);
    Set<String> sorted = new TreeSet<>(set);

    assertThat(job.isCallOf(Call.of(ContractTasks::gather, same, sorted, List.of(1, 2)))).isTrue();
    assertThat(job.isCallOf(Call.of(ContractTasks::gather, same, sorted, List.of(2, 1)))).isFalse();
    assertThat(job.isCallOf(Call.of(ContractTasks::gather, same, Set.of("x"), List.of(1, 2))))
        .isFalse();
    assertThat(
            job.isCallOf(
                Call.of(ContractTasks::gather, Map.of("a", 2, "b", 2), sorted, List.of(1, 2))))
        .isFalse();
    assertThat(job.isCallOf(Call.of(ContractTasks::add, 1, 2))).isFalse();
  }

  @Test
  @Pins({"U-03", "Q-42", "X-04"})
  void refusesAnIdThatIsTakenAndChangesNothing() {
    Job<Integer> first = queue.submit(Call.of(ContractTasks::add, 1, 2).id("job-1"));

    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(() -> queue.submit(Call.of(ContractTasks::add, 3, 4).id("job-1")))
        .withMessageContaining("job-1")
        .satisfies(e -> assertThat(e.jobId()).isEqualTo(first.id()));
    assertThat(queue.jobIds()).containsExactly(first.id());
    assertThat(first.isCallOf(Call.of(ContractTasks::add, 1, 2))).isTrue();
  }

  @Test
  @Pins("Q-28")
  void takesManyInTheOrderGiven() {
    Job<Integer> finished = queue.enqueue(ContractTasks::add, 1, 2);
    burst();
    Call<Integer> call = Call.of(ContractTasks::add, 1, 2);
    List<Job<?>> jobs =
        queue.submitAll(
            List.of(
                call.id("released").dependsOn(finished),
                call.id("alone"),
                call.id("deferred").dependsOn(Dependency.on("alone")),
                call.id("front").atFront()));

    assertThat(jobs)
        .extracting(job -> job.id() + " " + job.status().wireName())
        .containsExactly("released queued", "alone queued", "deferred deferred", "front queued");
    assertThat(queue.jobIds())
        .extracting(JobId::value)
        .containsExactly("front", "released", "alone");
    assertThat(queue.submitAll(List.of())).isEmpty();
  }

  @Test
  @Pins({"U-03", "Q-28"})
  void namesTheFirstOfManyIdsThatAreTaken() {
    Call<Integer> call = Call.of(ContractTasks::add, 1, 2);
    queue.submitAll(List.of(call.id("a"), call.id("z")));

    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(() -> queue.submitAll(List.of(call.id("m"), call.id("z"), call.id("a"))))
        .satisfies(e -> assertThat(e.jobId()).hasToString("z"));
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  @Pins("Q-15")
  void listsTheQueuesThatEverGotAJob() {
    rq.queue("b").enqueue(ContractTasks::nothing);
    rq.queue("a").enqueue(ContractTasks::nothing);
    rq.queue("never");

    assertThat(rq.queues()).extracting(Queue::name).containsExactly("a", "b");
  }
}
