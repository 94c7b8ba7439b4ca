package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.MissedRuns;
import io.rq.Retry;
import io.rq.Rq;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several programs that declare the same cron entries, or others by the same name. */
abstract class CronProgramsBehaviour extends CronChapter {

  @Test
  @Pins({"CR-18", "RS-04"})
  void ofTwoProgramsOneEnqueues() {
    Rq other = another();
    rq.cron().add(NIGHTLY, HOURLY);
    other.cron().add(NIGHTLY, HOURLY);

    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);
    assertThat(other.cronScheduler().runOnce()).isEmpty();
    advanceTo("2024-01-01T03:00:00Z");
    assertThat(other.cronScheduler().runOnce()).containsExactly(NIGHTLY, HOURLY);
    assertThat(rq.cronScheduler().runOnce()).isEmpty();

    assertThat(ids()).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  @Pins("CR-18")
  void programsAgreeOnRetriesWhoseJitterEachDrawsForItself() {
    Retry backoff = Retry.max(3).backoff(Duration.ofSeconds(100), Duration.ofHours(1));
    CronEntry jittery = CronEntry.every("jittery", Duration.ofHours(1), ADD.retry(backoff));
    CronEntry calmer =
        CronEntry.every("jittery", Duration.ofHours(1), ADD.retry(backoff.jitter(0.05)));
    Rq other = another();
    rq.cron().add(jittery);
    rq.cron().add(jittery);
    other.cron().add(jittery);

    assertThat(rq.cronScheduler().runOnce()).containsExactly(jittery);
    assertThat(other.cronScheduler().runOnce()).isEmpty();
    pass(3600);
    assertThat(other.cronScheduler().runOnce()).containsExactly(jittery);
    assertThatIllegalArgumentException().isThrownBy(() -> rq.cron().add(calmer));
  }

  @Test
  @Pins("CR-18")
  void ofTwoProgramsOneEnqueuesThoughTheJobIsGoneAlready() {
    CronEntry brief = CronEntry.every("brief", Duration.ofHours(1), ADD.resultTtl(Duration.ZERO));
    Rq other = another();
    rq.cron().add(brief);
    other.cron().add(brief);
    rq.cronScheduler().runOnce();
    assertThat(burst().succeeded()).isEqualTo(1);
    assertThat(rq.findJob("cron-brief-20240101T000000Z")).isEmpty();

    assertThat(other.cronScheduler().runOnce()).isEmpty();
  }

  @Test
  @Pins("CR-18")
  void ofTwoProgramsThatDifferTheOneThatSaidSoLastCounts() {
    Rq old = another();
    old.cron().add(NIGHTLY);
    old.cronScheduler().runOnce();
    CronEntry later = CronEntry.of("nightly", "0 4 * * *", ADD);
    rq.cron().add(later);
    rq.cronScheduler().runOnce();
    advanceTo("2024-01-01T04:00:00Z");

    assertThat(old.cronScheduler().runOnce()).isEmpty();
    assertThat(rq.cronScheduler().runOnce()).containsExactly(later);
    assertThat(old.cronScheduler().runOnce()).isEmpty();
  }

  @Test
  @Pins("CR-18")
  void programsThatDifferInTheJobAloneDoNotTakeTurns() {
    Call<Integer> other = Call.of(ContractTasks::add, 1, 3);
    for (CronEntry later :
        List.of(
            CronEntry.every("a", Duration.ofMinutes(1), other),
            CronEntry.every("b", Duration.ofMinutes(1), ADD.meta("owner", "ann")),
            CronEntry.every("c", Duration.ofMinutes(1), ADD.ttl(Duration.ofHours(1))),
            CronEntry.every("d", Duration.ofMinutes(1), ADD).onMissed(MissedRuns.ALL))) {
      Rq old = another();
      old.cron().add(CronEntry.every(later.name(), Duration.ofMinutes(1), ADD));
      old.cronScheduler().runOnce();
      Rq young = another();
      young.cron().add(later);
      young.cronScheduler().runOnce();
      for (int minute = 0; minute < 2; minute++) {
        pass(60);
        assertThat(old.cronScheduler().runOnce()).as(later.toString()).isEmpty();
        assertThat(young.cronScheduler().runOnce()).containsExactly(later);
      }
    }
  }

  @Test
  @Pins("CR-18")
  void theSameEntryIsTheSameInWhicheverOrderItsMapsAre() {
    Map<String, Integer> forth = new LinkedHashMap<>();
    Map<String, Integer> back = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      forth.put("k" + i, i);
      back.put("k" + (4 - i), 4 - i);
    }
    Rq other = another();
    rq.cron().add(CronEntry.every("a", Duration.ofMinutes(1), Call.path("tasks.a", forth)));
    other.cron().add(CronEntry.every("a", Duration.ofMinutes(1), Call.path("tasks.a", back)));
    rq.cronScheduler().runOnce();
    other.cronScheduler().runOnce();
    pass(60);

    assertThat(rq.cronScheduler().runOnce()).as("does not stand by").hasSize(1);
    pass(60);
    assertThat(other.cronScheduler().runOnce()).as("does not stand by").hasSize(1);
  }

  @Test
  @Pins({"CR-18", "CR-19"})
  void whoStandsByGoesOnOnceNobodyElseDoes() {
    CronEntry each = CronEntry.of("a", "* * * * *", ADD).onMissed(MissedRuns.ALL);
    CronEntry second = CronEntry.of("a", "*/2 * * * *", ADD);
    rq.cron().add(each);
    rq.cronScheduler().runOnce();
    Rq other = another();
    other.cron().add(second);
    other.cronScheduler().runOnce();
    advanceTo("2024-01-01T00:02:00Z");
    assertThat(other.cronScheduler().runOnce()).containsExactly(second);

    for (String time : List.of("00:03:00", "00:04:00", "00:05:00", "00:05:59")) {
      advanceTo("2024-01-01T" + time + "Z");
      assertThat(rq.cronScheduler().runOnce()).as(time).isEmpty();
    }
    advanceTo("2024-01-01T00:06:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(each, each);
    assertThat(other.cronScheduler().runOnce()).as("stands by in its turn").isEmpty();
    pass(60);
    assertThat(rq.cronScheduler().runOnce()).containsExactly(each);

    assertThat(ids())
        .containsExactly(
            "cron-a-20240101T000200Z",
            "cron-a-20240101T000500Z",
            "cron-a-20240101T000600Z",
            "cron-a-20240101T000700Z");
  }

  @Test
  @Pins({"CR-18", "CR-19"})
  void whoStandsByLeavesTimeToThoseThatAreLateAsItselfIs() {
    CronEntry second = CronEntry.of("a", "*/2 * * * *", ADD);
    rq.cron().add(CronEntry.of("a", "* * * * *", ADD));
    rq.cronScheduler().runOnce();
    Rq other = another();
    other.cron().add(second);
    other.cronScheduler().runOnce();
    rq.cronScheduler().runOnce();

    for (int outage = 0; outage < 3; outage++) {
      pass(3600);
      assertThat(rq.cronScheduler().runOnce()).isEmpty();
      pass(60);
      assertThat(other.cronScheduler().runOnce()).containsExactly(second);
    }
    other.cron().pause("a");
    for (int minute = 0; minute < 5; minute++) {
      pass(60);
      assertThat(rq.cronScheduler().runOnce()).as("paused").isEmpty();
    }
  }
}
