package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobFailure;
import io.rq.JobStatus;
import io.rq.JobTimeoutException;
import io.rq.Retry;
import io.rq.WorkReport;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.spi.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Code that takes no notice of its interrupt does not keep its worker. */
abstract class GivingUpBehaviour extends Behaviour {

  private static final Duration SHORT = Duration.ofMillis(10);

  private final BlockingQueue<Thread> leftBehind = new LinkedBlockingQueue<>();
  private final WorkerOptions impatient =
      WorkerOptions.on()
          .name("w-1")
          .grace(SHORT)
          .givenUpHandler((job, thread) -> leftBehind.add(thread));

  @BeforeEach
  void closeTheGate() {
    LiveWorker.closeTheGate();
  }

  private Call<String> deaf() {
    return Call.of(ContractTasks::ignoreInterrupts).id("deaf");
  }

  /** Lets the code that was left behind go on to its end. */
  private void letItEnd() throws Exception {
    ContractTasks.gate.countDown();
    Thread thread = leftBehind.poll(10, TimeUnit.SECONDS);
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(runs("ended at last")).isEqualTo(1);
    assertThat(leftBehind).as("told once").isEmpty();
  }

  private static String failureOf(Job<?> job) {
    return job.latestResult().orElseThrow().failure().orElseThrow();
  }

  @Test
  @Pins({"W-29", "W-49", "W-31", "TO-03", "X-06"})
  void afterItsTimeIsOverTheJobFailsAndTheWorkerGoesOn() throws Exception {
    Job<String> deaf = queue.submit(deaf().timeout(Duration.ofSeconds(1)));
    Job<Integer> next = queue.enqueue(ContractTasks::add, 1, 2);

    try (LiveWorker live = LiveWorker.start(rq.worker(impatient))) {
      assertThat(next.latestResult(Duration.ofSeconds(20))).isPresent();
      assertThat(deaf.status()).isEqualTo(JobStatus.FAILED);
      assertThat(queue.failed().contains(deaf)).isTrue();
      assertThat(failureOf(deaf))
          .contains("JobTimeoutException: Task exceeded maximum timeout value (1 seconds)")
          .contains("may still be running on thread rq-worker-w-1")
          .as("where it hangs")
          .contains("ContractTasks.ignoreInterrupts");

      letItEnd();

      assertThat(deaf.status()).isEqualTo(JobStatus.FAILED);
      assertThat(deaf.returnValue()).isEmpty();
      assertThat(deaf.results()).hasSize(1);
      Job<Integer> last = queue.enqueue(ContractTasks::add, 3, 4);
      assertThat(last.latestResult(Duration.ofSeconds(10))).isPresent();
      live.stop();
      WorkReport report = live.report();
      assertThat(report.executed()).isEqualTo(3);
      assertThat(report.failures())
          .extracting(JobFailure::error)
          .singleElement()
          .isInstanceOf(JobTimeoutException.class);
    }
    assertThat(runs("interrupted")).isEqualTo(1);
  }

  @Test
  @Pins({"W-29", "R-10"})
  void itIsRetriedLikeAnyFailure() throws Exception {
    Job<String> deaf =
        queue.submit(deaf().timeout(Duration.ofSeconds(1)).retry(Retry.max(1).intervals(60)));

    rq.worker(impatient.maxJobs(1)).work();

    assertThat(deaf.status()).isEqualTo(JobStatus.SCHEDULED);
    letItEnd();
    assertThat(deaf.status()).isEqualTo(JobStatus.SCHEDULED);
  }

  @Test
  @Pins({"W-29", "W-30", "CB-07"})
  void itsCallbackForFailuresIsCalled() throws Exception {
    queue.submit(deaf().timeout(Duration.ofSeconds(1)).onFailure(ContractTasks::onFailureOf));

    rq.worker(impatient.maxJobs(1)).work();

    assertThat(runs("failure of deaf: JobTimeoutException")).isEqualTo(1);
    letItEnd();
  }

  @Test
  @Pins({"CB-05", "CB-07", "W-29"})
  void aCallbackIsGivenUpToo() throws Exception {
    Job<Integer> job =
        queue.submit(
            Call.of(ContractTasks::add, 1, 2)
                .id("it")
                .onSuccess(ContractTasks::ignoreInterruptsAfterwards, Duration.ofSeconds(1))
                .onFailure(ContractTasks::onFailureOf));

    rq.worker(impatient.maxJobs(1)).work();

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(failureOf(job)).contains("JobTimeoutException");
    assertThat(runs("failure of it: JobTimeoutException")).isEqualTo(1);
    letItEnd();
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins({"W-29", "CB-07"})
  void soIsTheCallbackForFailuresAndThenNoneIsLeft() throws Exception {
    Job<Integer> job =
        queue.submit(
            Call.of(ContractTasks::fail, "boom")
                .onFailure(ContractTasks::ignoreInterruptsAfterwards, Duration.ofSeconds(1)));

    WorkReport report = rq.worker(impatient.maxJobs(1)).work();

    assertThat(report.executed()).isEqualTo(1);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.results()).hasSize(1);
    letItEnd();
  }

