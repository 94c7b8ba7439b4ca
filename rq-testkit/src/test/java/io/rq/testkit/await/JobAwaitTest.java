package io.rq.testkit.await;

import static io.rq.testkit.await.JobAwait.await;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.inmemory.InMemoryRq;
import io.rq.testkit.Mode;
import io.rq.testkit.RqBackends;
import io.rq.testkit.RqTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.junit.jupiter.api.Test;

/** Waiting for live workers. */
@RqBackends({"inmemory", "redis", "h2"})
@RqTest(mode = Mode.LIVE)
class JobAwaitTest {

  static int twice(int n) {
    return 2 * n;
  }

  static void fail(String why) {
    throw new IllegalStateException(why);
  }

  @Test
  void waitsUntilALiveWorkerHasRunTheJob(Queue queue) {
    await(queue.enqueue(JobAwaitTest::twice, 1)).untilFinished();
    await(queue.enqueue(JobAwaitTest::fail, "boom")).untilFailed();
  }

  @Test
  void givesUpAtOnceIfItEndedOtherwise(Queue queue) {
    Job<Void> job = queue.enqueue(JobAwaitTest::fail, "boom");

    assertThatExceptionOfType(TerminalFailureException.class)
        .isThrownBy(() -> await(job).untilFinished())
        .havingCause()
        .withMessageContaining("is FAILED")
        .withMessageContaining("boom");
  }

  @Test
  void givesUpWhenTimeIsOver(Queue queue) {
    Job<Integer> job = queue.enqueueIn(Duration.ofHours(1), JobAwaitTest::twice, 1);

    assertThatExceptionOfType(ConditionTimeoutException.class)
        .isThrownBy(() -> await(job).atMost(Duration.ofMillis(50)).untilStarted())
        .withMessageMatching(
            "Job .+ was not STARTED within 50 ms\\. "
                + "It is SCHEDULED, due at 2024-01-01T01:00:00Z\\. "
                + "The clock of the test stands at 2024-01-01T00:00:00Z\\. .*");
  }

  /** Tells whether this thread waits for something. */
  private static boolean isWaiting() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(at -> at.getClassName().startsWith("org.awaitility.")));
  }

  @Test
  void tellsThatTimeIsOverThoughTheJobIsGoneByThen() {
    AtomicBoolean enqueued = new AtomicBoolean();
    Instant start = Instant.parse("2024-01-01T00:00:00Z");
    InstantSource clock =
        () -> enqueued.get() && !isWaiting() ? start.plus(Duration.ofHours(1)) : start;
    try (Rq rq = InMemoryRq.builder().clock(clock).open()) {
      Job<Integer> job =
          rq.queue().submit(Call.of(JobAwaitTest::twice, 1).ttl(Duration.ofMinutes(1)));
      enqueued.set(true);

      assertThatExceptionOfType(ConditionTimeoutException.class)
          .isThrownBy(() -> await(job).atMost(Duration.ofMillis(50)).untilStarted())
          .withMessageMatching("Job .+ was not STARTED within 50 ms\\. It is gone");
    }
  }

  @Test
  void saysThatNoWorkerServesTheQueue(Rq rq) {
    await(rq.queue().enqueue(JobAwaitTest::twice, 1)).untilFinished(); // now there is a worker
    Job<Integer> job = rq.queue("other").enqueue(JobAwaitTest::twice, 1);

    assertThatExceptionOfType(ConditionTimeoutException.class)
        .isThrownBy(() -> await(job).atMost(Duration.ofMillis(50)).untilFinished())
        .withMessageContaining("It is QUEUED, number 1 of 1. The clock")
        .withMessageEndingWith(
            ", on [default]. None serves queue 'other'; with @RqTest(mode = LIVE, queues ="
                + " {\"default\", \"other\"}) one does");
    job.delete();
  }
}
