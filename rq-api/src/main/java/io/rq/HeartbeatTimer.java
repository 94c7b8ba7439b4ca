package io.rq;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that sends the heartbeats of all workers of a program. Started by the first
 * worker.
 */
final class HeartbeatTimer implements AutoCloseable {

  private final Threads threads;
  private @Nullable ScheduledThreadPoolExecutor executor;
  private boolean closed;

  HeartbeatTimer(Threads threads) {
    this.threads = threads;
  }

  synchronized ScheduledFuture<?> every(Duration interval, Runnable beat) {
    if (closed) {
      throw new IllegalStateException("This RQ was closed");
    }
    ScheduledThreadPoolExecutor timer = executor == null ? start() : executor;
    return timer.scheduleWithFixedDelay(
        beat, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  private ScheduledThreadPoolExecutor start() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(2, threads.daemons("rq-heartbeat"));
    timer.setRemoveOnCancelPolicy(true);
    executor = timer;
    return timer;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}
