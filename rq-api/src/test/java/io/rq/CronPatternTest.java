package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When patterns are due; in particular where clocks are put forward or back. */
class CronPatternTest {

  private static final String BERLIN = "Europe/Berlin";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 3 * * *        | 2024-01-01T03:00:00Z",
        "0 3 * * 0        | 2024-01-07T03:00:00Z",
        "0 3 * * 7        | 2024-01-07T03:00:00Z",
        "0 3 * * mon-fri  | 2024-01-01T03:00:00Z",
        "0 0 13 * FRI     | 2024-01-05T00:00:00Z",
        "5/20 * * * *     | 2024-01-01T00:05:00Z",
        "0 0 29 FEB *     | 2024-02-29T00:00:00Z",
        "0 0 12 * * ?     | 2024-01-01T12:00:00Z",
        "0 0 12 * * *     | 2024-01-01T12:00:00Z",
        "0 0 12 ? * ?     | 2024-01-01T12:00:00Z",
        "0 0 12 ? * 1     | 2024-01-07T12:00:00Z",
        "0 0 12 * * SUN   | 2024-01-07T12:00:00Z",
        "0 0 12 L * ?     | 2024-01-31T12:00:00Z",
        "0 0 12 L * *     | 2024-01-31T12:00:00Z",
        "*/10 * * * * ?   | 2024-01-01T00:00:10Z",
        "@hourly          | 2024-01-01T01:00:00Z",
        "@daily           | 2024-01-02T00:00:00Z",
        "@midnight        | 2024-01-02T00:00:00Z",
        "@Weekly          | 2024-01-07T00:00:00Z",
        "@monthly         | 2024-02-01T00:00:00Z",
        "@yearly          | 2025-01-01T00:00:00Z",
        "@annually        | 2025-01-01T00:00:00Z",
      })
  void isDueNext(String pattern, Instant due) {
    assertThat(after(pattern, "Z", "2024-01-01T00:00:00Z")).contains(due);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 12 * * 6-7              | 01-05 01-06 01-12 01-13",
        "0 12 13 * MON             | 01-07 01-13 01-14 01-21",
        "0 12 30 */2 *             | 01-30 03-30 05-30 07-30",
        "0 0 12 L-1 * ?            | 01-30 02-27 03-30 04-29",
        "0 0 12 LW * ?             | 01-31 02-28 03-29 04-30",
        "0 0 12 1W * ?             | 01-01 02-01 03-01 04-01",
        "0 0 12 1W 6,9 ?           | 06-03 09-02",
        "0 0 12 27W * ?            | 01-28 02-27 03-27 04-26",
        "0 0 12 15-16,1 1-2 ?      | 01-01 01-15 01-16 02-01",
        "0 0 12 ? * FRIL           | 01-25 02-22 03-29 04-26",
        "0 0 12 ? * FRI#5          | 03-29 05-31 08-30 11-29",
        "0 0 12 ? * MON#1,FRI#2    | 01-07 01-11 02-04 02-08",
        "0 0 12 ? * L              | 01-05 01-12 01-19 01-26",
        "0 0 12 ? * SAT-MON        | 01-05 01-06 01-07 01-12",
        "0 0 12 ? JAN-FEB 5#4      | 01-24 02-28",
      })
  void isDueOnTheseDays(String pattern, String days) {
    List<String> expected =
        Arrays.stream(days.split(" ")).map(day -> "2019-" + day + "T12:00:00Z").toList();

    assertThat(times(pattern, "Z", "2019-01-01T00:00:00Z", "2019-12-31T23:00:00Z"))
        .startsWith(expected.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "0 0 12 28W * ?        | the day before W must be 27 at the most, or L",
        "0 0 12 031W 3 ?       | the day before W must be 27 at the most, or L",
        "0 0 12 15,L * ?       | L and W stand alone, not in a list such as '15,L'",
        "0 0 12 1W,15W * ?     | L and W stand alone, not in a list such as '1W,15W'",
        "0 0 12 28-3 * ?       | the range '28-3' goes backwards",
        "0 0 12 1 nov-feb ?    | the range 'NOV-FEB' goes backwards",
        "0 0 12 1 1,11-2/2 ?   | the range '11-2' goes backwards",
        "0 0 22-6 * * ?        | the range '22-6' goes backwards",
        "50-10 0 12 * * ?      | the range '50-10' goes backwards",
        "0 22-6 * * *          | range",
        "0 3 * * FRI-MON       | range",
      })
  void whatTheLibraryWouldMistakeIsRefused(String pattern, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronPattern.parse(pattern, ZoneOffset.UTC))
        .withMessageContaining("'" + pattern + "'")
        .withMessageContaining(complaint);
  }

  @Test
  void countsFromTheMomentItself() {
    assertThat(after("0 3 * * *", "Z", "2024-01-01T02:59:59.999999Z"))
        .contains(Instant.parse("2024-01-01T03:00:00Z"));
    assertThat(after("0 3 * * *", "Z", "2024-01-01T03:00:00Z"))
        .contains(Instant.parse("2024-01-02T03:00:00Z"));
    assertThat(after("0 3 * * *", "Z", "2024-01-01T03:00:00.000001Z"))
        .contains(Instant.parse("2024-01-02T03:00:00Z"));
  }

  @Test
  void aTimeThatIsLeftOutIsDueAsSoonAsClocksWerePutForward() {
    // 2024-03-31 02:00 to 03:00 in Berlin
    assertThat(times("30 2 * * *", BERLIN, "2024-03-29T12:00:00Z", "2024-04-02T00:00:00Z"))
        .containsExactly("2024-03-30T01:30:00Z", "2024-03-31T01:00:00Z", "2024-04-01T00:30:00Z");
    assertThat(times("0,15,30 2-3 * * *", BERLIN, "2024-03-31T00:30:00Z", "2024-03-31T01:30:00Z"))
        .as("once, though three are left out and one is there")
        .containsExactly("2024-03-31T01:00:00Z", "2024-03-31T01:15:00Z", "2024-03-31T01:30:00Z");
  }

  @Test
  void aTimeThatComesTwiceIsDueTheFirstTime() {
    // 2024-10-27 03:00 back to 02:00 in Berlin
    assertThat(times("30 2 * * *", BERLIN, "2024-10-26T12:00:00Z", "2024-10-28T12:00:00Z"))
        .containsExactly("2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z");
    assertThat(after("30 2 * * *", BERLIN, "2024-10-27T01:10:00Z"))
        .as("between the two")
        .contains(Instant.parse("2024-10-28T01:30:00Z"));
  }

  @Test
  void anEntryOfEveryHourIsDueByHowMuchTimeGoesBy() {
    assertThat(times("30 * * * *", BERLIN, "2024-10-26T23:45:00Z", "2024-10-27T02:45:00Z"))
        .containsExactly("2024-10-27T00:30:00Z", "2024-10-27T01:30:00Z", "2024-10-27T02:30:00Z");
    assertThat(times("30 * * * *", BERLIN, "2024-03-31T00:00:00Z", "2024-03-31T02:45:00Z"))
        .containsExactly("2024-03-31T00:30:00Z", "2024-03-31T01:30:00Z", "2024-03-31T02:30:00Z");
    assertThat(times("0 * * * *", BERLIN, "2024-10-26T23:00:00Z", "2024-10-27T02:00:00Z"))
        .containsExactly("2024-10-27T00:00:00Z", "2024-10-27T01:00:00Z", "2024-10-27T02:00:00Z");
    assertThat(times("0 */2 * * *", BERLIN, "2024-03-30T23:00:00Z", "2024-03-31T04:00:00Z"))
        .as("at even hours, of which one is left out")
        .containsExactly("2024-03-31T02:00:00Z", "2024-03-31T04:00:00Z");
    assertThat(times("*/30 * * * * ?", BERLIN, "2024-10-27T00:59:00Z", "2024-10-27T01:00:30Z"))
        .containsExactly("2024-10-27T00:59:30Z", "2024-10-27T01:00:00Z", "2024-10-27T01:00:30Z");
  }

  @Test
  void clocksMayBePutByHalfAnHourOrAWholeDay() {
    assertThat(
            times(
                "0 2 * * *", "Australia/Lord_Howe", "2024-10-05T00:00:00Z", "2024-10-06T12:00:00Z"))
        .as("02:00 to 02:30")
        .containsExactly("2024-10-05T15:30:00Z");
    assertThat(
            times(
                "45 1 * * *",
                "Australia/Lord_Howe",
                "2024-04-06T00:00:00Z",
                "2024-04-07T12:00:00Z"))
        .as("02:00 back to 01:30")
        .containsExactly("2024-04-06T14:45:00Z");
    assertThat(times("0 12 * * *", "Pacific/Apia", "2011-12-29T00:00:00Z", "2011-12-31T12:00:00Z"))
        .as("there was no December 30th")
        .containsExactly("2011-12-29T22:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T22:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * * ?    | 2025-03-04T05:06:07Z | 2025-03-04T05:06:07Z",
        "* * * * *      | 2025-03-04T05:06:07Z | 2025-03-04T05:06:00Z",
        "0 3 * * *      | 2025-03-04T02:06:07Z | 2025-03-03T03:00:00Z",
        "0 0 1 * *      | 2025-03-04T02:06:07Z | 2025-03-01T00:00:00Z",
        "0 0 29 2 *     | 2035-03-04T02:06:07Z | 2032-02-29T00:00:00Z",
        "* 4 1 1 *      | 2025-03-04T02:06:07Z | 2025-01-01T04:59:00Z",
      })
  void theLatestOfManyTimesIsFoundAtOnce(String pattern, Instant now, Instant latest) {
    CronPattern cron = CronPattern.parse(pattern, ZoneOffset.UTC);
    Instant first = cron.after(Instant.parse("2024-01-01T00:00:00Z")).orElseThrow();

    assertThat(cron.latest(first, now)).isEqualTo(latest);
    assertThat(cron.latest(first, first)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 3 * * MON-FRI  | 0 3 * * MON-FRI",
        "*/5 1-3,7 * * 7  | */5 1-3,7 * * 7",
        "0 3 * jan-Mar *  | 0 3 * jan-Mar *",
        "/5 * * * *       | 4 3 2 1 *",
        "5/20 * * * *     | 4 3 2 1 *",
        "0 0 * * FRI-SUN  | 4 3 2 1 *",
        "0 0 * * 5-7      | 4 3 2 1 *",
        "@Daily           | @daily",
        "0 0 0 ? * FRI-SUN | 4 3 2 1 * 5",
        "0/5 * * * * ?    | 4 3 2 1 * 5",
        "0 0 12 * * ?     | 0 12 * * * 0",
        "30 5 4 ? MAR SUN | 5 4 * MAR SUN 30",
        "0 0 12 ? * 1     | 4 3 2 1 * 5",
        "0 0 12 LW * ?    | 4 3 2 1 * 5",
        "0 0 12 ? * FRIL  | 4 3 2 1 * 5",
      })
  void rqSeesATextThatItCanRead(String pattern, String text) {
    assertThat(
            CronPattern.parse(pattern, ZoneOffset.UTC)
                .textForRq(Instant.parse("2024-01-02T03:04:05Z")))
        .isEqualTo(text);
  }

  private static Optional<Instant> after(String pattern, String zone, String time) {
    return CronPattern.parse(pattern, ZoneId.of(zone)).after(Instant.parse(time));
  }

  private static List<String> times(String pattern, String zone, String from, String to) {
    CronPattern cron = CronPattern.parse(pattern, ZoneId.of(zone));
    List<String> times = new ArrayList<>();
    Optional<Instant> next = cron.after(Instant.parse(from));
    while (next.isPresent() && !next.get().isAfter(Instant.parse(to))) {
      times.add(next.get().toString());
      next = cron.after(next.get());
    }
    return times;
  }
}
