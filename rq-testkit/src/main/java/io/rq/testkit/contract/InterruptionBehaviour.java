package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.ExecutionId;
import io.rq.InvalidJobOperationException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Retry;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.spi.Command;
import io.rq.spi.Lease;
import io.rq.spi.Selection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Workers that are told to, or lost. */
abstract class InterruptionBehaviour extends Behaviour {

  @Test
  @Pins({"CMD-04", "CB-10", "R-11", "D-15", "CMD-01"})
  void stopARunWhenTold() throws Exception {
    ContractTasks.gate = new CountDownLatch(1);
    ContractTasks.arrived = new CountDownLatch(1);
    Job<Void> job =
        queue.submit(
            Call.ofVoid(ContractTasks::waitAtGate)
                .id("it")
                .retry(Retry.max(3))
                .onStopped(ContractTasks::onStopped));
    Worker worker = rq.worker(WorkerOptions.on().maxJobs(1));
    CompletableFuture<WorkReport> working =
        CompletableFuture.supplyAsync(worker::work, OwnThread.EACH);
    assertThat(ContractTasks.arrived.await(10, TimeUnit.SECONDS)).isTrue();

    job.stop();
    working.get(10, TimeUnit.SECONDS);

    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
    assertThat(queue.failed().contains(job)).isTrue();
    assertThat(job.latestResult().orElseThrow().failure())
        .contains("Job stopped by user, work-horse terminated.");
    assertThat(ContractTasks.LOG).containsExactly("stopped it");
  }

  @Test
  @Pins({"CMD-04", "X-02"})
  void cannotStopWhatDoesNotRun() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

