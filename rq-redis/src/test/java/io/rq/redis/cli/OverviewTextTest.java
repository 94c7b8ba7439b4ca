package io.rq.redis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.QueueName;
import io.rq.WorkerName;
import io.rq.WorkerState;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What info prints, in RQ's words (CLI-06). */
class OverviewTextTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static Overview.Line queue(String name, long queued, long executing) {
    return new Overview.Line(name, queued, executing, 3, 4, 5, 6, 7);
  }

  private static WorkerRecord worker(String name, WorkerState state, String... queues) {
    return new WorkerRecord(
        WorkerName.of(name),
        List.of(queues).stream().map(QueueName::of).toList(),
        state,
        NOW,
        NOW,
        null,
        8,
        9,
        Duration.ZERO,
        32045,
        "demo-host",
        "2.10",
        "3.12");
  }

  private static OverviewText text(boolean raw, List<Overview.Line> queues, WorkerRecord... all) {
    return new OverviewText(new Overview(queues, List.of(all), NOW), raw);
  }

  @Test
  void aQueueHasABarAndCounts() {
    OverviewText text =
        text(false, List.of(queue("default", 0, 1), queue("a-very-long-name", 10, 0)));

    assertThat(text.queues(80))
        .containsExactly(
            "default      | 0, 1 executing, 3 finished, 4 failed",
            "a-very-long-name |██████████ 10, 0 executing, 3 finished, 4 failed",
            "2 queues, 10 jobs total");
  }

  @Test
  void barsAreToScale() {
    assertThat(text(false, List.of(queue("q", 5000, 0), queue("r", 2500, 0))).queues(80))
        .anyMatch(line -> line.contains("|" + "█".repeat(20) + " 5000,"))
        .anyMatch(line -> line.contains("|" + "█".repeat(10) + " 2500,"));
    assertThat(text(false, List.of(queue("q", 20, 0))).queues(30))
        .anyMatch(line -> line.contains("|" + "█".repeat(10) + " 20,"));
    assertThat(text(false, List.of(queue("q", 20, 0))).queues(5))
        .anyMatch(line -> line.contains("| 20,"));
  }

  @Test
  void rawIsWithoutBarsAndSums() {
    OverviewText text =
        text(true, List.of(queue("default", 2, 1)), worker("w-1", WorkerState.BUSY, "default"));

    assertThat(text.queues(80))
        .containsExactly("queue default 2, 1 executing, 3 finished, 4 failed");
    assertThat(text.workers(false))
        .containsExactly("worker w-1 (demo-host 32045) busy default. jobs: 8 finished, 9 failed");
  }

  @Test
  void aWorkerHasStateQueuesAndCounts() {
    OverviewText text =
        text(
            false,
            List.of(queue("high", 0, 0)),
            worker("w-1", WorkerState.BUSY, "high", "low"),
            worker("w-2", WorkerState.IDLE, "low"));

    assertThat(text.workers(false))
        .containsExactly(
            "w-1 (demo-host 32045): busy high, low. jobs: 8 finished, 9 failed",
            "w-2 (demo-host 32045): idle low. jobs: 8 finished, 9 failed",
            "2 workers, 1 queues");
  }

  @Test
  void workersAreShownByQueue() {
    OverviewText text =
        text(
            false,
            List.of(queue("high", 0, 0), queue("lowest", 0, 0), queue("none", 0, 0)),
            worker("w-2", WorkerState.SUSPENDED, "high"),
            worker("w-1", WorkerState.STARTED, "high", "lowest"));

    assertThat(text.workers(true))
        .containsExactly(
            "high:   w-1 (started), w-2 (suspended)",
            "lowest: w-1 (started)",
            "none:   –",
            "2 workers, 3 queues");
  }
}
