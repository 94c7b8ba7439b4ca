package io.rq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Runs a job again after it succeeded: the same job, so many more times. A failure ends it
 * (R-26).
 *
 * @param times how often after the first run
 * @param intervals the pauses before the repetitions, whole seconds, zero: at once; used in order,
 *     the last one for all that are left (R-25, in the order that RQ documents)
 */
public record Repeat(int times, List<Duration> intervals) {

  /**
   * Checks the policy.
   *
   * @throws IllegalArgumentException if {@code times} is less than one, or an interval is negative
   *     or no whole number of seconds
   */
  public Repeat {
    if (times < 1) {
      throw new IllegalArgumentException(
          "times: please enter a value greater than 0, not " + times);
    }
    intervals = Intervals.check(intervals);
  }

  /** So many more times, at once. */
  public static Repeat times(int times) {
    return new Repeat(times, List.of(Duration.ZERO));
  }

  /** The same, each after that pause. */
  public Repeat every(Duration interval) {
    return new Repeat(times, List.of(interval));
  }

  /** The same after these pauses, in seconds. */
  public Repeat intervals(int... seconds) {
    return new Repeat(times, Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList());
  }

  // On the wire the list is used from its end, by Python's workers too.
  List<Duration> wireIntervals() {
    if (intervals.size() == 1) {
      return intervals;
    }
    List<Duration> wire = new ArrayList<>(times);
    for (int i = 0; i < times; i++) {
      wire.add(intervals.get(Math.min(i, intervals.size() - 1)));
    }
    Collections.reverse(wire);
    return wire;
  }
}
