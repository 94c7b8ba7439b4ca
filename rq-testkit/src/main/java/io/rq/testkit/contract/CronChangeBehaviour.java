package io.rq.testkit.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.CronInfo;
import io.rq.Job;
import io.rq.JobInterceptor;
import io.rq.NoSuchCronEntryException;
import io.rq.Rq;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cron entries that are replaced, paused, resumed and removed. */
abstract class CronChangeBehaviour extends CronChapter {

  @Test
  @Pins("F-13")
  void anEntryIsReplacedWithoutDoubles() {
    rq.cron().add(NIGHTLY, HOURLY);
    rq.cronScheduler().runOnce();
    advanceTo("2024-01-01T03:30:00Z");
    rq.cronScheduler().runOnce();

    rq.cron().replace(CronEntry.of("nightly", "0 4 * * *", Call.of(ContractTasks::add, 3, 4)));
    rq.cron().replace(CronEntry.every("hourly", Duration.ofHours(2), ADD));
    assertThat(rq.cronScheduler().runOnce()).isEmpty();
    assertThat(nextTimes()).containsExactly("2024-01-01T05:00:00Z", "2024-01-01T04:00:00Z");
    advanceTo("2024-01-01T05:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).hasSize(2);

    assertThat(rq.job("cron-nightly-20240101T040000Z").description()).endsWith("add(3, 4)");
    assertThat(rq.cron().declared()).hasSize(2);
  }

  @Test
  void aPausedEntryGoesOnWithTheNextTimeAfterItIsResumed() {
    rq.cron().add(NIGHTLY, HOURLY);
    rq.cron().pause("nightly");
    assertThat(rq.cron().find("nightly").orElseThrow().isPaused()).isTrue();
    Rq other = another();
    other.cron().pause("nightly");
    other.cron().add(NIGHTLY);
    advanceTo("2024-01-02T02:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);
    rq.cron().pause("hourly");
    advanceTo("2024-01-03T02:30:00Z");
    assertThat(rq.cronScheduler().runOnce()).isEmpty();
    assertThat(rq.cron().entries()).extracting(CronInfo::next).containsOnlyNulls();

    other.cron().resume("nightly");
    other.cron().resume("hourly");
    other.cron().resume("hourly");

    assertThat(rq.cronScheduler().runOnce()).as("not made up for").isEmpty();
    assertThat(nextTimes()).containsExactly("2024-01-03T03:00:00Z", "2024-01-03T03:00:00Z");
    advanceTo("2024-01-03T03:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(NIGHTLY, HOURLY);
  }

  @Test
  void anEntryThatDoesNotExistCannotBePaused() {
    assertThatExceptionOfType(NoSuchCronEntryException.class)
        .isThrownBy(() -> rq.cron().pause("nobody"))
        .matches(e -> e.entryName().equals("nobody"));
    assertThatExceptionOfType(NoSuchCronEntryException.class)
        .isThrownBy(() -> rq.cron().resume("nobody"));
    assertThat(rq.cron().remove("nobody")).isFalse();
    assertThat(rq.cron().find("nobody")).isEmpty();
  }

  @Test
  void aRemovedEntryIsGoneUntilAProgramIsStartedForIt() {
    rq.cron().add(NIGHTLY, HOURLY);
    rq.cronScheduler().runOnce();
    Rq other = another();
    assertThat(other.cron().remove("nightly")).isTrue();
    assertThat(other.cron().remove("nightly")).isFalse();

    assertThat(rq.cron().entries()).extracting(CronInfo::name).containsExactly("hourly");
    advanceTo("2024-01-01T03:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);
    assertThat(rq.cron().declared()).containsExactly(HOURLY);
    assertThat(rq.cron().remove("hourly")).isTrue();
    assertThat(rq.cron().declared()).isEmpty();

    Rq restarted = another();
    restarted.cron().add(NIGHTLY);
    assertThat(restarted.cronScheduler().runOnce()).isEmpty();
    assertThat(restarted.cron().entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.next()).isEqualTo("2024-01-02T03:00:00Z"));
  }

  @Test
  void anEntryThatIsRemovedDuringALookStaysRemoved() {
    for (boolean isKnown : List.of(false, true)) {
      Rq removing =
          Rq.on(backend)
              .clock(clock)
              .interceptor(
                  new JobInterceptor() {
                    @Override
                    public void enqueued(Job<?> job) {
                      assertThat(requireNonNull(ContractTasks.rq).cron().remove("second")).isTrue();
                    }
                  })
              .open();
      ContractTasks.rq = removing;
      CronEntry first = CronEntry.every("first", Duration.ofHours(1), ADD);
      CronEntry second = CronEntry.every("second", Duration.ofHours(1), ADD);
      removing.cron().add(first, second);

      assertThat(removing.cronScheduler().runOnce())
          .as("there is a record of it already: %s", isKnown)
          .containsExactly(first);

      assertThat(removing.cron().entries()).extracting(CronInfo::name).containsExactly("first");
      assertThat(removing.cron().declared()).containsExactly(first);
      pass(3600);
    }
  }
}
