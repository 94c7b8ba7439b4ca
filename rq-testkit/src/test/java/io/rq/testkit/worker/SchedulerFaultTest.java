package io.rq.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.BackendException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.Scheduler;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.inmemory.InMemoryBackend;
import io.rq.testkit.contract.Pins;
import io.rq.testkit.worker.FaultyBackend.When;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scheduling outlives a backend that fails, and bursts say so. */
class SchedulerFaultTest {

  private static final Executor OWN_THREAD = task -> new Thread(task).start();
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  static int run() {
    return 1;
  }

  private final FaultyBackend backend = new FaultyBackend(new InMemoryBackend());
  private final Rq rq = Rq.on(backend).open();
  private final Queue queue = rq.queue();

  @AfterEach
  void close() {
    rq.close();
  }

  @Test
  @Pins("S-20")
  void aWorkersSchedulerGoesOnAfterALookThatFailed() throws Exception {
    backend.failNext("SchedulerStore.beat", When.BEFORE);
    backend.failNext("SchedulerStore.beat", When.BROKEN);
    Job<Integer> job = queue.enqueueIn(Duration.ZERO, SchedulerFaultTest::run);
    Worker worker = rq.worker();

    CompletableFuture<WorkReport> working = CompletableFuture.supplyAsync(worker::work, OWN_THREAD);

    assertThat(job.latestResult(TEN_SECONDS)).isPresent();
    assertThat(backend.hasFailedAll()).isTrue();
    worker.stop();
    working.get(10, TimeUnit.SECONDS);
    assertThat(queue.scheduler()).isEmpty();
  }

  @Test
  @Pins("S-20")
  void aSchedulerGoesOnAfterALookThatFailed() throws Exception {
    backend.failNext("SchedulerStore.beat", When.BEFORE);
    backend.failNext("commitEach", When.BEFORE);
    Job<Integer> job = queue.enqueueIn(Duration.ZERO, SchedulerFaultTest::run);
    Scheduler scheduler = rq.scheduler();

    CompletableFuture<Void> running = CompletableFuture.runAsync(scheduler::run, OWN_THREAD);

    backend.jobs().awaitWork(List.of(QueueName.DEFAULT), TEN_SECONDS);
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(backend.hasFailedAll()).isTrue();
    scheduler.stop();
    running.get(10, TimeUnit.SECONDS);
  }

  @Test
  @Pins({"S-19", "BURST-08"})
  void aBurstThatCannotScheduleSaysSoAndLeavesTheQueueToOthers() {
    Job<Integer> job = queue.enqueueIn(Duration.ZERO, SchedulerFaultTest::run);
    backend.failNext("commitEach", When.BEFORE);

    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> rq.worker().burst())
        .withMessageContaining("commitEach");

    assertThat(queue.scheduler()).isEmpty();
    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(rq.worker().burst().executed()).isEqualTo(1);
  }

  @Test
  void aSchedulerThatCannotSignOffEndsAllTheSame() throws Exception {
    backend.failNext("SchedulerStore.unregister", When.BEFORE);
    Scheduler scheduler = rq.scheduler();
    CompletableFuture<Void> running = CompletableFuture.runAsync(scheduler::run, OWN_THREAD);

    scheduler.stop();

    running.get(10, TimeUnit.SECONDS);
    assertThat(scheduler.isRunning()).isFalse();
  }
}
