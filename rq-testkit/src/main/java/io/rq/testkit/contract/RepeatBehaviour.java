package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Repeat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After a success. */
abstract class RepeatBehaviour extends Behaviour {

  @Test
  @Pins({"R-20", "R-22", "R-23", "R-21"})
  void runTheJobSoManyMoreTimes() {
    Job<String> job = queue.submit(Call.of(ContractTasks::log, "x").repeat(Repeat.times(2)));

    assertThat(burst().executed()).isEqualTo(3);
    assertThat(job.results()).hasSize(3);
    assertThat(job.repeatsLeft()).hasValue(0);
    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"R-25", "R-24", "R-23"})
  void useTheirIntervalsInTheOrderGiven() {
    Job<String> job =
        queue.submit(Call.of(ContractTasks::log, "x").repeat(Repeat.times(3).intervals(5, 10)));

    burst();
    assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(5));
    pass(5);
    burst();
    assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(10));
    pass(10);
    burst();
    assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(10));
  }

  @Test
  @Pins({"R-27", "R-23"})
  void keepAJobOnlyWhereItWaitsAndAsLongAsItDoes() {
    Call<String> call = Call.of(ContractTasks::log, "x").resultTtl(Duration.ofSeconds(5));
    Job<String> job = queue.submit(call.repeat(Repeat.times(1).intervals(1000)));

    burst();

    assertThat(queue.scheduled().contains(job)).isTrue();
    assertThat(queue.finished().contains(job)).isFalse();
    assertThat(job.expiresAt()).isEmpty();
    pass(1000);
    burst();
    assertThat(queue.finished().contains(job)).isTrue();
    assertThat(job.expiresAt()).contains(clock.instant().plusSeconds(5));
  }

  @Test
  @Pins({"R-20", "R-24"})
  void areAskedForWithAPolicyThatMakesSense() {
    assertThat(Repeat.times(3).intervals()).containsExactly(Duration.ZERO);
    assertThat(Repeat.times(3).every(Duration.ofSeconds(5)).intervals())
        .containsExactly(Duration.ofSeconds(5));
    assertThatIllegalArgumentException().isThrownBy(() -> Repeat.times(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Repeat.times(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Repeat.times(1).every(Duration.ofSeconds(-5)));
    assertThatIllegalArgumentException().isThrownBy(() -> Repeat.times(1).intervals(5, -5));
    assertThatIllegalArgumentException().isThrownBy(() -> Repeat.times(1).intervals(new int[0]));
  }

  @Test
  @Pins({"R-21", "R-22"})
  void areForJobsThatComeLaterOrTogetherToo() {
    Call<String> call = Call.of(ContractTasks::log, "x").repeat(Repeat.times(1));
    Job<String> later = queue.in(Duration.ofSeconds(5)).submit(call);
    List<Job<?>> together = queue.submitAll(List.of(call.id("a"), call.id("b")));

    assertThat(burst().executed()).isEqualTo(4);
    pass(5);
    assertThat(burst().executed()).isEqualTo(2);

    assertThat(later.results()).hasSize(2);
    assertThat(together).allSatisfy(job -> assertThat(job.results()).hasSize(2));
  }

  @Test
  @Pins("R-26")
  void endWithAFailure() {
    Job<Integer> job = queue.submit(Call.of(ContractTasks::fail, "no").repeat(Repeat.times(2)));
    burst();

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.repeatsLeft()).hasValue(2);
  }

  @Test
  @Pins({"RES-06", "J-23", "R-27"})
  void leaveNoResultsIfNothingIsKept() {
    Call<String> call = Call.of(ContractTasks::log, "x").resultTtl(Duration.ZERO);
    Job<String> job = queue.submit(call.repeat(Repeat.times(1).intervals(5)));

    burst();
    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(job.results()).isEmpty();
    pass(5);
    burst();
    assertThat(job.exists()).isFalse();
  }

  @Test
  @Pins("RES-06")
  void keepTheirResultsAsLongAsTheJobGoesOn() {
    Call<String> call = Call.of(ContractTasks::log, "x").resultTtl(Duration.ofSeconds(1));
    Job<String> job = queue.submit(call.repeat(Repeat.times(1).intervals(5)));

    burst();
    pass(5);
    assertThat(job.results()).hasSize(1);
    burst();
    assertThat(job.results()).hasSize(2);
    pass(1);
    assertThat(job.results()).isEmpty();
  }
}
