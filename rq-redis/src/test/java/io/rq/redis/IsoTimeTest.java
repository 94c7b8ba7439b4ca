package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T12:10:07.270957Z, 2026-11-20T12:10:07.270957Z",
    "2026-11-20T12:10:07.270957999Z, 2026-11-20T12:10:07.270957Z",
    "2026-01-02T03:04:05.000006Z, 2026-01-02T03:04:05.000006Z",
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05.000000Z",
    "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.500000Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z"
  })
  void writesSixDigitsAndZ(String moment, String written) {
    assertThat(IsoTime.write(Instant.parse(moment))).isEqualTo(written);
  }

  @Test
  void refusesYearsThatPythonDoesNotHave() {
    assertThatThrownBy(() -> IsoTime.write(Instant.parse("+10000-01-01T00:00:00Z")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T12:10:07Z, 2026-11-20T12:10:07Z",
    "2026-11-20T12:10:07.2Z, 2026-11-20T12:10:07.2Z",
    "2026-11-20T12:10:07.270957Z, 2026-11-20T12:10:07.270957Z",
    "2026-11-20T12:10:07.2709571Z, 2026-11-20T12:10:07.270957Z",
    "2026-11-20T12:10:07.270957999Z, 2026-11-20T12:10:07.270957Z",
    "2024-02-29T00:00:00.000001Z, 2024-02-29T00:00:00.000001Z"
  })
  void readsUpToNineDigitsAndKeepsSix(String text, String moment) {
    assertThat(IsoTime.read(text)).contains(Instant.parse(moment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "yesterday",
        "2026-11-20T12:10:07.270957",
        "2026-11-20T12:10:07.270957+00:00",
        "2026-11-20T12:10:07+00:00Z",
        "2026-11-20 12:10:07.270957Z",
        "2026-11-20T12:10:07,270957Z",
        "2026-11-20T12:10:07.2709579999Z",
        "2026-13-20T12:10:07.270957Z",
        "2026-02-29T12:10:07.270957Z",
        "2026-11-20T24:10:07.270957Z",
        "2026-11-20T12:10:0x.270957Z",
        "2026-11-20T12:10:07.27 957Z"
      })
  void takesNothingElseForATime(String text) {
    assertThat(IsoTime.read(text)).isEmpty();
  }
}
