package io.rq.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.rq.BackendException;
import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Result;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerOptions;
import io.rq.WorkerPool;
import io.rq.WorkerState;
import io.rq.inmemory.InMemoryBackend;
import io.rq.spi.Place;
import io.rq.testkit.contract.Pins;
import io.rq.testkit.worker.FaultyBackend.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A worker outlives a backend that fails, and neither loses a job nor runs one twice (W-16,
 * BURST-17).
 */
class WorkerFaultTest {

  static final AtomicInteger RUNS = new AtomicInteger();
  static volatile CountDownLatch gate = new CountDownLatch(0);
  static volatile CountDownLatch arrived = new CountDownLatch(0);

  static int run() {
    return RUNS.incrementAndGet();
  }

  static void waitAtGate() throws InterruptedException {
    arrived.countDown();
    gate.await();
  }

  static void interruptItself() {
    Thread.currentThread().interrupt();
  }

  static int recurse(int depth) {
    return depth < 0 ? 0 : recurse(depth + 1) + 1;
  }

  static void throwAnError(boolean really) {
    if (really) {
      throw new OutOfMemoryError("pretended");
    }
  }

  static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new AssertionError("no message either");
    }
  }

  static void throwTheUnspeakable(boolean really) {
    if (really) {
      throw new Unspeakable();
    }
  }

  private final FaultyBackend backend = new FaultyBackend(new InMemoryBackend());
  private final Rq rq = Rq.on(backend).open();
  private final Queue queue = rq.queue();

  WorkerFaultTest() {
    RUNS.set(0);
  }

  @AfterEach
  void close() {
    gate.countDown();
    rq.close();
  }

  private void nothingIsLeftRunning() {
    assertThat(queue.started().size()).isZero();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(backend.hasFailedAll()).isTrue();
  }

  @Test
  @Pins("BURST-17")
  void aClaimWhoseAnswerIsLostIsTakenUpAgain() {
    Job<Integer> job = queue.enqueue(WorkerFaultTest::run);
    backend.failNext("claim", When.AFTER);

    WorkReport report = rq.worker().burst();

    assertThat(report.executed()).isEqualTo(1);
    assertThat(job.returnValue()).contains(1);
    nothingIsLeftRunning();
  }

  @Test
  @Pins("BURST-17")
  void aClaimOfOneJobWhoseAnswerIsLostIsTakenUpAgainOnWhateverQueue() {
    Job<Integer> job = queue.enqueue(WorkerFaultTest::run);
    backend.failNext("claim", When.AFTER);

    WorkReport report = rq.worker("another").run(job);

    assertThat(report.executed()).isEqualTo(1);
    assertThat(job.returnValue()).contains(1);
    nothingIsLeftRunning();
  }

  @Test
  @Pins({"BURST-17", "W-16"})
  void aClaimThatDoesNotArriveIsMadeAgain() {
    queue.enqueue(WorkerFaultTest::run);
    backend.failNext("claim", When.BEFORE);

    assertThat(rq.worker().burst().executed()).isEqualTo(1);
    nothingIsLeftRunning();
  }

  @Test
  @Pins({"W-20", "BURST-17"})
  void anOutcomeWhoseAnswerIsLostIsRecordedOnceAndTheNextJobIsRun() {
    Job<Integer> first = queue.enqueue(WorkerFaultTest::run);
    Job<Integer> second = queue.enqueue(WorkerFaultTest::run);
    backend.failNext("commitAndClaim", When.AFTER);

    assertThat(rq.worker().burst().executed()).isEqualTo(2);

    assertThat(RUNS).hasValue(2);
    assertThat(first.results()).hasSize(1);
    assertThat(second.returnValue()).contains(2);
    nothingIsLeftRunning();
  }

  @Test
  @Pins({"W-20", "BURST-17"})
  void anOutcomeThatDoesNotArriveIsRecordedLater() {
    Job<Integer> job = queue.enqueue(WorkerFaultTest::run);
    backend.failNext("commitAndClaim", When.BEFORE);
    backend.failNext("commit", When.BEFORE);

    rq.worker().burst();

    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(RUNS).hasValue(1);
    nothingIsLeftRunning();
  }

  @Test
  void anOutcomeIsRecordedThoughTheWorkerWasStoppedMeanwhile() throws Exception {
    gate = new CountDownLatch(1);
    arrived = new CountDownLatch(1);
    Job<Void> job = queue.enqueue(WorkerFaultTest::waitAtGate);
    Worker worker = rq.worker();
    CompletableFuture<WorkReport> working =
        CompletableFuture.supplyAsync(worker::work, task -> new Thread(task).start());
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    backend.failNext("commit", When.BEFORE);
    backend.failNext("commit", When.BEFORE);

    worker.stop();
    gate.countDown();
    working.get(20, TimeUnit.SECONDS);

    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    nothingIsLeftRunning();
  }

  @Test
  @Pins("W-16")
  void anIdleWorkerWaitsForTheBackendToComeBack() throws Exception {
    backend.failNext("isSuspended", When.BEFORE);
    backend.failNext("awaitWork", When.BEFORE);
    backend.failNext("beat", When.BEFORE);
    Worker worker = rq.worker();
    CompletableFuture<WorkReport> working =
        CompletableFuture.supplyAsync(worker::work, task -> new Thread(task).start());

    Job<Integer> job = queue.enqueue(WorkerFaultTest::run);
    assertThat(job.latestResult(Duration.ofSeconds(20))).isPresent();
    worker.stop();

    assertThat(working.get(20, TimeUnit.SECONDS).executed()).isEqualTo(1);
  }

  @Test
  void aWorkerEndsWhenItsRqIsClosed() {
    CompletableFuture<WorkReport> working =
        CompletableFuture.supplyAsync(rq.worker()::work, task -> new Thread(task).start());
    Job<Integer> job = queue.enqueue(WorkerFaultTest::run);
    assertThat(job.latestResult(Duration.ofSeconds(10))).isPresent();

    rq.close();

    assertThat(working.handle((report, error) -> "ended").orTimeout(10, TimeUnit.SECONDS).join())
        .isEqualTo("ended");
  }

  @Test
  void aClosedRqSaysSo() {
    rq.close();

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> rq.worker().burst())
        .withMessageContaining("closed");
  }

  @Test
  void aStackThatOverflowsFailsTheJobOnly() {
    Job<Integer> bad = queue.enqueue(WorkerFaultTest::recurse, 0);
    Job<Integer> good = queue.enqueue(WorkerFaultTest::run);

    assertThat(rq.worker().burst().executed()).isEqualTo(2);

    assertThat(bad.status()).isEqualTo(JobStatus.FAILED);
    assertThat(good.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"W-33", "W-51"})
  void afterAFatalErrorTheNextJobIsLeftToOthers() {
    Job<Void> bad = queue.enqueue(WorkerFaultTest::throwAnError, true);
    Job<Integer> next = queue.enqueue(WorkerFaultTest::run);

    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> rq.worker().burst());

    assertThat(bad.status()).isEqualTo(JobStatus.FAILED);
    assertThat(next.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  void anExceptionThatCannotBeReadIsAFailureLikeAnyOther() {
    Job<Void> bad = queue.enqueue(WorkerFaultTest::throwTheUnspeakable, true);
    Job<Integer> good = queue.enqueue(WorkerFaultTest::run);

    assertThat(rq.worker().burst().executed()).isEqualTo(2);

    assertThat(bad.latestResult().orElseThrow().failure().orElseThrow())
        .contains("its message cannot be read")
        .contains("throwTheUnspeakable");
    assertThat(good.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  void anOutcomeThatIsRefusedIsRecordedAsAFailureThatSaysSo() {
    Job<Integer> job = queue.enqueue(WorkerFaultTest::run);
    Job<Integer> next = queue.enqueue(WorkerFaultTest::run);
    backend.failNext("commitAndClaim", When.REFUSED);

    assertThat(rq.worker().burst().executed()).isEqualTo(2);

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .contains("the backend refuses commitAndClaim");
    assertThat(next.status()).isEqualTo(JobStatus.FINISHED);
    nothingIsLeftRunning();
  }

  @Test
  void anInterruptThatNoJobUsedUpStopsTheWorkerAndStaysVisible() {
    queue.enqueue(WorkerFaultTest::interruptItself);
    Job<Integer> next = queue.enqueue(WorkerFaultTest::run);

    WorkReport report = rq.worker().burst();
    boolean interrupted = Thread.interrupted();

    assertThat(report.executed()).isEqualTo(1);
    assertThat(interrupted).isTrue();
    assertThat(next.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  void aNameThatCannotBeRegisteredLeavesNothingBehind() {
    backend.failNext("register", When.BEFORE);

    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> rq.worker(WorkerOptions.on().name("w")).burst());
    assertThat(rq.worker(WorkerOptions.on().name("w")).burst().didWork()).isFalse();
  }

  @Test
  void aCallIsRefusedBeforeAnythingIsStored() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                queue.submit(
                    Call.of(WorkerFaultTest::run).ttl(Duration.ofSeconds(Long.MAX_VALUE))));
    assertThat(backend.jobs().count(QueueName.DEFAULT, Place.QUEUED)).isZero();
  }

  @Test
  @Pins("W-14")
  void aHeartbeatThatBreaksIsNotTheLast() throws Exception {
    gate = new CountDownLatch(1);
    arrived = new CountDownLatch(1);
    Job<Void> job = queue.enqueue(WorkerFaultTest::waitAtGate);
    Worker worker = rq.worker(WorkerOptions.on().heartbeat(Duration.ofSeconds(1)).maxJobs(1));
    CompletableFuture<WorkReport> working =
        CompletableFuture.supplyAsync(worker::work, task -> new Thread(task).start());
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    Instant before = job.executions().get(0).lastHeartbeat().orElseThrow();

    backend.failNext("extend", When.BROKEN);

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> job.executions().get(0).lastHeartbeat().orElseThrow().isAfter(before));
    assertThat(backend.hasFailedAll()).isTrue();
    gate.countDown();
    working.get(10, TimeUnit.SECONDS);
  }

  @Test
  @Pins({"W-28", "TO-03"})
  void aTimeLimitIsKeptWhileTheBackendDoesNotAnswer() {
    gate = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    WorkerPool idle =
        rq.workerPool(
            2, WorkerOptions.on("idle").heartbeat(Duration.ofSeconds(1)).withoutScheduler());
    idle.start();
    Worker worker = rq.worker(WorkerOptions.on().withoutScheduler().maxJobs(1));
    CompletableFuture<WorkReport> working =
        CompletableFuture.supplyAsync(worker::work, task -> new Thread(task).start());
    try {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  backend.workers().workers(Instant.now()).stream()
                          .filter(w -> w.state() == WorkerState.IDLE)
                          .count()
                      == 3);
      backend.silence("WorkerStore.beat", answers);
      await().atMost(Duration.ofSeconds(10)).until(() -> backend.waiting() == 2);

      Job<Void> slow =
          queue.submit(Call.ofVoid(WorkerFaultTest::waitAtGate).timeout(Duration.ofSeconds(1)));

      assertThat(slow.latestResult(Duration.ofSeconds(10)).orElseThrow().failure().orElseThrow())
          .contains("JobTimeoutException");
    } finally {
      answers.countDown();
      idle.stop();
      worker.stop();
    }
    working.orTimeout(10, TimeUnit.SECONDS).join();
    idle.close();
  }

  @Test
  @Pins("RES-13")
  void resultsAreWaitedForThoughOneWaitBroke() throws Exception {
    backend.failNext("awaitResults", When.BROKEN);
    Job<Integer> job = queue.enqueue(WorkerFaultTest::run);
    CompletableFuture<Optional<Result<Integer>>> result =
        job.latestResultAsync(Duration.ofMinutes(1));

    rq.worker().burst();

    assertThat(result.get(10, TimeUnit.SECONDS).orElseThrow().returnValue()).contains(1);
    assertThat(backend.hasFailedAll()).isTrue();
  }

  @Test
  @Pins("W-16")
  void aBackendThatContradictsItselfCostsTheJobAndNotTheWorker() {
    InMemoryBackend real = new InMemoryBackend();
    FaultyBackend lying = new FaultyBackend(real);
    try (Rq rq = Rq.on(lying).open()) {
      Job<Integer> job = rq.queue().submit(Call.of(WorkerFaultTest::run));
      lying.overtakeAlways("commitAndClaim");
      lying.overtakeAlways("commit");

      assertThat(rq.worker().burst().executed()).isEqualTo(1);

      assertThat(job.status()).isEqualTo(JobStatus.STARTED);
    }
  }
}
