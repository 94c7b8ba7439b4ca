package io.rq.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A clock that stands still until the test moves it. Every timestamp, lease and due time of a
 * test's RQ follows it.
 */
public final class TestClock implements InstantSource {

  static final String START_TEXT = "2024-01-01T00:00:00Z";

  /** Where the clock starts unless the test says otherwise. */
  public static final Instant START = Instant.parse(START_TEXT);

  private final List<Consumer<Duration>> watchers = new CopyOnWriteArrayList<>();
  private volatile Instant now;
  private volatile Duration skew = Duration.ZERO;
  private volatile boolean isWorker;

  /** Starts at that time. */
  public TestClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return isWorker ? now.plus(skew) : now;
  }

  /** By how much the clock of workers is wrong. */
  void skewWorkers(Duration offset) {
    skew = offset;
  }

  /** Does the work of a worker: who reads the clock meanwhile reads the worker's. */
  <T> T asWorker(Supplier<T> work) {
    isWorker = true;
    try {
      return work.get();
    } finally {
      isWorker = false;
    }
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
    watchers.forEach(watcher -> watcher.accept(time));
  }

  /**
   * Moves the clock to that time.
   *
   * @throws IllegalArgumentException if that is past already
   */
  public synchronized void advanceTo(Instant time) {
    advance(Duration.between(now, time));
  }

  /** Tells by how much the clock was moved, each time. */
  void onAdvance(Consumer<Duration> watcher) {
    watchers.add(watcher);
  }

  @Override
  public String toString() {
    return "TestClock at " + instant();
  }
}
