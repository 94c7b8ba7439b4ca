package io.rq.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Durations;
import io.rq.TimeoutFormatException;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths of time as text. */
class DurationsTest {

  @ParameterizedTest
  @CsvSource({"0,0", "12,12", "12s,12", "12S,12", "12m,720", "1h,3600", "1H,3600", "1d,86400"})
  @Pins("TO-01")
  void areReadAsRqWritesThem(String text, long seconds) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(Durations.parse(" " + text + " ")).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "12x",
        "s12",
        "1.5h",
        "-1",
        "1 h",
        "1hh",
        "PT1S",
        "999999999999999999d",
        "99999999999999999999",
        "1000000000001"
      })
  @Pins({"TO-01", "X-08"})
  void anyOtherTextIsRefused(String text) {
    assertThatExceptionOfType(TimeoutFormatException.class)
        .isThrownBy(() -> Durations.parse(text))
        .withMessageStartingWith("'" + text + "' is no length of time");
  }
}
