package io.rq.testkit;

import static io.rq.testkit.RqAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.rq.BackendException;
import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerOptions;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The same faults, with the same words, on every backend. */
@RqBackends({"inmemory", "redis", "h2"})
class FaultsTest {

  static int twice(int n) {
    return 2 * n;
  }

  private static void fails(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(BackendException.class).isThrownBy(call);
  }

  @Test
  void aCutConnectionIsNoticedOnceAtTheMost(Rq rq, BurstWorker worker, Faults faults) {
    rq.queue().enqueue(FaultsTest::twice, 1);
    faults.cutConnections();

    enqueueTwiceIfNeedBe(rq.queue());

    assertThat(rq.queue().size()).isEqualTo(2);
    worker.burst();
  }

  private static void enqueueTwiceIfNeedBe(Queue queue) {
    Call<Integer> call = Call.of(FaultsTest::twice, 2).id("second");
    try {
      queue.submit(call);
    } catch (BackendException e) {
      queue.submit(call);
    }
  }

  @Test
  void aReadOnlyServerKeepsResults(Queue queue, BurstWorker worker, Faults faults) {
    Job<Integer> job = queue.enqueue(FaultsTest::twice, 1);
    worker.burst();

    Faults.Fault readOnly = faults.readOnly();
    fails(job::deleteResults);
    readOnly.close();

    assertThat(job).hasResult(2);
  }

