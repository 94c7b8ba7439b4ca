package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.ResultType;
import io.rq.Retry;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a worker ends: warm, when its job is done; cold, at once. */
abstract class ShutdownBehaviour extends Behaviour {

  private void nobodyWorks() {
    assertThat(backend.workers().workers(clock.instant())).isEmpty();
    assertThat(queue.started().size()).isZero();
  }

  @Test
  @Pins({"W-35", "W-50"})
  void warmItFinishesItsOneJobAndLeavesTheOthers() {
    Job<Void> running = queue.enqueue(ContractTasks::waitAtGate);
    Job<Integer> waiting = queue.enqueue(ContractTasks::add, 1, 2);

    try (LiveWorker live = LiveWorker.start(rq.worker())) {
      live.awaitArrival();
      assertThat(running.status()).isEqualTo(JobStatus.STARTED);
      assertThat(waiting.status()).isEqualTo(JobStatus.QUEUED);
      live.stop();
      live.stop();
      ContractTasks.gate.countDown();
      assertThat(live.report().executed()).isEqualTo(1);
    }

    assertThat(running.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(waiting.status()).isEqualTo(JobStatus.QUEUED);
    nobodyWorks();
  }

  @Test
  @Pins("W-35")
  void anInterruptOfTheThreadThatMakesItWorkIsWarm() throws Exception {
    Job<Void> running = queue.enqueue(ContractTasks::waitAtGate);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Worker worker = rq.worker();
    Thread thread =
        new Thread(
            () -> {
              worker.work();
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    LiveWorker.closeTheGate();
    thread.start();
    LiveWorker.awaitArrivalAtTheGate();

    thread.interrupt();
    ContractTasks.gate.countDown();

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).as("still visible").isTrue();
    assertThat(running.status()).isEqualTo(JobStatus.FINISHED);
    nobodyWorks();
  }

  @Test
  @Pins("W-36")
  void coldItInterruptsItsJobWhichFails() {
    Job<Void> running = queue.enqueue(ContractTasks::waitAtGate);
    Job<Integer> waiting = queue.enqueue(ContractTasks::add, 1, 2);

    try (LiveWorker live = LiveWorker.start(rq.worker())) {
      live.awaitArrival();
      live.stopNow();
      WorkReport report = live.report();
      assertThat(report.executed()).isEqualTo(1);
      assertThat(report.failed()).isEqualTo(1);
    }

    assertThat(running.status()).isEqualTo(JobStatus.FAILED);
    assertThat(queue.failed().contains(running)).isTrue();
    assertThat(running.latestResult().orElseThrow().type()).isEqualTo(ResultType.FAILED);
    assertThat(running.latestResult().orElseThrow().failure().orElseThrow())
        .contains("Work-horse terminated unexpectedly");
    assertThat(waiting.status()).isEqualTo(JobStatus.QUEUED);
    nobodyWorks();
  }

  @Test
  @Pins({"W-36", "W-30"})
  void coldItsJobIsRetriedIfItHasRetriesLeft() {
    Job<Void> job = queue.submit(Call.ofVoid(ContractTasks::waitAtGate).retry(Retry.max(1)));

    try (LiveWorker live = LiveWorker.start(rq.worker())) {
      live.awaitArrival();
      live.stop();
      live.stopNow();
      assertThat(live.report().failures()).singleElement().matches(failure -> failure.isRetried());
    }
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    ContractTasks.gate.countDown();
    burst();

    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins("W-36")
  void coldABurstEndsToo() throws Exception {
    Job<Void> job = queue.enqueue(ContractTasks::waitAtGate);
    LiveWorker.closeTheGate();
    Worker worker = rq.worker();
    CompletableFuture<WorkReport> bursting =
        CompletableFuture.supplyAsync(worker::burst, OwnThread.EACH);
    LiveWorker.awaitArrivalAtTheGate();

    worker.stopNow();

    assertThat(bursting.get(10, TimeUnit.SECONDS).failed()).isEqualTo(1);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    nobodyWorks();
  }

  @Test
  @Pins({"W-35", "W-36"})
  void idleItEndsAtOnceEitherWay() {
    for (int way = 0; way < 2; way++) {
      try (LiveWorker live = LiveWorker.start(rq.worker())) {
        Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
        assertThat(job.latestResult(Duration.ofSeconds(10))).isPresent();
        if (way == 0) {
          live.stop();
        } else {
          live.stopNow();
        }
        assertThat(live.report().executed()).isEqualTo(1);
      }
      nobodyWorks();
    }
  }

  @Test
  @Pins({"W-35", "W-36"})
  void beforeItBeganItNeverDoes() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    Worker warm = rq.worker();
    Worker cold = rq.worker();
    warm.stop();
    cold.stopNow();

    assertThat(warm.work().didWork()).isFalse();
    assertThat(cold.work().didWork()).isFalse();

    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    nobodyWorks();
  }

  @Test
  @Pins("W-35")
  void aJobThatItTookAndDidNotBeginIsTheNextOneAgain() {
    Job<Integer> first = queue.submit(Call.of(ContractTasks::add, 1, 2).ttl(Duration.ofHours(1)));
    Job<Integer> second = queue.enqueue(ContractTasks::add, 3, 4);
    Worker[] worker = new Worker[1];
    worker[0] =
        rq.worker(
            WorkerOptions.on()
                .executor(
                    task -> {
                      worker[0].stop();
                      task.run();
                    }));

    WorkReport report = worker[0].work();

    assertThat(report.didWork()).isFalse();
    assertThat(first.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(first.expiresAt()).contains(clock.instant().plusSeconds(3600));
    assertThat(queue.jobIds()).containsExactly(first.id(), second.id());
    nobodyWorks();
    assertThat(burst().executed()).isEqualTo(2);
  }
}
