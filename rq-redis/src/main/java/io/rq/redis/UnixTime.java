package io.rq.redis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Times and spans as RQ writes them in a few places: seconds as decimal text, such as {@code
 * 1795176607.934467}.
 */
final class UnixTime {

  /** More seconds than any date has, so that nonsense does not become a time. */
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

  private static final int MICROS = 6;
  private static final int MOST_DIGITS = 40;

  private UnixTime() {}

  static String write(Instant instant) {
    return write(instant.getEpochSecond(), instant.getNano() / 1000);
  }

  static String write(Duration span) {
    return write(span.getSeconds(), span.getNano() / 1000);
  }

  private static String write(long seconds, int micros) {
    if (seconds < 0) {
      return BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(micros, MICROS)).toPlainString();
    }
    // A million in front keeps the zeros that lead; those that trail go, as Python leaves them
    // away.
    String fraction = Integer.toString(1_000_000 + micros);
    int end = fraction.length();
    while (end > 2 && fraction.charAt(end - 1) == '0') {
      end--;
    }
    return seconds + "." + fraction.substring(1, end);
  }

  static Optional<Instant> read(String text) {
    return decimal(text).map(d -> Instant.ofEpochSecond(0).plus(span(d)));
  }

  /** Reads a score, which is a number that is next to what was written. */
  static Optional<Instant> readScore(String text) {
    return decimal(text)
        .map(d -> Instant.ofEpochSecond(0).plus(span(d.setScale(MICROS, RoundingMode.HALF_UP))));
  }

  static Optional<Duration> readSpan(String text) {
    return decimal(text).map(UnixTime::span);
  }

  private static Duration span(BigDecimal seconds) {
    return Duration.ofNanos(0)
        .plusSeconds(seconds.setScale(0, RoundingMode.FLOOR).longValue())
        .plusNanos(
            seconds
                .subtract(seconds.setScale(0, RoundingMode.FLOOR))
                .setScale(MICROS, RoundingMode.DOWN)
                .movePointRight(9)
                .longValue());
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text))
          .filter(d -> d.scale() < MOST_DIGITS && d.abs().compareTo(MOST) < 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