  @Test
  @Pins({"CMD-04", "CMD-06", "W-29"})
  void whenStoppedTheJobIsStoppedAndSaysSo() throws Exception {
    Job<String> deaf = queue.submit(deaf().onStopped(ContractTasks::onStoppedOf));

    try (LiveWorker live = LiveWorker.start(rq.worker(impatient.maxJobs(1)))) {
      live.awaitArrival();
      deaf.stop();
      assertThat(live.report().executed()).isEqualTo(1);
    }

    assertThat(deaf.status()).isEqualTo(JobStatus.STOPPED);
    assertThat(failureOf(deaf))
        .startsWith("Job stopped by user, work-horse terminated.")
        .contains("may still be running");
    assertThat(runs("stopped deaf")).isEqualTo(1);
    letItEnd();
    assertThat(deaf.status()).isEqualTo(JobStatus.STOPPED);
  }

  @Test
  @Pins({"CMD-03", "W-30"})
  void whenKilledTheJobFails() throws Exception {
    Job<String> deaf = queue.submit(deaf());

    try (LiveWorker live = LiveWorker.start(rq.worker(impatient.maxJobs(1)))) {
      live.awaitArrival();
      assertThat(backend.signals().send(WorkerName.of("w-1"), new Command.KillHorse())).isTrue();
      live.report();
    }

    assertThat(deaf.status()).isEqualTo(JobStatus.FAILED);
    assertThat(failureOf(deaf)).contains("Work-horse terminated unexpectedly");
    letItEnd();
  }

  @Test
  @Pins({"W-36", "W-29"})
  void whenTheWorkerIsStoppedNowItEndsWithoutTheJob() throws Exception {
    Job<String> deaf = queue.submit(deaf());

    try (LiveWorker live = LiveWorker.start(rq.worker(impatient))) {
      live.awaitArrival();
      live.stopNow();
      assertThat(live.report().failed()).isEqualTo(1);
    }

    assertThat(deaf.status()).isEqualTo(JobStatus.FAILED);
    assertThat(backend.workers().workers(clock.instant())).isEmpty();
    letItEnd();
  }

  @Test
  @Pins("W-29")
  void oneJobAfterTheOther() throws Exception {
    int jobs = 3;
    for (int i = 0; i < jobs; i++) {
      queue.submit(Call.of(ContractTasks::ignoreInterrupts).timeout(Duration.ofSeconds(1)));
    }

    assertThat(rq.worker(impatient.maxJobs(jobs)).work().failed()).isEqualTo(jobs);

    assertThat(queue.failed().size()).isEqualTo(jobs);
    ContractTasks.gate.countDown();
    for (Thread thread : List.copyOf(leftBehind)) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(leftBehind).hasSize(jobs);
  }

  @Test
  @Pins("W-49")
  void whateverTheHandlerDoesTheJobFails() {
    Job<String> deaf = queue.submit(deaf().timeout(Duration.ofSeconds(1)));

    rq.worker(
            impatient
                .maxJobs(1)
                .givenUpHandler(
                    (job, thread) -> {
                      throw new IllegalStateException("handler of " + job.id());
                    }))
        .work();

    assertThat(deaf.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins({"BURST-15", "W-38", "TO-03"})
  void aBurstOnTheCallersThreadWaitsForTheEnd() {
    Job<String> deaf = queue.submit(deaf().timeout(Duration.ofSeconds(1)));
    Thread caller = Thread.currentThread();
    Thread opener =
        new Thread(
            () -> {
              while (runs("interrupted") == 0) {
                Thread.onSpinWait();
              }
              ContractTasks.gate.countDown();
            });
    opener.start();

    assertThat(rq.worker(impatient).burst().executed()).isEqualTo(1);

    assertThat(deaf.status()).as("W-28: it swallowed its interrupt").isEqualTo(JobStatus.FINISHED);
    assertThat(leftBehind).isEmpty();
    assertThat(caller.isInterrupted()).isFalse();
  }
}
