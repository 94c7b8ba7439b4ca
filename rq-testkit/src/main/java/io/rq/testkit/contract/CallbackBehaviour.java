package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Retry;
import org.junit.jupiter.api.Test;

/** Functions that are called when a run ended. */
abstract class CallbackBehaviour extends Behaviour {

  @Test
  @Pins({"CB-01", "CB-04", "CB-03", "J-35"})
  void areCalledForTheEndTheyAreFor() {
    queue.submit(Call.of(ContractTasks::log, "x").id("good").onSuccess(ContractTasks::onSuccess));
    queue.submit(
        Call.of(ContractTasks::fail, "boom").id("bad").onFailure(ContractTasks::onFailure));
    burst();

    assertThat(ContractTasks.LOG)
        .containsExactly("x", "success of good: x", "failure of bad: boom");
  }

  @Test
  @Pins({"CB-05", "R-10"})
  void makeARunFailIfTheyFail() {
    Job<String> job =
        queue.submit(
            Call.of(ContractTasks::log, "x").id("it").onSuccess(ContractTasks::failingOnSuccess));
    burst();

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .contains("callback of it failed");
  }

  @Test
  @Pins("R-09")
  void areCalledAtEachFailedAttempt() {
    queue.submit(
        Call.of(ContractTasks::fail, "boom")
            .id("it")
            .retry(Retry.max(2))
            .onFailure(ContractTasks::onFailure));
    burst();

    assertThat(runs("failure of it: boom")).isEqualTo(3);
  }
}
