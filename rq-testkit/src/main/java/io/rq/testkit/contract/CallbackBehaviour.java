package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Retry;
import io.rq.spi.Plan;
import java.time.Duration;
import java.util.List;
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
  @Pins("CB-06")
  void areCalledBeforeAnythingIsStored() {
    queue.submit(
        Call.of(ContractTasks::log, "x").id("good").onSuccess(ContractTasks::afterwardsStatus));
    queue.submit(
        Call.of(ContractTasks::fail, "boom").id("bad").onFailure(ContractTasks::afterwardsStatus));
    burst();

    assertThat(ContractTasks.LOG)
        .containsExactly("x", "good is started, 0 results", "bad is started, 0 results");
  }

  @Test
  @Pins({"CB-02", "CB-07"})
  void haveATimeLimitOfTheirOwn() {
    LiveWorker.closeTheGate();
    Job<String> job =
        queue.submit(
            Call.of(ContractTasks::log, "x")
                .onSuccess(ContractTasks::afterwardsWaitAtGate, Duration.ofSeconds(1)));
    burst();

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .contains("Task exceeded maximum timeout value (1 seconds)");
  }

  @Test
  @Pins({"CB-02", "Q-25"})
  void areGivenByReferenceOrByPathWithAMinuteUnlessToldOtherwise() {
    Job<String> job =
        queue.submit(
            Call.of(ContractTasks::log, "x")
                .onSuccess(ContractTasks::onSuccess)
                .onFailure("my_package.report", Duration.ofMinutes(2))
                .onStopped("my_package.stopped"));

    Plan plan = backend.jobs().find(List.of(job.id())).get(0).orElseThrow().spec().plan();

    assertThat(plan.onSuccess())
        .isEqualTo(
            new Plan.Callback(
                "io.rq.testkit.contract.ContractTasks.onSuccess", Duration.ofMinutes(1)));
    assertThat(plan.onFailure())
        .isEqualTo(new Plan.Callback("my_package.report", Duration.ofMinutes(2)));
    assertThat(plan.onStopped())
        .isEqualTo(new Plan.Callback("my_package.stopped", Duration.ofMinutes(1)));
    Call<String> call = Call.of(ContractTasks::log, "x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.onSuccess((done, result) -> ContractTasks.log(result)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.onFailure("my_package.report", Duration.ZERO));
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
