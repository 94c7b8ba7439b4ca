package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnixTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T12:10:07.934467Z, 1795176607.934467",
    "2026-11-20T12:10:09.68158Z, 1795176609.68158",
    "2026-11-20T12:10:09Z, 1795176609.0",
    "1970-01-01T00:00:00.000001999Z, 0.000001"
  })
  void writesAsPythonDoes(String moment, String text) {
    assertThat(UnixTime.write(Instant.parse(moment))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0.0", "PT0.00106S, 0.00106", "PT2S, 2.0", "PT1H0.5S, 3600.5"})
  void writesSpans(Duration span, String text) {
    assertThat(UnixTime.write(span)).isEqualTo(text);
    assertThat(UnixTime.readSpan(text)).contains(span);
  }

  @ParameterizedTest
  @CsvSource({
    "1795176607.934467, 2026-11-20T12:10:07.934467Z",
    "1795176607, 2026-11-20T12:10:07Z",
    "1.795176607934467e9, 2026-11-20T12:10:07.934467Z",
    "1e-05, 1970-01-01T00:00:00.00001Z",
    "1795176607.9344671234, 2026-11-20T12:10:07.934467Z",
    "-0.5, 1969-12-31T23:59:59.5Z"
  })
  void readsWhateverPythonWrites(String text, String moment) {
    assertThat(UnixTime.read(text)).contains(Instant.parse(moment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "inf", "-inf", "nan", "1e99", "1e999999999", "1e-999999999"})
  void takesNothingElseForATime(String text) {
    assertThat(UnixTime.read(text)).isEmpty();
  }
}
