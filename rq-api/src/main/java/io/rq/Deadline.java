package io.rq;

import java.time.Duration;

/**
 * A bound on waiting in real time, which no injected clock can move: threads and sockets wait in
 * real time too.
 */
final class Deadline {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + bounded(time).toNanos());
  }

  /** So long, or a century: nobody waits for longer, and the nanoseconds of that fit. */
  static Duration bounded(Duration time) {
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }

  boolean isOver() {
    return endNanos - System.nanoTime() <= 0;
  }

  Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }
}
