package io.rq;

import java.time.Duration;
import java.util.Objects;

/** RQ's layout counts in whole seconds; what does not fit is refused where the user says it. */
final class WholeSeconds {

  /** More than thirty thousand years; beyond it, servers and calendars overflow. */
  static final Duration LONGEST = Duration.ofSeconds(1_000_000_000_000L);

  private WholeSeconds() {}

  /** Checks a time that must be at least a second. */
  static Duration check(String what, Duration duration) {
    return check(what, duration, 1);
  }

  /** Checks a time that may be zero. */
  static Duration orZero(String what, Duration duration) {
    return check(what, duration, 0);
  }

  private static Duration check(String what, Duration duration, long least) {
    Objects.requireNonNull(duration, what);
    if (duration.toSeconds() < least
        || duration.toNanosPart() != 0
        || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          what
              + " must be a whole number of seconds, from "
              + least
              + " to "
              + LONGEST.toSeconds()
              + ", because RQ stores seconds; it was "
              + duration);
    }
    return duration;
  }
}
