package io.rq.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.SerializationException;
import io.rq.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A test that leaves something behind fails, and its failure says what. */
class LeftoverTest {

  static void nothing() {}

  static int total(List<Integer> amounts) {
    return amounts.stream().mapToInt(Integer::intValue).sum();
  }

  static void fail(String why) {
    throw new IllegalStateException(why);
  }

  @RqTest
  static class LeavesAJob {
    @Test
    void test(@OnQueue("mail") Queue queue) {
      queue.enqueue(LeftoverTest::nothing);
    }
  }

  @Test
  void aQueuedJob() {
    assertThat(Run.of(LeavesAJob.class).failure())
        .isInstanceOf(LeftoverError.class)
        .hasMessageStartingWith(
            "The test left behind:\n  QUEUED: io.rq.testkit.LeftoverTest.nothing() (")
        .hasMessageContaining("enqueued at LeftoverTest.java:")
        .hasMessageContaining("on queue 'mail'")
        .hasMessageEndingWith(
            "\nSo run the job; or say @AllowLeftovers with its kind, if that is meant");
  }

  @RqTest
  static class LeavesAFailure {
    @Test
    void test(Queue queue, Rq rq) {
      queue.enqueue(LeftoverTest::fail, "boom");
      rq.worker().burst();
    }
  }

  @RqTest(mode = Mode.INLINE)
  static class LeavesAFailureInline {
    @Test
    void test(Queue queue) {
      queue.enqueue(LeftoverTest::fail, "boom");
    }
  }

  @Test
  void aFailureThatNobodyLookedAt() {
    for (Class<?> test : List.of(LeavesAFailure.class, LeavesAFailureInline.class)) {
      assertThat(Run.of(test).failure())
          .as(test.getSimpleName())
          .isInstanceOf(LeftoverError.class)
          .hasMessageContaining("FAILED: io.rq.testkit.LeftoverTest.fail('boom') (")
          .hasMessageContaining("boom");
    }
  }

  static Retry askAgain() {
    return Retry.max(1);
  }

  @RqTest
  static class LeavesARetryThatIsUsedUp {
    @Test
    void test(Queue queue, Rq rq) {
      queue.enqueue(LeftoverTest::askAgain);
      rq.worker().burst();
    }
  }

  @Test
  void aFailureWithoutAnExceptionSaysWhyToo() {
    assertThat(Run.of(LeavesARetryThatIsUsedUp.class).failure())
        .isInstanceOf(LeftoverError.class)
        .hasMessageContaining("FAILED: io.rq.testkit.LeftoverTest.askAgain() (")
        .hasMessageContaining(
            ": Maximum retry attempts exceeded: the Retry that the function returned allows no"
                + " more");
  }

  @RqTest
  static class LeavesTwoJobsAndAFailure {
    @Test
    void test(Queue queue, Rq rq) {
      queue.enqueue(LeftoverTest::fail, "boom");
      rq.worker().burst();
      queue.enqueue(LeftoverTest::nothing);
      queue.enqueue(LeftoverTest::nothing);
    }
  }

  @Test
  void adviceForEachKind() {
    assertThat(Run.of(LeavesTwoJobsAndAFailure.class).failure())
        .hasMessageEndingWith(
            "\nSo run the job; look at the failure; or say @AllowLeftovers with its kind, if that is"
                + " meant");
  }

  @RqTest(mode = Mode.INLINE)
  static class LooksAtItsFailure {
    @Test
    void test(Queue queue) {
      Job<Void> job = queue.enqueue(LeftoverTest::fail, "boom");
      RqAssertions.assertThat(job).isFailed();
    }
  }

  @RqTest(mode = Mode.LIVE)
  static class AnotherThreadLooks {
    @Test
    void test(Queue queue) {
      Job<Void> job = queue.enqueue(LeftoverTest::fail, "boom");
      Awaitility.await().until(() -> job.status() == JobStatus.FAILED);
    }
  }

  @Test
  void aFailureThatIsLookedAtOnAnotherThreadIsNone() {
    assertThat(Run.of(AnotherThreadLooks.class).failures()).isEmpty();
  }

