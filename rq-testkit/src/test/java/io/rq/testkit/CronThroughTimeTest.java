package io.rq.testkit;

import static io.rq.testkit.RqAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.Queue;
import io.rq.Repeat;
import io.rq.Rq;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The burst worker goes from one time of a cron entry to the next. */
@RqBackends({"inmemory", "redis", "h2"})
class CronThroughTimeTest {

  private static final List<String> RAN = new ArrayList<>();

  private static TestClock now;

  static void run(String name) {
    RAN.add(name + " " + now.instant());
  }

  @BeforeEach
  void forget(TestClock clock) {
    RAN.clear();
    now = clock;
  }

  @Test
  void cronAndRepetitionsAndWhatIsScheduledComeInTheirOrder(
      Rq rq, Queue queue, BurstWorker worker) {
    rq.cron()
        .add(
            CronEntry.of("weekly", "0 3 * * MON", Call.ofVoid(CronThroughTimeTest::run, "weekly"))
                .zone("America/New_York"),
            CronEntry.every(
                "pulse", Duration.ofDays(9), Call.ofVoid(CronThroughTimeTest::run, "pulse")));
    queue.submit(
        Call.ofVoid(CronThroughTimeTest::run, "thrice")
            .repeat(Repeat.times(2).intervals(10 * 24 * 3600)));
    queue.enqueueIn(Duration.ofDays(12), CronThroughTimeTest::run, "scheduled");

    assertThat(worker.burstThrough(Duration.ofDays(30))).hasExecuted(13).hasSucceeded(13);

    assertThat(RAN)
        .containsExactly(
            "thrice 2024-01-01T00:00:00Z",
            "pulse 2024-01-01T00:00:00Z",
            "weekly 2024-01-01T08:00:00Z",
            "weekly 2024-01-08T08:00:00Z",
            "pulse 2024-01-10T00:00:00Z",
            "thrice 2024-01-11T00:00:00Z",
            "scheduled 2024-01-13T00:00:00Z",
            "weekly 2024-01-15T08:00:00Z",
            "pulse 2024-01-19T00:00:00Z",
            "thrice 2024-01-21T00:00:00Z",
            "weekly 2024-01-22T08:00:00Z",
            "pulse 2024-01-28T00:00:00Z",
            "weekly 2024-01-29T08:00:00Z");
    assertThat(now.instant()).isEqualTo(Instant.parse("2024-01-31T00:00:00Z"));
  }

  @Test
  void aBurstRunsWhatIsDueByTheClock(Rq rq, BurstWorker worker, TestClock clock) {
    rq.cron().add(CronEntry.of("daily", "@daily", Call.ofVoid(CronThroughTimeTest::run, "daily")));

    assertThat(worker.burst()).hasExecuted(0);
    clock.advance(Duration.ofDays(1));
    assertThat(worker.burst()).hasExecuted(1);
    rq.cron().pause("daily");
    assertThat(worker.burstThrough(Duration.ofDays(3))).hasExecuted(0);
  }
}
