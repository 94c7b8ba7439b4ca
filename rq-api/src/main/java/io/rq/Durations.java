package io.rq;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations as RQ's configuration and command line have them (TO-01). Programs use {@link
 * Duration} itself.
 */
public final class Durations {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})([smhd]?)");

  private Durations() {}

  /**
   * Reads a whole number of seconds, or of the unit that follows it: {@code 12}, {@code 12s},
   * {@code 12m}, {@code 1h}, {@code 1d}, in either case.
   *
   * @throws TimeoutFormatException if the text is none of these
   */
  public static Duration parse(String text) {
    Matcher found = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!found.matches()) {
      throw unreadable(text);
    }
    try {
      return of(Long.parseLong(found.group(1)), found.group(2));
    } catch (ArithmeticException e) {
      throw unreadable(text);
    }
  }

  private static Duration of(long number, String unit) {
    return switch (unit) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }

  private static TimeoutFormatException unreadable(String text) {
    return new TimeoutFormatException(
        "Not a duration: '"
            + text
            + "'. Write a whole number of seconds, or one followed by s, m, h or d, such as 90,"
            + " 90s, 2m, 1h or 1d");
  }
}
