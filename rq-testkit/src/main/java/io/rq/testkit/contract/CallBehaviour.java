package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.rq.Call;
import io.rq.DuplicateJobException;
import io.rq.Fn;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Retention;
import io.rq.Retry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said about a job before it is one. */
abstract class CallBehaviour extends Behaviour {

  private static final String SETTINGS = "io.rq.testkit.contract.ContractTasks.settings";

  @Test
  @Pins({"Q-18", "Q-19", "Q-26", "F-20"})
  void keepsOptionsApartFromArgumentsOfTheSameName() {
    Call<Object> call =
        Call.path(SETTINGS)
            .kwarg("timeout", "theirs")
            .kwarg("queue", "theirs")
            .kwarg("description", "theirs")
            .description("ours")
            .timeout(Duration.ofSeconds(7));
    Job<Object> job = queue.submit(call);
    Job<Object> later = queue.at(clock.instant()).submit(call);
    burst();

    for (Job<Object> each : List.of(job, later)) {
      assertThat(each.returnValue()).contains("theirs theirs theirs");
      assertThat(each.description()).isEqualTo("ours");
      assertThat(each.timeout()).contains(Duration.ofSeconds(7));
      assertThat(each.queue()).isEqualTo(queue);
    }
  }

  @Test
  @Pins({"Q-27", "J-02", "J-03"})
  void isMadeFirstAndStoredWhenItIsSubmitted() {
    Call<Integer> call = Call.of(ContractTasks::add, 1, 2);
    assertThat(call).hasToString("io.rq.testkit.contract.ContractTasks.add(1, 2)");
    assertThat(rq.queues()).isEmpty();

    Job<Integer> job = queue.defaultTimeout(Duration.ofMinutes(9)).submit(call);
    Job<Integer> child = rq.queue("low").submit(call.dependsOn(job));
    Job<Integer> again = queue.submit(call);

    assertThat(job.queue()).isEqualTo(queue);
    assertThat(job.timeout()).contains(Duration.ofMinutes(9));
    assertThat(job.createdAt()).isEqualTo(clock.instant());
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(Stream.of(job.startedAt(), job.endedAt(), job.expiresAt()))
        .allMatch(o -> o.isEmpty());
    assertThat(job.workerName()).isEmpty();
    assertThat(job).hasToString("<Job " + job.id() + ": " + call + ">");
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    assertThat(child.queue()).isEqualTo(rq.queue("low"));
    assertThat(again).as("a call makes a job each time").isNotEqualTo(job);
  }

  @Test
  @Pins({"J-02", "J-03", "Q-24", "Q-25"})
  @SuppressWarnings("NullAway") // what the test is about
  void namesAFunction() {
    assertThatIllegalArgumentException().isThrownBy(() -> Call.path(" "));
    assertThatNullPointerException().isThrownBy(() -> Call.path(null));
    assertThatNullPointerException().isThrownBy(() -> Call.of((Fn.F0<String>) null));
    assertThatNullPointerException().isThrownBy(() -> Call.path("f").kwarg(null, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Call.of(String::new))
        .withMessageContaining("constructor");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Call.of(CallBehaviour::hidden))
        .withMessageContaining("make it visible");
  }

  private static int hidden() {
    return 1;
  }

  @Test
  @Pins("Q-26")
  void carriesEveryOptionToTheJob() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> job =
        queue.submit(
            Call.of(ContractTasks::add, 1, 2)
                .id("it")
                .description("adds")
                .timeout(Duration.ofMinutes(5))
                .ttl(Duration.ofHours(1))
                .resultTtl(Duration.ofDays(1))
                .failureTtl(Retention.forever())
                .meta("owner", "ann")
                .retry(Retry.max(3))
                .group("g")
                .dependsOn(parent)
                .atFront());

    Job<Object> read = rq.job("it");
    assertThat(read).isEqualTo(job);
    assertThat(read.description()).isEqualTo("adds");
    assertThat(read.timeout()).contains(Duration.ofMinutes(5));
    assertThat(read.ttl()).contains(Duration.ofHours(1));
    assertThat(read.resultTtl()).contains(Retention.of(Duration.ofDays(1)));
    assertThat(read.failureTtl()).contains(Retention.forever());
    assertThat(read.meta()).containsEntry("owner", "ann");
    assertThat(read.retriesLeft()).hasValue(3);
    assertThat(read.group()).contains(rq.group("g"));
    assertThat(read.dependencies()).containsExactly(asObject(parent));
  }

  @Test
  @Pins({"U-01", "Q-42"})
  void isUniqueByItsIdAndOnlyByThat() {
    Call<Integer> call = Call.of(ContractTasks::add, 1, 2);
    Call<Integer> named = call.id("it");
    queue.submit(call);
    queue.submit(call);
    queue.submit(named);

    assertThatExceptionOfType(DuplicateJobException.class).isThrownBy(() -> queue.submit(named));
    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(() -> rq.queue("low").in(Duration.ofHours(1)).submit(named));
    assertThat(queue.size()).isEqualTo(3);
    assertThat(rq.queue("low").scheduled().size()).isZero();
  }

  @Test
  @Pins("U-02")
  void isUniqueAlsoIfItDependsOnOthers() {
    Job<Integer> parent = queue.submit(Call.of(ContractTasks::add, 1, 2).id("parent"));
    Call<Integer> child = Call.of(ContractTasks::sumOfParents).id("child").dependsOn(parent);
    queue.submit(child);

    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(() -> queue.submit(child))
        .satisfies(e -> assertThat(e.jobId().value()).isEqualTo("child"));
    burst();

    assertThat(rq.job("child").returnValue()).contains(3);
    assertThat(rq.job("child").results()).hasSize(1);
  }

  @Test
  @Pins("U-06")
  void isUniqueWhereverItIsPut() {
    queue.submit(Call.of(ContractTasks::add, 1, 2).id("b"));
    queue.submit(Call.of(ContractTasks::add, 1, 2).id("c"));
    queue.submit(Call.of(ContractTasks::add, 1, 2).id("a").atFront());
    synchronous().queue().submit(Call.of(ContractTasks::add, 1, 2).id("nowhere"));

    assertThat(queue.jobIds()).extracting(Object::toString).containsExactly("a", "b", "c");
    for (String id : List.of("a", "b", "c", "nowhere")) {
      assertThatExceptionOfType(DuplicateJobException.class)
          .isThrownBy(() -> queue.submit(Call.of(ContractTasks::add, 3, 4).id(id).atFront()))
          .withMessageContaining("'" + id + "'");
    }
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  @Pins("J-11")
  void describesItself() {
    Job<Object> job =
        queue.submit(Call.path("tasks.run", "ü", "x".repeat(100)).kwarg("b", 2).kwarg("a", 1));

    assertThat(job.description()).isEqualTo("tasks.run('ü', '" + "x".repeat(74) + "..., a=1, b=2)");
  }
}
