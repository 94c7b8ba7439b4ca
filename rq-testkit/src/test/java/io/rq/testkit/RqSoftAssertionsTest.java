package io.rq.testkit;

import static io.rq.testkit.RqAssertions.enqueuedBy;
import static io.rq.testkit.RqAssertions.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rq.Call;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Rq;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Assertions on all that RQ has, one by one and collected. */
@RqTest(mode = Mode.FAKE)
class RqSoftAssertionsTest {

  static int add(int a, int b) {
    return a + b;
  }

  @Test
  void collectWhatFailed(Rq rq, Queue queue) {
    Job<Integer> waiting = queue.enqueue(RqSoftAssertionsTest::add, 1, 2);
    RqSoftAssertions softly = new RqSoftAssertions();
    softly.assertThat(rq).hasNoJobs();
    softly.assertThat(queue).isEmpty();
    softly.assertThat(waiting).isQueued().isFinished();
    softly.assertThat(rq).hasEnqueued(RqSoftAssertionsTest::add, 1, 2);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(softly::assertAll)
        .withMessageContaining("3 failures")
        .withMessageContaining("Expected no job to wait")
        .withMessageContaining("Expected 0 jobs to be queued")
        .withMessageContaining("to be FINISHED, but it is QUEUED");
  }

  @Test
  void collectWhatFailedFurtherOn(Rq rq, Queue queue) throws Exception {
    EnqueuedJobs none = enqueuedBy(rq, () -> {});
    EnqueuedJobs one = enqueuedBy(rq, () -> queue.enqueue(RqSoftAssertionsTest::add, 1, 2));
    RqSoftAssertions softly = new RqSoftAssertions();
    softly.assertThat(rq).hasEnqueued(job("never.called"));
    softly.assertThat(rq).registries().queued(5).failed(6);
    softly.assertThat(queue).registries().started(7);
    softly.assertThat(none).single().isQueued();
    softly.assertThat(one).single().isFinished();

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(softly::assertAll)
        .withMessageContaining("never.called")
        .withMessageContaining("Expected 5 jobs to be queued")
        .withMessageContaining("Expected 6 jobs to be failed")
        .withMessageContaining("Expected 7 jobs to be started")
        .withMessageContaining("Expected 1 enqueued jobs")
        .withMessageContaining("to be FINISHED, but it is QUEUED");
  }

  @Test
  void nobodyRunsWhatIsOnlyRecorded(Rq rq, Queue queue) {
    queue.enqueue(RqSoftAssertionsTest::add, 1, 2);

    assertThatIllegalStateException()
        .isThrownBy(() -> rq.worker().burst())
        .withMessageStartingWith("Mode FAKE records jobs and runs none");
    RqAssertions.assertThat(queue).hasSize(1);
  }

  @Test
  void seeWhatABlockEnqueued(Rq rq, Queue queue) throws Exception {
    queue.enqueue(RqSoftAssertionsTest::add, 0, 0);

    EnqueuedJobs enqueued =
        enqueuedBy(
            rq,
            () -> {
              queue.enqueue(RqSoftAssertionsTest::add, 1, 2);
              rq.queue("low").enqueueIn(Duration.ofHours(1), RqSoftAssertionsTest::add, 3, 4);
            });

    RqAssertions.assertThat(enqueued)
        .containsOnly(
            job(Call.of(RqSoftAssertionsTest::add, 1, 2)).now(),
            job(RqSoftAssertionsTest.class, "add").onQueue("low").in(Duration.ofHours(1)))
        .doesNotContain(job(Call.of(RqSoftAssertionsTest::add, 0, 0)));
    RqAssertions.assertThat(enqueuedBy(rq, () -> {})).isEmpty();
  }

  @Test
  void nameTheNearestCandidatesAndWhatDiffers(Rq rq) {
    rq.queue("low").submit(Call.of(RqSoftAssertionsTest::add, 1, 3).timeout(Duration.ofMinutes(4)));
    rq.queue("low").enqueue("python.func", 3);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                RqAssertions.assertThat(rq)
                    .hasEnqueued(
                        job(Call.of(RqSoftAssertionsTest::add, 1, 2))
                            .onQueue("high")
                            .withTimeout(Duration.ofMinutes(4))))
        .satisfies(
            error ->
                assertThat(error.getMessage().lines())
                    .satisfiesExactly(
                        line ->
                            assertThat(line)
                                .isEqualTo(
                                    "Expected an enqueued job: io.rq.testkit.RqSoftAssertionsTest.add(1, 2), queue high, timeout PT4M"),
                        line -> assertThat(line).isEqualTo("Nearest of 2:"),
                        line ->
                            assertThat(line)
                                .startsWith(
                                    "  io.rq.testkit.RqSoftAssertionsTest.add(1, 3) on queue 'low' (")
                                .contains("enqueued at RqSoftAssertionsTest.java:"),
                        line ->
                            assertThat(line)
                                .isEqualTo(
                                    "      arguments differ: expected io.rq.testkit.RqSoftAssertionsTest.add(1, 2), was io.rq.testkit.RqSoftAssertionsTest.add(1, 3)"),
                        line ->
                            assertThat(line)
                                .isEqualTo("      queue differs: expected high, was low"),
                        line -> assertThat(line).startsWith("  python.func(3) on queue 'low'"),
                        line -> assertThat(line).startsWith("      function differs: "),
                        line -> assertThat(line).startsWith("      queue differs: "),
                        line ->
                            assertThat(line)
                                .isEqualTo("      timeout differs: expected PT4M, was PT3M")));
  }
}
