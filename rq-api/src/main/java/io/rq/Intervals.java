package io.rq;

import java.time.Duration;
import java.util.List;

/** Pauses between runs. */
final class Intervals {

  private Intervals() {}

  static List<Duration> check(List<Duration> intervals) {
    if (intervals.isEmpty()) {
      throw new IllegalArgumentException("No interval: give at least one, zero for at once");
    }
    intervals.forEach(interval -> WholeSeconds.orZero("interval", interval));
    return List.copyOf(intervals);
  }
}
