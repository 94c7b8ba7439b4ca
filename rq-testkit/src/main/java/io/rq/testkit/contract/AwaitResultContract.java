package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.recording;
import static io.rq.testkit.contract.SampleStep.requeue;
import static io.rq.testkit.contract.SampleStep.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.spi.StoredResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How those wait who want to know how a job ended. */
@Pins({"RES-13", "J-40"})
abstract class AwaitResultContract extends Chapter {

  /** Longer than a test may take: whoever waits this long was not told. */
  private static final Duration TOO_LONG = Duration.ofSeconds(60);

  private static final int ROUNDS = 50;
  private static final Instant MOMENT = Instant.parse("2026-01-02T03:04:05.123Z");

  @Test
  void returnsAtOnceIfThereIsAResult() throws Exception {
    enqueue("a");
    record("a", MOMENT);

    Threads.inTime(() -> jobs().awaitResult(id("a"), Optional.empty(), TOO_LONG));
  }

  @Test
  void returnsAtOnceIfThereIsALaterResult() throws Exception {
    enqueue("a");
    record("a", MOMENT);

    Threads.inTime(() -> jobs().awaitResult(id("a"), Optional.of(MOMENT.minusMillis(1)), TOO_LONG));
  }

  @Test
  void returnsWhenTheTimeIsUp() throws Exception {
    enqueue("a");
    record("a", MOMENT);

    Threads.inTime(() -> jobs().awaitResult(id("a"), Optional.of(MOMENT), Duration.ofMillis(50)));
    Threads.inTime(() -> jobs().awaitResult(id("a"), Optional.of(MOMENT), Duration.ZERO));
    Threads.inTime(
        () -> jobs().awaitResult(id("missing"), Optional.empty(), Duration.ofMillis(50)));
  }

  @Test
  void returnsWhenAnotherThreadRecordsTheFirstResult() throws Exception {
    BlockingQueue<StoredResult> seen = new LinkedBlockingQueue<>();
    try (Threads threads = new Threads()) {
      Future<Boolean> reader =
          threads.start(
              () -> {
                for (int round = 0; round < ROUNDS; round++) {
                  seen.add(awaitNext("job-" + round, Optional.empty()));
                }
              });
      for (int round = 0; round < ROUNDS; round++) {
        enqueue("job-" + round);
        record("job-" + round, MOMENT);

        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(success(MOMENT, "done"));
      }
      assertThat(Threads.answer(reader)).isTrue();
    }
  }

  @Test
  void returnsWhenAnotherThreadRecordsALaterResult() throws Exception {
    enqueue("a");
    record("a", MOMENT);
    try (Threads threads = new Threads()) {
      readsOneAfterTheOther(threads);
    }
  }

  private void readsOneAfterTheOther(Threads threads) throws Exception {
    BlockingQueue<StoredResult> seen = new LinkedBlockingQueue<>();
    Future<Boolean> reader =
        threads.start(
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                seen.add(awaitNext("a", Optional.of(MOMENT.plusMillis(round))));
              }
            });
    for (int round = 1; round <= ROUNDS; round++) {
      record("a", MOMENT.plusMillis(round));

      assertThat(seen.poll(10, TimeUnit.SECONDS))
          .isEqualTo(success(MOMENT.plusMillis(round), "done"));
    }
    assertThat(Threads.answer(reader)).isTrue();
  }

  @Test
  void returnsThoughOthersWaitForOtherJobs() throws Exception {
    enqueue("a", "quiet");
    try (Threads threads = new Threads()) {
      Future<StoredResult> other = threads.call(() -> awaitNext("quiet", Optional.empty()));
      readsOneAfterTheOther(threads);
      assertThat(other).isNotDone();
    }
  }

  @Test
  void ofManyJobsNamesThoseThatHaveOne() throws Exception {
    enqueue("a", "b", "c", "d");
    record("a", MOMENT);
    record("b", MOMENT);
    record("c", MOMENT.plusMillis(1));

    Map<JobId, Optional<Instant>> after =
        Map.of(
            id("a"), Optional.empty(),
            id("b"), Optional.of(MOMENT),
            id("c"), Optional.of(MOMENT),
            id("d"), Optional.empty());

    Threads.inTime(
        () ->
            assertThat(jobs().awaitResults(after, TOO_LONG))
                .containsExactlyInAnyOrder(id("a"), id("c")));
  }

  @Test
  void ofManyJobsWaitsForTheFirst() throws Exception {
    enqueue("a", "b", "c");
    try (Threads threads = new Threads()) {
      Future<Set<JobId>> waiting =
          threads.call(
              () -> {
                Set<JobId> found = Set.of();
                while (found.isEmpty()) {
                  found =
                      jobs()
                          .awaitResults(
                              Map.of(
                                  id("a"), Optional.empty(),
                                  id("b"), Optional.empty(),
                                  id("c"), Optional.empty()),
                              TOO_LONG);
                }
                return found;
              });
      record("b", MOMENT);

      assertThat(Threads.answer(waiting)).containsExactly(id("b"));
    }
  }

  @Test
  void ofNoJobsOrInNoTimeNamesNone() throws Exception {
    Threads.inTime(() -> assertThat(jobs().awaitResults(Map.of(), Duration.ofMillis(1))).isEmpty());
    enqueue("a");
    Threads.inTime(
        () ->
            assertThat(
                    jobs().awaitResults(Map.of(id("a"), Optional.empty()), Duration.ofMillis(20)))
                .isEmpty());
  }

  @Test
  void throwsIfTheThreadWasInterruptedBefore() {
    try (Threads threads = new Threads()) {
      Future<Boolean> waiter =
          threads.start(
              () -> {
                Thread.currentThread().interrupt();
                jobs().awaitResult(id("a"), Optional.empty(), TOO_LONG);
              });

      assertThatThrownBy(() -> Threads.answer(waiter))
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void throwsIfTheThreadIsInterruptedWhileItWaits() throws Exception {
    BlockingQueue<Thread> waiting = new LinkedBlockingQueue<>();
    try (Threads threads = new Threads()) {
      Future<StoredResult> waiter =
          threads.call(
              () -> {
                waiting.add(Thread.currentThread());
                return awaitNext("a", Optional.empty());
              });

      waiting.take().interrupt();

      assertThatThrownBy(() -> Threads.answer(waiter))
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private StoredResult awaitNext(String job, Optional<Instant> after) throws InterruptedException {
    while (true) {
      jobs().awaitResult(id(job), after, TOO_LONG);
      List<StoredResult> newest = jobs().results(id(job), 1);
      if (!newest.isEmpty() && newest.get(0).createdAt().isAfter(after.orElse(Instant.MIN))) {
        return newest.get(0);
      }
    }
  }

  private void record(String job, Instant moment) {
    commit(
        recording(
            requeue(found(job), in(JobStatus.QUEUED), NOW, End.BACK), success(moment, "done")));
  }
}
