package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuoteTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a.b, 'a.b'",
        "\"\", ''",
        "\"two\nlines\r\t\", 'two?lines??'",
        "0123456789012345678901234567890123456789, '0123456789012345678901234567890123456789'",
        "01234567890123456789012345678901234567890, '0123456789012345678901234567890123456789…'",
      })
  void isShortAndOnOneLine(String text, String quoted) {
    assertThat(Quote.of(text)).isEqualTo(quoted);
  }
}
