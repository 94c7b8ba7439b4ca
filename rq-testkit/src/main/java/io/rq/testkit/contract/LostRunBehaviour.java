package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.ExecutionId;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.spi.Claim;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Selection;
import io.rq.spi.WorkerRecord;
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

  static void waitAtGate(Job<Integer> job, Throwable error) throws InterruptedException {
    ContractTasks.log("told of " + job.id());
    ContractTasks.waitAtGate();
  }

  @Test
  @Pins({"REG-16", "W-43", "E-04"})
  void areHeldAsLongAsTheirCallbacksTake() {
    Job<Integer> job =
        queue.submit(
            Call.of(ContractTasks::add, 1, 2).id("it").onFailure(LostRunBehaviour::waitAtGate));
    claimAndVanish();
    pass(91);
    WorkerOptions options =
        WorkerOptions.on()
            .name("w-1")
            .ttl(Duration.ofSeconds(60))
            .heartbeat(Duration.ofSeconds(1))
            .maxJobs(1);

    try (LiveWorker live = LiveWorker.start(rq.worker(options))) {
      live.awaitArrival();
      for (int i = 0; i < 2; i++) {
        pass(100);
        awaitHeartbeat(job);
      }
      assertThat(backend.jobs().due(QueueName.DEFAULT, Place.STARTED, clock.instant(), 10))
          .isEmpty();
      assertThat(backend.workers().workers(clock.instant()))
          .extracting(WorkerRecord::name)
          .contains(WorkerName.of("w-1"));
    }

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.results()).hasSize(1);
    assertThat(ContractTasks.LOG).containsExactly("told of it");
  }

  @Test
  @Pins({"W-29", "CB-07", "W-43", "TO-03"})
  void leaveCallbacksBehindThatTakeNoNotice() {
    LiveWorker.closeTheGate();
    Job<Integer> lost =
        queue.submit(
            Call.of(ContractTasks::add, 1, 2)
                .onFailure(ContractTasks::ignoreInterruptsAfterwards, Duration.ofSeconds(1)));
    claimAndVanish();
    pass(91);
    Job<Integer> next = queue.enqueue(ContractTasks::add, 3, 4);

    try (LiveWorker live =
        LiveWorker.start(rq.worker(WorkerOptions.on().name("w-1").grace(Duration.ofMillis(10))))) {
      assertThat(next.latestResult(Duration.ofSeconds(10))).isPresent();
      live.stop();
      assertThat(live.report().executed()).isEqualTo(1);
    }

    assertThat(lost.status()).isEqualTo(JobStatus.FAILED);
    assertThat(lost.results()).hasSize(1);
    assertThat(lost.latestResult().orElseThrow().failure().orElseThrow())
        .contains("JobTimeoutException")
        .contains("may still be running on thread rq-worker-w-1");
  }
}
