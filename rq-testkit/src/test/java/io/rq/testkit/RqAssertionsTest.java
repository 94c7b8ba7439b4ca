package io.rq.testkit;

import static io.rq.testkit.RqAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.inmemory.InMemoryRq;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

@RqTest
@AllowLeftovers(Leftover.QUEUED)
class RqAssertionsTest {

  static int add(int a, int b) {
    return a + b;
  }

  static void fail(String why) {
    throw new IllegalStateException(why);
  }

  static BigDecimal price() {
    return new BigDecimal("12.50");
  }

  static List<Long> ids() {
    return List.of(1L, 2L);
  }

  private static ThrowableAssertAlternative<AssertionError> failureOf(ThrowingCallable assertion) {
    return assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion);
  }

  @Test
  void knowWhichCallsWait(Rq rq, Queue queue) {
    assertThat(rq).hasNoJobs();
    queue.enqueue(RqAssertionsTest::add, 1, 2);
    rq.queue("low").enqueue("python.module.func", 3);

    assertThat(rq).hasEnqueued(RqAssertionsTest::add, 1, 2).hasEnqueued("python.module.func", 3);
    failureOf(() -> assertThat(rq).hasEnqueued(RqAssertionsTest::add, 1, 3))
        .withMessageContaining("Expected an enqueued job: io.rq.testkit.RqAssertionsTest.add(1, 3)")
        .withMessageContaining("io.rq.testkit.RqAssertionsTest.add(1, 2) on queue 'default'")
        .withMessageContaining(
            "arguments differ: expected io.rq.testkit.RqAssertionsTest.add(1, 3)")
        .withMessageContaining("enqueued at RqAssertionsTest.java:")
        .withMessageContaining("python.module.func(3) on queue 'low'");
    failureOf(() -> assertThat(rq).hasNoJobs())
        .withMessageContaining("python.module.func(3) on queue 'low'");
  }

  @Test
  void sayThatNothingWaits(Rq rq) {
    failureOf(() -> assertThat(rq).hasEnqueued(RqAssertionsTest::fail, "x"))
        .withMessageContaining("none was enqueued at all");
  }

  @Test
  void knowHowAJobEnded(Queue queue, BurstWorker worker) {
    Job<Integer> job = queue.enqueue(RqAssertionsTest::add, 1, 2);
    assertThat(job).isQueued();
    worker.burst();

    assertThat(job).isFinished().hasResult(3);
    failureOf(() -> assertThat(job).hasResult(4))
        .withMessageContaining("to return <4>, but it returned <3>");
    failureOf(() -> assertThat(job).isQueued())
        .withMessageContaining("to be QUEUED, but it is FINISHED");
  }

  @Test
  void tellHowAJobIsRunThatStillWaits(Queue queue, BurstWorker worker) {
    Job<Integer> first = queue.enqueue(RqAssertionsTest::add, 1, 2);
    Job<Integer> later = queue.enqueueIn(Duration.ofHours(1), RqAssertionsTest::add, 1, 2);
    Job<Integer> last = queue.submit(Call.of(RqAssertionsTest::add, 1, 2).dependsOn(first));

    failureOf(() -> assertThat(first).isFinished())
        .withMessageEndingWith(
            "to be FINISHED, but it is QUEUED, number 1 of 1; BurstWorker.burst() runs it");
    failureOf(() -> assertThat(later).isFailed())
        .withMessageEndingWith(
            "to be FAILED, but it is SCHEDULED, due at 2024-01-01T01:00:00Z;"
                + " BurstWorker.burstThrough(duration) runs it then");
    failureOf(() -> assertThat(last).isFinished())
        .withMessageEndingWith(
            "but it is DEFERRED, waits for "
                + first.description()
                + " ("
                + first.id()
                + "), QUEUED");
    failureOf(() -> assertThat(later).isQueued())
        .withMessageEndingWith("but it is SCHEDULED, due at 2024-01-01T01:00:00Z");
    worker.burst();
  }

  @Test
  void tellHowAJobIsRunInEachMode() {
    try (RqTestkit kit = RqTestkit.inMemory().mode(Mode.FAKE).open()) {
      Job<Integer> job = kit.rq().queue().enqueue(RqAssertionsTest::add, 1, 2);
      failureOf(() -> assertThat(job).isFinished())
          .withMessageEndingWith("number 1 of 1; in mode FAKE no job runs");
    }
    try (RqTestkit kit = RqTestkit.inMemory().mode(Mode.LIVE).allow(Leftover.QUEUED).open()) {
      Job<Integer> job = kit.rq().queue("other").enqueue(RqAssertionsTest::add, 1, 2);
      failureOf(() -> assertThat(job).isFinished())
          .withMessageEndingWith("number 1 of 1; JobAwait waits until a live worker has run it");
    }
    try (Rq rq = InMemoryRq.queued()) {
      Job<Integer> job = rq.queue().enqueue(RqAssertionsTest::add, 1, 2);
      failureOf(() -> assertThat(job).isFinished())
          .withMessageEndingWith("but it is QUEUED, number 1 of 1");
    }
  }

  @Test
  void showOfWhichClassesNumbersAreThatDiffer(Rq rq, Queue queue, BurstWorker worker) {
    Job<Integer> sum = queue.enqueue(RqAssertionsTest::add, 40, 2);
    Job<BigDecimal> price = queue.enqueue(RqAssertionsTest::price);
    Job<List<Long>> ids = queue.enqueue(RqAssertionsTest::ids);
    worker.burst();

    failureOf(() -> assertThat(sum).hasResult(42L))
        .withMessageEndingWith(
            "to return <42L> (java.lang.Long), but it returned <42> (java.lang.Integer)");
    failureOf(() -> assertThat(rq.job(price.id().value())).hasResult(new BigDecimal("12.50")))
        .withMessageEndingWith(
            "to return <12.50> (java.math.BigDecimal), but it returned <12.5> (java.lang.Double)");
    failureOf(() -> assertThat(rq.job(ids.id().value())).hasResult(List.of(1L, 2L)))
        .withMessageEndingWith("to return <[1L, 2L]>, but it returned <[1, 2]>");
    failureOf(() -> assertThat(sum).hasResult("42"))
        .withMessageEndingWith("to return <\"42\">, but it returned <42>");
  }

  static Thread unwritable() {
    return new Thread("no data");
  }

  @Test
  @AllowLeftovers({Leftover.QUEUED, Leftover.LOST_RESULT})
  void knowWhyAResultWasLost(Rq rq, Queue queue, BurstWorker worker) {
    Job<Thread> job = queue.enqueue(RqAssertionsTest::unwritable);
    worker.burst();

    failureOf(() -> assertThat(job).hasResult(3))
        .withMessageContaining(
            "to return <3>, but what it returned could not be written: java.lang.Thread cannot be"
                + " written as JSON");
    assertThat(rq.job(job.id().value())).hasResult("Unserializable return value");
  }

  static Object unwritableAtFirst() {
    return RAN.getAndIncrement() == 0 ? unwritable() : 1;
  }

  private static final AtomicInteger RAN = new AtomicInteger();

  @Test
  @AllowLeftovers({Leftover.QUEUED, Leftover.LOST_RESULT})
  void forgetALostResultOnceThereIsAnother(Queue queue, BurstWorker worker) {
    RAN.set(0);
    Job<Object> job = queue.enqueue(RqAssertionsTest::unwritableAtFirst);
    worker.burst();
    job.requeue();
    worker.burst();

    assertThat(job).hasResult(1);
    failureOf(() -> assertThat(job).hasResult(2))
        .withMessageEndingWith("to return <2>, but it returned <1>");
  }

  @Test
  void showWhyAJobFailed(Queue queue, BurstWorker worker) {
    Job<Void> job = queue.enqueue(RqAssertionsTest::fail, "boom");
    WorkReport report = worker.burstAllowingFailures();

    assertThat(job).isFailed().hasFailureContaining("boom");
    org.assertj.core.api.Assertions.assertThat(report.failed()).isEqualTo(1);
    failureOf(() -> assertThat(job).isFinished())
        .withMessageContaining("but it is FAILED")
        .withMessageContaining("IllegalStateException: boom");
  }

  static Retry askAgain() {
    return Retry.max(1);
  }

  @Test
  void showThatAJobAskedOnceTooOften(Queue queue, BurstWorker worker) {
    Job<Retry> job = queue.enqueue(RqAssertionsTest::askAgain);
    worker.burstAllowingFailures();

    assertThat(job).isFailed().hasFailureContaining("the Retry that the function returned");
    failureOf(() -> assertThat(job).isFinished())
        .withMessageContaining("but it is FAILED:\nMaximum retry attempts exceeded");
  }

  @Test
  void followTheClock(Queue queue, BurstWorker worker, TestClock clock) {
    Job<Integer> job = queue.enqueue(RqAssertionsTest::add, 1, 2);
    worker.burst();

    clock.advance(Duration.ofSeconds(500));

    org.assertj.core.api.Assertions.assertThat(job.exists()).isFalse();
  }

  @Test
  void knowWhichJobRanFirstThoughTheClockStandsStill(Queue queue, BurstWorker worker) {
    Job<Integer> first = queue.enqueue(RqAssertionsTest::add, 1, 2);
    Job<Integer> second = queue.enqueue(RqAssertionsTest::add, 3, 4);
    failureOf(() -> assertThat(second).ranAfter(first)).withMessageContaining("started at no time");
    worker.burst();

    assertThat(second).ranAfter(first);
    failureOf(() -> assertThat(first).ranAfter(second))
        .withMessageContaining("Expected <Job " + first.id())
        .withMessageContaining("to run after <Job " + second.id());
    first.requeue();
    worker.burst();
    assertThat(first).ranAfter(second);
    failureOf(() -> assertThat(second).ranAfter(first));
  }

  @Test
  void knowTheOrderOfRunsInTheThreadThatEnqueuesToo() {
    try (RqTestkit kit = RqTestkit.inMemory().mode(Mode.INLINE).open()) {
      Queue queue = kit.rq().queue();
      Job<Integer> first = queue.enqueue(RqAssertionsTest::add, 1, 2);
      Job<Integer> second = queue.enqueue(RqAssertionsTest::add, 3, 4);

      assertThat(second).ranAfter(first);
      failureOf(() -> assertThat(first).ranAfter(second));
    }
  }

  @Test
  void countMoreRetriesThanResultsAreKept(Queue queue, BurstWorker worker) {
    Job<Void> job = queue.submit(Call.ofVoid(RqAssertionsTest::fail, "boom").retry(Retry.max(12)));
    worker.burstAllowingFailures();

    assertThat(job).wasRetried(12);
    failureOf(() -> assertThat(job).wasRetried(9))
        .withMessageContaining("to be retried 9 times, but it was 12 times");
  }
}
