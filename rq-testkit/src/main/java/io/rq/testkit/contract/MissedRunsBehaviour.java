package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.CronEntry;
import io.rq.MissedRuns;
import io.rq.Rq;
import org.junit.jupiter.api.Test;

/** What becomes of the times of cron entries that nobody looked at when they came. */
abstract class MissedRunsBehaviour extends CronChapter {

  @Test
  @Pins("CR-19")
  void whatWasMissedWhileNobodyRanIsMadeUpForOnce() {
    rq.cron().add(NIGHTLY, HOURLY);
    rq.cronScheduler().runOnce();
    advanceTo("2024-01-03T05:30:00Z");

    Rq restarted = another();
    restarted.cron().add(NIGHTLY, HOURLY);
    assertThat(restarted.cronScheduler().runOnce()).containsExactly(NIGHTLY, HOURLY);
    assertThat(restarted.cronScheduler().runOnce()).isEmpty();

    assertThat(ids(restarted))
        .containsExactly(
            "cron-hourly-20240101T000000Z",
            "cron-nightly-20240103T030000Z",
            "cron-hourly-20240103T050000Z");
    assertThat(restarted.cron().find("hourly").orElseThrow().next())
        .isEqualTo("2024-01-03T06:00:00Z");
  }

  @Test
  @Pins({"CR-19", "CR-04"})
  void whatWasMissedIsSkippedIfTheEntrySaysSo() {
    rq.cron().add(NIGHTLY.onMissed(MissedRuns.SKIP), HOURLY.onMissed(MissedRuns.SKIP));
    rq.cronScheduler().runOnce();

    advanceTo("2024-01-03T05:01:01Z");
    assertThat(rq.cronScheduler().runOnce()).isEmpty();
    advanceTo("2024-01-03T06:01:00Z");
    assertThat(rq.cronScheduler().runOnce()).as("no more than a minute late").hasSize(1);
    assertThat(ids())
        .containsExactly("cron-hourly-20240101T000000Z", "cron-hourly-20240103T060000Z");
    assertThat(rq.cron().find("nightly").orElseThrow())
        .satisfies(
            entry -> {
              assertThat(entry.last()).isNull();
              assertThat(entry.next()).isEqualTo("2024-01-04T03:00:00Z");
            });
  }

  @Test
  @Pins("CR-19")
  void whatWasMissedIsAllMadeUpForIfTheEntrySaysSo() {
    CronEntry all = NIGHTLY.onMissed(MissedRuns.ALL);
    rq.cron().add(all);
    rq.cronScheduler().runOnce();

    advanceTo("2024-01-03T05:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(all, all, all);
    assertThat(ids())
        .containsExactly(
            "cron-nightly-20240101T030000Z",
            "cron-nightly-20240102T030000Z",
            "cron-nightly-20240103T030000Z");
  }

  @Test
  @Pins({"CR-18", "CR-19"})
  void thereIsAJobForEachTimeThatIsLateAndOneForThoseThatAreMissed() {
    for (MissedRuns policy : MissedRuns.values()) {
      CronEntry often = CronEntry.of(policy.name(), "*/20 * * * * ?", ADD).onMissed(policy);
      boolean isAll = policy == MissedRuns.ALL;
      rq.cron().add(often);
      rq.cronScheduler().runOnce();

      pass(80);
      assertThat(rq.cronScheduler().runOnce()).as("%s, late", often).hasSize(4);
      pass(81);
      assertThat(rq.cronScheduler().runOnce()).as("%s, missed", often).hasSize(isAll ? 4 : 1);
      pass(19);
      assertThat(rq.cronScheduler().runOnce()).as("%s, in time", often).hasSize(1);
      rq.cron().remove(often.name());
    }
  }

  @Test
  @Pins("CR-19")
  void manyMissedTimesAreMadeUpForInPortions() {
    rq.cron().add(CronEntry.of("often", "* * * * * ?", ADD).onMissed(MissedRuns.ALL));
    rq.cronScheduler().runOnce();
    pass(2500);

    assertThat(rq.cronScheduler().runOnce()).hasSize(2500);

    assertThat(ids()).hasSize(2500).doesNotHaveDuplicates();
  }
}
