package io.rq.redis;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Times as RQ writes them: {@code 2026-11-20T12:10:07.270957Z}, always six digits of a second. A
 * Python worker dies of more digits, of an offset and of a missing {@code Z}. By hand, since a
 * formatter takes ten times as long and a job has half a dozen of them.
 */
final class IsoTime {

  private static final int WITHOUT_FRACTION = "2026-11-20T12:10:07Z".length();
  private static final int MOST_DIGITS = 9;

  private IsoTime() {}

  static String write(Instant instant) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > 9999) {
      throw new IllegalArgumentException("RQ cannot write the time " + instant);
    }
    byte[] text = "0000-00-00T00:00:00.000000Z".getBytes(StandardCharsets.ISO_8859_1);
    put(text, 4, time.getYear());
    put(text, 7, time.getMonthValue());
    put(text, 10, time.getDayOfMonth());
    put(text, 13, time.getHour());
    put(text, 16, time.getMinute());
    put(text, 19, time.getSecond());
    put(text, 26, time.getNano() / 1000);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Writes the digits of a number so that they end before a position. */
  private static void put(byte[] text, int end, int number) {
    int rest = number;
    for (int i = end - 1; rest > 0; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /**
   * Reads a time with up to nine digits of a second, cut to the microsecond; empty if it is another
   * text.
   */
  static Optional<Instant> read(String text) {
    int length = text.length();
    if (length < WITHOUT_FRACTION || text.charAt(length - 1) != 'Z' || !hasMarks(text)) {
      return Optional.empty();
    }
    int digits = length == WITHOUT_FRACTION ? 0 : length - WITHOUT_FRACTION - 1;
    boolean hasPoint = length == WITHOUT_FRACTION || text.charAt(WITHOUT_FRACTION - 1) == '.';
    if (!hasPoint || digits > MOST_DIGITS) {
      return Optional.empty();
    }
    try {
      int nanos = number(text, WITHOUT_FRACTION, WITHOUT_FRACTION + digits);
      for (int i = digits; i < MOST_DIGITS; i++) {
        nanos *= 10;
      }
      LocalDateTime time =
          LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, 19),
              nanos / 1000 * 1000);
      return Optional.of(time.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean hasMarks(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new NumberFormatException(text);
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