    assertThatExceptionOfType(InvalidJobOperationException.class)
        .isThrownBy(job::stop)
        .withMessageContaining("it is not running, but queued");
  }

  @Test
  @Pins("J-28")
  void discardWhatComesOfACanceledRun() throws Exception {
    ContractTasks.gate = new CountDownLatch(1);
    ContractTasks.arrived = new CountDownLatch(1);
    Job<Void> job = queue.enqueue(ContractTasks::waitAtGate);
    Worker worker = rq.worker(WorkerOptions.on().maxJobs(1));
    CompletableFuture<WorkReport> working =
        CompletableFuture.supplyAsync(worker::work, OwnThread.EACH);
    assertThat(ContractTasks.arrived.await(10, TimeUnit.SECONDS)).isTrue();

    job.cancel();
    ContractTasks.gate.countDown();
    working.get(10, TimeUnit.SECONDS);

    assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(queue.finished().size()).isZero();
  }

  @Test
  @Pins({"W-28", "X-06", "TO-03"})
  void cutOffARunWhoseTimeIsOver() {
    ContractTasks.gate = new CountDownLatch(1);
    Job<Void> job =
        queue.submit(Call.ofVoid(ContractTasks::waitAtGate).timeout(Duration.ofSeconds(1)));

    burst();

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .contains("JobTimeoutException")
        .contains("Task exceeded maximum timeout value (1 seconds)");
  }

  @Test
  @Pins("TO-04")
  void cutOffNothingThatIsInTimeOrHasNoLimit() {
    Job<Void> unlimited = queue.submit(Call.ofVoid(ContractTasks::waitAtGate).noTimeout());
    Job<Integer> quick =
        rq.queue("low").submit(Call.of(ContractTasks::add, 1, 2).timeout(Duration.ofSeconds(1)));
    Job<Void> slow =
        rq.queue("low")
            .submit(Call.ofVoid(ContractTasks::waitAtGate).timeout(Duration.ofSeconds(1)));

    try (LiveWorker live = LiveWorker.start(rq.worker())) {
      live.awaitArrival();
      rq.worker("low").burst();
      assertThat(slow.status()).as("a second has passed").isEqualTo(JobStatus.FAILED);
      assertThat(quick.returnValue()).contains(3);
      assertThat(unlimited.status()).isEqualTo(JobStatus.STARTED);
    }
    assertThat(unlimited.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"CMD-06", "CMD-04"})
  void askForTheEndOfARunThatNoticesNoInterrupt() {
    Job<String> job = queue.enqueue(ContractTasks::computeUntilStopRequested);

    try (LiveWorker live = LiveWorker.start(rq.worker())) {
      live.awaitArrival();
      assertThat(Job.isStopRequested()).as("here is no job").isFalse();
      job.stop();
      assertThat(job.latestResult(Duration.ofSeconds(10))).isPresent();
    }

    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
  }

  @Test
  @Pins({"REG-16", "R-07", "BURST-12", "W-43", "CB-08", "X-07"})
  void recoverTheJobsOfLostOnes() {
    Job<Integer> failing =
        queue.submit(
            Call.of(ContractTasks::add, 1, 2).id("gone").onFailure(ContractTasks::onFailure));
    Job<Integer> retried =
        queue.submit(Call.of(ContractTasks::add, 3, 4).id("again").retry(Retry.max(1)));
    claimAndVanish();
    claimAndVanish();
    assertThat(burst().didWork()).as("leases hold").isFalse();

    pass(91);
    assertThat(burst().executed()).isEqualTo(1);

    assertThat(failing.status()).isEqualTo(JobStatus.FAILED);
    assertThat(failing.latestResult().orElseThrow().failure().orElseThrow())
        .isEqualTo(
            "Moved to FailedJobRegistry, due to AbandonedJobError, at"
                + " 2024-01-01 00:01:31.000000+00:00");
    assertThat(ContractTasks.LOG)
        .singleElement()
        .asString()
        .startsWith("failure of gone: ")
        .contains("AbandonedJobError");
    assertThat(retried.returnValue()).contains(7);
  }

  @Test
  @Pins({"CB-08", "REG-16"})
  void goOnRecoveringThoughACallbackFails() {
    Call<Integer> call =
        Call.of(ContractTasks::add, 1, 2).onFailure(ContractTasks::failingOnFailure);
    Job<Integer> first = queue.submit(call);
    Job<Integer> second = queue.submit(call);
    claimAndVanish();
    claimAndVanish();
    pass(91);
    burst();

    for (Job<Integer> each : List.of(first, second)) {
      assertThat(each.status()).isEqualTo(JobStatus.FAILED);
      assertThat(queue.failed().contains(each)).isTrue();
    }
    assertThat(queue.started().size()).isZero();
  }

  private void claimAndVanish() {
    Lease lease =
        new Lease(
            ExecutionId.of("lost" + ContractTasks.LOG.size() + queue.size()),
            WorkerName.of("lost"),
            clock.instant(),
            Duration.ofSeconds(90));
    assertThat(backend.jobs().claim(new Selection.FirstOf(List.of(QueueName.DEFAULT)), lease))
        .isPresent();
  }

  @Test
  @Pins({"CMD-02", "CMD-01"})
  void shutDownWhenTold() throws Exception {
    Worker worker = rq.worker(WorkerOptions.on().name("w-1"));
    CompletableFuture<WorkReport> working =
        CompletableFuture.supplyAsync(worker::work, OwnThread.EACH);
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    assertThat(job.latestResult(Duration.ofSeconds(10))).isPresent();

    assertThat(backend.signals().send(WorkerName.of("w-1"), new Command.Shutdown())).isTrue();

    assertThat(working.get(10, TimeUnit.SECONDS).executed()).isEqualTo(1);
  }

  @Test
  @Pins({"W-34", "BURST-11"})
  void areSuspendedAndResumed() {
    queue.enqueue(ContractTasks::nothing);
    rq.suspend(Duration.ofMinutes(5));
    assertThat(rq.isSuspended()).isTrue();
    assertThat(burst().didWork()).isFalse();

    rq.resume();

    assertThat(rq.isSuspended()).isFalse();
    assertThat(burst().didWork()).isTrue();
  }
}
