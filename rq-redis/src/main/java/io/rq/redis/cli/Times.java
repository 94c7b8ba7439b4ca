package io.rq.redis.cli;

import io.rq.Durations;
import io.rq.Retention;
import io.rq.TimeoutFormatException;
import java.time.Duration;

/** Lengths of time on the command line: seconds, or {@code 5m}, {@code 2h}, {@code 1d} (TO-01). */
final class Times {

  /** How RQ says for ever. */
  static final String FOREVER = "-1";

  private Times() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none; the message begins with the option
   */
  static Duration duration(String option, String text) {
    try {
      return Durations.parse(text);
    } catch (TimeoutFormatException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  static Retention retention(String option, String text) {
    return text.equals(FOREVER) ? Retention.forever() : Retention.of(duration(option, text));
  }
}
