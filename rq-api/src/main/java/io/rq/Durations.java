package io.rq;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as text, for configuration and command lines (TO-01). */
public final class Durations {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})([sSmMhHdD]?)");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "", ChronoUnit.SECONDS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private Durations() {}

  /**
   * Reads a length of time as RQ writes it: a whole number of seconds, or of what its last letter
   * says: {@code 90}, {@code 90s}, {@code 5m}, {@code 2H}, {@code 1d}.
   *
   * @throws TimeoutFormatException if it is another text, or more than RQ can store
   */
  public static Duration parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw unreadable(text);
    }
    ChronoUnit unit = UNITS.get(parts.group(2).toLowerCase(Locale.ROOT));
    try {
      Duration time = Duration.of(Long.parseLong(parts.group(1)), unit);
      if (time.compareTo(WholeSeconds.LONGEST) <= 0) {
        return time;
      }
    } catch (ArithmeticException e) {
      // More than even Duration can hold.
    }
    throw unreadable(text);
  }

  private static TimeoutFormatException unreadable(String text) {
    return new TimeoutFormatException(
        "'"
            + text
            + "' is no length of time. Write a whole number of seconds, or of minutes, hours or"
            + " days with m, h or d behind it: 90, 90s, 5m, 2h, 1d");
  }
}
