package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.ExecutionId;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.WorkerName;
import io.rq.spi.Claim;
import io.rq.spi.Lease;
import io.rq.spi.Selection;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs whose holder was not heard of for too long. */
abstract class LostRunBehaviour extends Behaviour {

  private static volatile BooleanSupplier holder = () -> true;

  @AfterEach
  void forget() {
    holder = () -> true;
  }

  @Test
  @Pins({"REG-16", "CB-08", "W-55", "E-11"})
  void areTakenOverBeforeTheirCallbacksAreCalled() {
    Job<Integer> job =
        queue.submit(
            Call.of(ContractTasks::add, 1, 2).onFailure(LostRunBehaviour::theHolderComesBack));
    Claim lost = claimAndVanish();
    holder = () -> extended(lost);
    pass(91);

    burst();

    assertThat(ContractTasks.LOG).containsExactly("came back: false");
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(queue.started().size()).isZero();
  }

  @Test
  @Pins({"REG-16", "E-04"})
  void stayWithAHolderThatComesBackInTime() {
    Job<Integer> first =
        queue.submit(
            Call.of(ContractTasks::add, 1, 2)
                .id("a")
                .onFailure(LostRunBehaviour::theHolderComesBack));
    Claim lost = claimAndVanish();
    Job<Integer> second =
        queue.submit(
            Call.of(ContractTasks::add, 1, 2)
                .id("b")
                .onFailure(LostRunBehaviour::theHolderComesBack));
    Claim slow = claimAndVanish();
    assertThat(lost.job().id()).isEqualTo(first.id());
    // The callback of the first takes time, in which the second's holder is heard of again.
    holder = () -> extended(slow);
    pass(91);

    burst();

    assertThat(ContractTasks.LOG).containsExactly("came back: true");
    assertThat(first.status()).isEqualTo(JobStatus.FAILED);
    assertThat(second.status()).isEqualTo(JobStatus.STARTED);
  }

  @Test
  @Pins({"REG-16", "RES-02"})
  void leaveAResultThatNamesNoWorkerAsRqs() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    claimAndVanish();
    pass(91);

    burst();

    assertThat(job.latestResult().orElseThrow().workerName()).isEmpty();
    assertThat(job.workerName()).contains(WorkerName.of("lost"));
  }

  static void theHolderComesBack(Job<Integer> job, Throwable error) {
    ContractTasks.log("came back: " + holder.getAsBoolean());
  }

  private boolean extended(Claim claim) {
    Lease renewed = claim.lease().renewed(clock.instant(), Duration.ofSeconds(90));
    return backend.jobs().extend(claim.job().id(), QueueName.DEFAULT, renewed);
  }

  private Claim claimAndVanish() {
    Lease lease =
        new Lease(
            ExecutionId.of("lost" + queue.started().size()),
            WorkerName.of("lost"),
            clock.instant(),
            Duration.ofSeconds(90));
    return backend
        .jobs()
        .claim(new Selection.FirstOf(List.of(QueueName.DEFAULT)), lease)
        .orElseThrow();
  }
}
