package io.rq.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.Rq;
import io.rq.testkit.contract.Pins;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * A leap year of twenty cron entries in two zones, and of two intervals, compared with times that
 * are found otherwise: by asking of each minute of the year whether it is one.
 */
@RqTest
class CronYearTest {

  private static final Instant END = TestClock.START.plus(Duration.ofDays(366));

  /** When which job ran. */
  private record Run(Instant time, String name) {}

  private static final List<Run> RAN = new ArrayList<>();

  private static TestClock now;

  static void run(String name) {
    RAN.add(new Run(now.instant(), name));
  }

  /**
   * A pattern, and the same said otherwise.
   *
   * @param hourly whether its hours begin with a star
   * @param second at which second of the minute
   * @param minutes which minutes are meant
   */
  private record Meaning(
      String pattern, boolean hourly, int second, Predicate<LocalDateTime> minutes) {

    Set<Instant> times(ZoneId zone) {
      Set<Instant> times = new TreeSet<>();
      if (hourly) {
        for (Instant time = TestClock.START; time.isBefore(END); time = time.plusSeconds(60)) {
          if (minutes.test(LocalDateTime.ofInstant(time, zone))) {
            times.add(time.plusSeconds(second));
          }
        }
      } else {
        // A day more at both ends, as local times are not those of the clock.
        LocalDateTime end = LocalDateTime.ofInstant(END, ZoneOffset.UTC).plusDays(1);
        for (LocalDateTime time = end.minusDays(368); time.isBefore(end); ) {
          if (minutes.test(time)) {
            times.add(meant(time.plusSeconds(second), zone));
          }
          time = time.plusMinutes(1);
        }
      }
      times.removeIf(time -> !time.isAfter(TestClock.START) || time.isAfter(END));
      return times;
    }

    // What is left out is meant for the end of the gap; what comes twice for the first time.
    private static Instant meant(LocalDateTime local, ZoneId zone) {
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
      return offsets.isEmpty()
          ? zone.getRules().getTransition(local).getInstant()
          : local.toInstant(offsets.get(0));
    }
  }

  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning("30 2 * * *", false, 0, t -> t.getHour() == 2 && t.getMinute() == 30),
          new Meaning(
              "*/20 1-3 * * *",
              false,
              0,
              t -> t.getHour() >= 1 && t.getHour() <= 3 && t.getMinute() % 20 == 0),
          new Meaning(
              "15 * * MAR,OCT-NOV *",
              true,
              0,
              t -> Set.of(3, 10, 11).contains(t.getMonthValue()) && t.getMinute() == 15),
          new Meaning("0 */6 * * *", true, 0, t -> t.getHour() % 6 == 0 && t.getMinute() == 0),
          new Meaning(
              "0 9 * * MON-FRI",
              false,
              0,
              t ->
                  t.getHour() == 9
                      && t.getMinute() == 0
                      && t.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0),
          new Meaning(
              "0 0 13 * 5",
              false,
              0,
              t ->
                  t.getHour() == 0
                      && t.getMinute() == 0
                      && (t.getDayOfMonth() == 13 || t.getDayOfWeek() == DayOfWeek.FRIDAY)),
          new Meaning(
              "@monthly",
              false,
              0,
              t -> t.getDayOfMonth() == 1 && t.getHour() == 0 && t.getMinute() == 0),
          new Meaning(
              "45 23 29 2 *",
              false,
              0,
              t ->
                  t.getMonthValue() == 2
                      && t.getDayOfMonth() == 29
                      && t.getHour() == 23
                      && t.getMinute() == 45),
          new Meaning("30 0 12 * * ?", false, 30, t -> t.getHour() == 12 && t.getMinute() == 0),
          new Meaning(
              "5 59 23 L * ?",
              false,
              5,
              t -> t.plusDays(1).getDayOfMonth() == 1 && t.getHour() == 23 && t.getMinute() == 59));

  @Test
  @Pins({"CR-03", "CR-04", "CR-05", "CR-06"})
  void eachRunsAtItsTimesAndAtNoOther(Rq rq, BurstWorker worker, TestClock clock) {
    RAN.clear();
    now = clock;
    List<Run> expected = new ArrayList<>();
    for (String zone : List.of("Europe/Berlin", "America/New_York")) {
      for (Meaning meaning : MEANINGS) {
        String name = zone.substring(zone.indexOf('/') + 1) + "-" + MEANINGS.indexOf(meaning);
        rq.cron().add(CronEntry.of(name, meaning.pattern(), job(name)).zone(zone));
        meaning.times(ZoneId.of(zone)).forEach(time -> expected.add(new Run(time, name)));
      }
    }
    for (int days : List.of(1, 17)) {
      String name = "every-" + days;
      Duration interval = Duration.ofDays(days).plusSeconds(7);
      rq.cron().add(CronEntry.every(name, interval, job(name)));
      for (Instant time = TestClock.START; !time.isAfter(END); time = time.plus(interval)) {
        expected.add(new Run(time, name));
      }
    }
    expected.sort(Comparator.comparing(Run::time)); // those of one time in the order of declaration

    worker.burstThrough(Duration.between(TestClock.START, END));

    assertThat(RAN).hasSizeGreaterThan(10_000).isEqualTo(expected);
  }

  private static Call<Void> job(String name) {
    return Call.ofVoid(CronYearTest::run, name).resultTtl(Duration.ZERO);
  }
}