  @Test
  void aCallThatThereIsNotCannotLoseItsReply(Faults faults) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.loseReply("insertt"))
        .withMessageStartingWith("A backend has no call 'insertt'; there are ")
        .withMessageContaining(", insert, ");
  }

  @Test
  void aFrozenServerEndsCallsByATimeout(Queue queue, BurstWorker worker, Faults faults) {
    queue.enqueue(FaultsTest::twice, 1);

    Faults.Fault frozen = faults.freeze();
    fails(() -> queue.size());
    frozen.close();

    assertThat(worker.burst()).hasExecuted(1);
  }

  @Test
  void aLostReplyLeavesTheEffect(Queue queue, BurstWorker worker, Faults faults) {
    faults.loseReply("insert");

    fails(() -> queue.submit(Call.of(FaultsTest::twice, 1).id("it")));

    assertThat(queue.jobIds()).extracting(Object::toString).containsExactly("it");
    assertThat(worker.burst()).hasExecuted(1);
  }

  @Test
  void aWorkerRunsAJobOnceThoughRepliesAreLost(Queue queue, BurstWorker worker, Faults faults) {
    Job<Integer> job = queue.enqueue(FaultsTest::twice, 1);
    faults.loseReply("commitAndClaim");

    assertThat(worker.burst()).hasExecuted(1);
    assertThat(job).isFinished();
  }

  @Test
  void aFullServerRefusesAndLosesNothing(Queue queue, BurstWorker worker, Faults faults) {
    Job<Integer> before = queue.enqueue(FaultsTest::twice, 1);

    Faults.Fault full = faults.outOfMemory();
    fails(() -> queue.enqueue(FaultsTest::twice, 2));
    full.close();

    assertThat(queue).hasExactly(before);
    assertThat(worker.burst()).hasExecuted(1);
  }

  @Test
  void aReadOnlyServerRefusesAndCanBeRead(Queue queue, BurstWorker worker, Faults faults) {
    Job<Integer> before = queue.enqueue(FaultsTest::twice, 1);

    Faults.Fault replica = faults.readOnly();
    fails(() -> queue.enqueue(FaultsTest::twice, 2));
    assertThat(queue.size()).isEqualTo(1);
    replica.close();

    assertThat(queue).hasExactly(before);
    assertThat(worker.burst()).hasExecuted(1);
  }

  static volatile Runnable meanwhile = () -> {};

  /** Its second result is one that no server takes without room for it. */
  static int fiveTheSecondTime() {
    if (Job.current().orElseThrow().results().isEmpty()) {
      throw new IllegalStateException("as told");
    }
    meanwhile.run();
    return 5;
  }

  @Test
  @Pins({"W-16", "W-20"})
  void aSuccessIsRecordedWhenAFullServerHasRoomAgain(
      Queue queue, BurstWorker worker, Faults faults, RqTestkit kit) {
    isRecordedAfter(faults::outOfMemory, queue, worker, kit);
  }

  @Test
  @Pins({"W-16", "W-20"})
  void aSuccessIsRecordedWhenAReadOnlyServerTakesChangesAgain(
      Queue queue, BurstWorker worker, Faults faults, RqTestkit kit) {
    isRecordedAfter(faults::readOnly, queue, worker, kit);
  }

  private static void isRecordedAfter(
      Supplier<Faults.Fault> fault, Queue queue, BurstWorker worker, RqTestkit kit) {
    AtomicReference<Faults.Fault> begun = new AtomicReference<>();
    meanwhile = () -> begun.set(fault.get());
    Job<Integer> job =
        queue.submit(Call.of(FaultsTest::fiveTheSecondTime).retry(Retry.max(1).atFront()));
    Job<Integer> next = queue.enqueue(FaultsTest::twice, 1);

    CompletableFuture<WorkReport> burst = onItsOwnThread(worker::burst);
    awaitRefusalOf("commitAndClaim", kit);
    begun.get().close();

    assertThat(burst.orTimeout(20, TimeUnit.SECONDS).join()).hasExecuted(3);
    assertThat(job).hasResult(5);
    assertThat(next).hasResult(2);
  }

  @Test
  @Pins("W-16")
  void aWorkerClaimsAgainWhenAReadOnlyServerTakesChangesAgain(
      Rq rq, Queue queue, Faults faults, RqTestkit kit) {
    Worker worker = rq.worker(WorkerOptions.on("default").heartbeat(Duration.ofSeconds(1)));
    CompletableFuture<WorkReport> working = onItsOwnThread(worker::work);
    await().until(() -> kit.dump().contains("IDLE"));

    Faults.Fault replica = faults.readOnly();
    awaitRefusalOf("claim", kit);
    replica.close();
    Job<Integer> job = queue.enqueue(FaultsTest::twice, 1);

    await().untilAsserted(() -> assertThat(job).isFinished());
    worker.stop();
    assertThat(working.orTimeout(20, TimeUnit.SECONDS).join()).hasExecuted(1);
  }

  private static <T> CompletableFuture<T> onItsOwnThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
  }

  private static void awaitRefusalOf(String call, RqTestkit kit) {
    await()
        .until(
            () ->
                kit.dump()
                    .lines()
                    .anyMatch(line -> line.matches(".*\\b" + call + "\\(.*BackendException.*")));
  }

  @Test
  void nobodyNoticesThatScriptsWereForgotten(Queue queue, BurstWorker worker, Faults faults) {
    queue.enqueue(FaultsTest::twice, 1);
    faults.forgetScripts();
    queue.enqueue(FaultsTest::twice, 2);
    faults.forgetScripts();

    assertThat(worker.burst()).hasExecuted(2);
  }

  @Test
  void aWorkerKilledBeforeItsJobLeavesItStarted(
      Queue queue, BurstWorker worker, Faults faults, RqTestkit kit) {
    Job<Integer> job = queue.submit(Call.of(FaultsTest::twice, 1).retry(Retry.max(1)));
    faults.killWorker(CrashPoint.AFTER_CLAIM);

    assertThat(worker.burst()).hasExecuted(0);

    assertThat(job).hasStatus(JobStatus.STARTED);
    assertThat(kit.dump()).contains("BUSY, running " + job.id());
    worker.burstThrough(Duration.ofSeconds(490));
    assertThat(job).isFinished();
  }

  @Test
  void aWorkerKilledAfterItsJobLeavesThatDone(Queue queue, BurstWorker worker, Faults faults) {
    Job<Integer> job = queue.enqueue(FaultsTest::twice, 1);
    faults.killWorker(CrashPoint.AFTER_SETTLE);

    worker.burst();

    assertThat(job).isFinished();
    worker.burstThrough(Duration.ofSeconds(490));
  }

  @Test
  void aWrongClockOfAWorkerShowsInWhatItWrites(
      Queue queue, BurstWorker worker, Faults faults, TestClock clock) {
    Job<Integer> job = queue.enqueue(FaultsTest::twice, 1);

    Faults.Fault skewed = faults.skewClock(Duration.ofSeconds(20));
    worker.burst();
    skewed.close();

    assertThat(job.startedAt()).contains(clock.instant().plusSeconds(20));
    assertThat(job).hasResult(2);
  }

  @Test
  void faultsEndWithTheTest(Queue queue, Faults faults) {
    faults.freeze();
  }
}
