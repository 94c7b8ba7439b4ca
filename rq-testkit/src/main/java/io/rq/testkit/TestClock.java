package io.rq.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until the test moves it. Every timestamp, lease and due time of a
 * test's RQ follows it.
 */
public final class TestClock implements InstantSource {

  /** Where the clock starts unless the test says otherwise. */
  public static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private volatile Instant now;

  /** Starts at that time. */
  public TestClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /**
   * Moves the clock.
   *
   * @throws IllegalArgumentException if the time is negative: leases and due times know no way back
   */
  public synchronized void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("The clock cannot go back by " + time);
    }
    now = now.plus(time);
  }

  @Override
  public String toString() {
    return "TestClock at " + instant();
  }
}