  @RqTest(mode = Mode.LIVE)
  static class LeavesAJobRunning {
    @Test
    void test(Queue queue) throws InterruptedException {
      queue.enqueue(LeftoverTest::waitForEver);
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  // A job that was taken and did not begin goes back into its queue; so the test waits for this.
  private static volatile CountDownLatch begun = new CountDownLatch(0);

  static void waitForEver() throws InterruptedException {
    begun.countDown();
    new CountDownLatch(1).await();
  }

  @Test
  void aJobOfALiveWorkerThatRunsOn() {
    begun = new CountDownLatch(1);
    assertThat(Run.of(LeavesAJobRunning.class).failure())
        .isInstanceOf(LeftoverError.class)
        .hasMessageContaining("STARTED: io.rq.testkit.LeftoverTest.waitForEver() (")
        .hasMessageContaining(": it ran on when the test was over, and was interrupted")
        .hasMessageNotContaining("FAILED");
  }

  @RqTest
  static class LeavesALongQueue {
    @Test
    void test(Queue queue) {
      for (int i = 0; i < 30; i++) {
        queue.enqueue(LeftoverTest::nothing);
      }
      throw new IllegalStateException("its own");
    }
  }

  @Test
  void aLongQueueIsNotShownToItsEnd() {
    assertThat(Run.of(LeavesALongQueue.class).failure().getSuppressed()[0])
        .hasMessageContaining(", number 20 of 30\n  queued: … and 10 more\n")
        .hasMessageNotContaining("number 21 of 30");
  }

  @RqTest
  static class LeavesAScheduledJob {
    @Test
    void test(Queue queue) {
      queue.enqueueIn(Duration.ofHours(1), LeftoverTest::nothing);
    }
  }

  @RqTest
  @AllowLeftovers(Leftover.QUEUED)
  static class MayLeaveAJob {
    @Test
    void test(Queue queue) {
      queue.enqueue(LeftoverTest::nothing);
    }
  }

  @RqTest(mode = Mode.FAKE)
  static class OnlyRecords {
    @Test
    void test(Queue queue) {
      queue.enqueue(LeftoverTest::nothing);
    }
  }

  @Test
  void notWhatIsMeant() {
    assertThat(
            Run.of(
                    LooksAtItsFailure.class,
                    LeavesAScheduledJob.class,
                    MayLeaveAJob.class,
                    OnlyRecords.class)
                .succeeded())
        .isEqualTo(4);
  }

  @RqTest
  static class LeavesAWorker {
    @Test
    void test(Worker worker, Rq rq) {
      Thread thread = new Thread(worker::work);
      thread.setDaemon(true);
      thread.start();
      Job<Void> job = rq.queue().enqueue(LeftoverTest::nothing);
      assertThat(job.latestResult(Duration.ofSeconds(10))).isPresent();
    }
  }

  @Test
  void aWorkerThatNobodyStopped() {
    assertThat(Run.of(LeavesAWorker.class).failure())
        .isInstanceOf(LeftoverError.class)
        .hasMessageContaining("WORKER: ")
        .hasMessageContaining("on [default]");
  }

  private static volatile CountDownLatch gate = new CountDownLatch(1);
  private static volatile CountDownLatch arrived = new CountDownLatch(1);

  static boolean waitWhateverHappens() {
    arrived.countDown();
    while (true) {
      try {
        return gate.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        // on purpose: this job takes no notice
      }
    }
  }

  @RqTest
  @AllowLeftovers({Leftover.STARTED, Leftover.WORKER})
  static class LeavesThreads {
    @Test
    void test(Rq rq) throws InterruptedException {
      rq.queue().enqueue(LeftoverTest::waitWhateverHappens);
      rq.workerPool(1).start();
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @RqTest
  @AllowLeftovers
  static class MayLeaveThreads {
    @Test
    void test(Rq rq) throws InterruptedException {
      new LeavesThreads().test(rq);
    }
  }

  @Test
  void threadsOfAWorkerThatDoesNotEnd() {
    gate = new CountDownLatch(1);
    arrived = new CountDownLatch(1);
    try {
      assertThat(Run.of(LeavesThreads.class).failure())
          .isInstanceOf(LeftoverError.class)
          .hasMessageContaining("THREAD: rq-pool-1 at io.rq.")
          .hasMessageContaining("THREAD: rq-worker-")
          .hasMessageContaining(
              " at io.rq.testkit.LeftoverTest.waitWhateverHappens(LeftoverTest.java:")
          .hasMessageNotContaining("rq-watchdog");
      assertThat(Run.of(MayLeaveThreads.class).succeeded()).isEqualTo(1);
    } finally {
      gate.countDown();
    }
  }

  @RqTest
  static class ChangesAnArgument {
    @Test
    void test(Queue queue, BurstWorker worker) {
      List<Integer> amounts = new ArrayList<>(List.of(1, 2));
      queue.enqueue(LeftoverTest::total, amounts);
      amounts.add(3);
      worker.burst();
    }
  }

  @Test
  void anArgumentThatWasChangedAfterwards() {
    assertThat(Run.of(ChangesAnArgument.class).failure())
        .isInstanceOf(LeftoverError.class)
        .hasMessageContaining(
            "CHANGED_ARGUMENT: io.rq.testkit.LeftoverTest.total: argument 1 was [1, 2] when it was"
                + " enqueued, and is [1, 2, 3], enqueued at LeftoverTest.java:")
        .hasMessageContaining("\nSo copy the argument before it changes; or say @AllowLeftovers");
  }

  record Order(String name, List<Integer> amounts) {}

  static int totalOf(int times, Order order, Map<String, Integer> prices) {
    return times * total(order.amounts());
  }

  @RqTest
  static class ChangesOneOfSeveral {
    @Test
    void test(Queue queue, BurstWorker worker) {
      Order order = new Order("ann", new ArrayList<>(List.of(1)));
      Map<String, Integer> prices = new LinkedHashMap<>(Map.of("a", 1));
      prices.put("b", 2);
      queue.enqueue(LeftoverTest::totalOf, 2, order, prices);
      order.amounts().clear();
      prices.remove("a");
      prices.put("a", 1);
      worker.burst();
    }
  }

  @Test
  void whichArgumentWasChanged() {
    assertThat(Run.of(ChangesOneOfSeveral.class).failure())
        .isInstanceOf(LeftoverError.class)
        .hasMessageContaining(
            "totalOf: argument 2 was {name=ann, amounts=[1]} when it was enqueued, and is"
                + " {name=ann, amounts=[]}, enqueued at LeftoverTest.java:")
        .hasMessageNotContaining("argument 1 ")
        .hasMessageNotContaining("argument 3 ");
  }

  static Object unwritable() {
    return new Object();
  }

  @RqTest
  static class LosesAResult {
    @Test
    void test(Queue queue, BurstWorker worker) {
      queue.enqueue(LeftoverTest::unwritable);
      worker.burst();
    }
  }

  @RqTest(mode = Mode.INLINE)
  static class LosesAResultInline {
    @Test
    void test(Queue queue) {
      queue.enqueue(LeftoverTest::unwritable);
    }
  }

  @RqTest(mode = Mode.LIVE)
  static class LosesAResultLive {
    @Test
    void test(Queue queue) {
      Job<Object> job = queue.enqueue(LeftoverTest::unwritable);
      assertThat(job.latestResult(Duration.ofSeconds(10))).isPresent();
    }
  }

  @RqTest
  static class LosesAResultThatIsGone {
    @Test
    void test(Queue queue, BurstWorker worker) {
      queue.enqueue(LeftoverTest::unwritable);
      worker.burstThrough(Duration.ofHours(1));
    }
  }

  @Test
  void aResultThatCannotBeWritten() {
    for (Class<?> test :
        List.of(LosesAResult.class, LosesAResultInline.class, LosesAResultLive.class)) {
      assertThat(Run.of(test).failure())
          .as(test.getSimpleName())
          .isInstanceOf(LeftoverError.class)
          .hasMessageContaining("\n  LOST_RESULT: io.rq.testkit.LeftoverTest.unwritable() (")
          .hasMessageContaining("), enqueued at LeftoverTest.java:")
          .hasMessageContaining(": java.lang.Object cannot be written as JSON: ")
          .hasMessageContaining("\nSo return plain data; or say @AllowLeftovers");
    }
    assertThat(Run.of(LosesAResultThatIsGone.class).failure())
        .hasMessageContaining("\n  LOST_RESULT: job ")
        .hasMessageContaining(", which is gone, enqueued at LeftoverTest.java:")
        .hasMessageContaining(": java.lang.Object cannot be written as JSON: ");
  }

  @RqTest
  @AllowLeftovers(Leftover.LOST_RESULT)
  static class MayLoseAResult {
    @Test
    void test(Queue queue, BurstWorker worker) {
      queue.enqueue(LeftoverTest::unwritable);
      worker.burst();
    }
  }

  @RqTest
  static class KeepsNoResult {
    @Test
    void test(Queue queue, BurstWorker worker) {
      queue.submit(Call.of(LeftoverTest::unwritable).resultTtl(Retention.none()));
      worker.burst();
    }
  }

  static String copeWithMeta() {
    try {
      Job.current().orElseThrow().saveMeta(Map.of("odd", new Object()));
      return "saved";
    } catch (SerializationException e) {
      return "refused";
    }
  }

  @RqTest
  static class CopesWithMetaThatCannotBeWritten {
    @Test
    void test(Queue queue, BurstWorker worker) {
      Job<String> job = queue.enqueue(LeftoverTest::copeWithMeta);
      worker.burst();
      assertThat(job.returnValue()).contains("refused");
    }
  }

  @Test
  void aResultThatNobodyMissesIsNone() {
    assertThat(
            Run.of(
                    MayLoseAResult.class,
                    KeepsNoResult.class,
                    CopesWithMetaThatCannotBeWritten.class)
                .succeeded())
        .isEqualTo(3);
  }

  @RqTest
  static class Fails {
    @Test
    void test(Queue queue, BurstWorker worker) {
      queue.enqueue(LeftoverTest::nothing);
      throw new IllegalStateException("its own");
    }
  }

  @Test
  void aFailedTestFailsAsItDidAndShowsItsRq() {
    Throwable failure = Run.of(Fails.class).failure();

    assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("its own");
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0])
        .isInstanceOf(DumpOfRq.class)
        .hasMessageStartingWith("RQ [backend=inmemory, mode=BURST, seed=1] at 2024-01-01T00:00:00Z")
        .hasMessageContaining("Queue 'default'\n  queued: io.rq.testkit.LeftoverTest.nothing() (")
        .hasMessageContaining("enqueued at LeftoverTest.java:")
        .hasMessageContaining("Last calls of the backend:\n  insert([io.rq.testkit.LeftoverTest");
  }
}
