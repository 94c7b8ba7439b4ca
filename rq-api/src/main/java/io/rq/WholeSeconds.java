package io.rq;

import java.time.Duration;
import java.util.Objects;

/** RQ's layout counts in whole seconds; what does not fit is refused where the user says it. */
final class WholeSeconds {

  private WholeSeconds() {}

  static Duration check(String what, Duration duration) {
    Objects.requireNonNull(duration, what);
    if (duration.toSeconds() < 1 || duration.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          what
              + " must be a whole number of seconds, at least one, because RQ stores seconds; it was "
              + duration);
    }
    return duration;
  }
}
