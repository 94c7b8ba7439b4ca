package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A worker that waits for work. */
abstract class WorkBehaviour extends Behaviour {

  @Test
  @Pins({"W-03", "W-35"})
  void takesWhatComesUntilItIsStopped() throws Exception {
    Worker worker = rq.worker();
    CompletableFuture<WorkReport> working =
        CompletableFuture.supplyAsync(worker::work, OwnThread.EACH);

    Job<Integer> first = queue.enqueue(ContractTasks::add, 1, 2);
    assertThat(first.latestResult(Duration.ofSeconds(10))).isPresent();
    Job<Integer> second = queue.enqueue(ContractTasks::add, 3, 4);
    assertThat(second.latestResult(Duration.ofSeconds(10))).isPresent();
    worker.stop();

    assertThat(working.get(10, TimeUnit.SECONDS).executed()).isEqualTo(2);
    assertThat(backend.workers().workers(clock.instant())).isEmpty();
  }

  @Test
  @Pins({"W-35", "CMD-02"})
  void finishesTheRunningJobWhenStopped() {
    Job<Void> running = queue.enqueue(ContractTasks::waitAtGate);
    Job<Integer> waiting = queue.enqueue(ContractTasks::add, 1, 2);

    try (LiveWorker live = LiveWorker.start(rq.worker())) {
      live.awaitArrival();
      live.stop();
      ContractTasks.gate.countDown();
      assertThat(live.report().executed()).isEqualTo(1);
    }
    assertThat(running.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(waiting.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins({"W-12", "W-44", "W-08"})
  void isVisibleWhileItWorks() {
    Job<Void> job = queue.enqueue(ContractTasks::waitAtGate);

    try (LiveWorker live =
        LiveWorker.start(rq.worker(WorkerOptions.on("default", "low").name("w-1")))) {
      live.awaitArrival();
      var seen = backend.workers().workers(clock.instant());
      ContractTasks.gate.countDown();

      assertThat(seen).hasSize(1);
      assertThat(seen.get(0).name()).isEqualTo(WorkerName.of("w-1"));
      assertThat(seen.get(0).state()).isEqualTo(WorkerState.BUSY);
      assertThat(seen.get(0).currentJob()).isEqualTo(job.id());
      assertThat(seen.get(0).queues())
          .extracting(Object::toString)
          .containsExactly("default", "low");
      assertThat(seen.get(0).pid()).isEqualTo(ProcessHandle.current().pid());
    }
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() throws Exception {
    CompletableFuture<WorkReport> ended = new CompletableFuture<>();
    Thread thread = new Thread(() -> ended.complete(rq.worker().work()));
    thread.start();
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    assertThat(job.latestResult(Duration.ofSeconds(10))).isPresent();

    thread.interrupt();

    assertThat(ended.get(10, TimeUnit.SECONDS).executed()).isEqualTo(1);
  }

  @Test
  @Pins({"W-35", "W-36"})
  void runsNoPickedJobOnceItWasStopped() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    Worker worker = rq.worker();
    worker.stop();

    assertThat(worker.run(job).executed()).isZero();
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins("W-53")
  void tellsItsHandlersOfAPickedJobAndGoesOnWithTheOthers() {
    Job<Integer> first = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> picked = queue.enqueue(ContractTasks::fail, "boom");
    List<JobId> told = new ArrayList<>();
    Worker worker = rq.worker();
    worker.pushExceptionHandler((job, error) -> told.add(job.id()));

    assertThat(worker.run(picked).executed()).isEqualTo(1);

    assertThat(told).containsExactly(picked.id());
    assertThat(first.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(worker.run(picked).executed()).as("it does not wait any more").isZero();
    assertThat(worker.burst().executed()).isEqualTo(1);
  }

  @Test
  @Pins("W-50")
  void picksNoJobWhileItWorks() {
    Worker worker = rq.worker();
    queue.enqueue(ContractTasks::waitAtGate);
    Job<Integer> picked = queue.enqueue(ContractTasks::add, 1, 2);

    try (LiveWorker live = LiveWorker.start(worker)) {
      live.awaitArrival();
      assertThatIllegalStateException()
          .isThrownBy(() -> worker.run(picked))
          .withMessageContaining("is working already");
      worker.stopNow();
    }
    assertThat(picked.status()).isEqualTo(JobStatus.QUEUED);
  }
}
