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

  private @Nullable ScheduledThreadPoolExecutor executor;
  private boolean closed;

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
        new ScheduledThreadPoolExecutor(
            2,
            task -> {
              Thread thread = new Thread(task, "rq-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
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
