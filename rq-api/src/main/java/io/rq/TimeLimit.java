package io.rq;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A limit on one run, or none.
 *
 * @param duration whole seconds; {@code null}: no limit
 */
record TimeLimit(@Nullable Duration duration) {

  static final TimeLimit NONE = new TimeLimit(null);

  /** Reads a length of time, or {@code none}. */
  static TimeLimit parse(String text) {
    return text.strip().equals("none") ? NONE : of(Durations.parse(text));
  }

  static TimeLimit of(Duration timeout) {
    return new TimeLimit(WholeSeconds.check("timeout", timeout));
  }
}
