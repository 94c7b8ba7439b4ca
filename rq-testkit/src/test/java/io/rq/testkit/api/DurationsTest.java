package io.rq.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Durations;
import io.rq.TimeoutFormatException;
import io.rq.testkit.contract.Pins;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as configuration and command line have them. */
class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "12, 12",
    "0, 0",
    "12s, 12",
    "12S, 12",
    "12m, 720",
    "2M, 120",
    "1h, 3600",
    "1H, 3600",
    "1d, 86400",
    "365D, 31536000",
    "' 12 ', 12",
    "007, 7"
  })
  @Pins("TO-01")
  void areWholeNumbersOfSecondsOrOfAUnit(String text, long seconds) {
    assertThat(Durations.parse(text)).hasSeconds(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "s",
        "12w",
        "12ms",
        "1h30m",
        "1.5h",
        "-1",
        "-1m",
        "+1",
        "1_000",
        "PT1H",
        "12 s",
        "\u0661",
        "9999999999999999999",
        "999999999999999999d"
      })
  @Pins({"TO-01", "X-08"})
  void areRefusedIfTheyAreNothingElse(String text) {
    assertThatExceptionOfType(TimeoutFormatException.class)
        .isThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .withMessageContaining("'" + text + "'")
        .withMessageContaining("such as 90, 90s, 2m, 1h or 1d");
  }
}
