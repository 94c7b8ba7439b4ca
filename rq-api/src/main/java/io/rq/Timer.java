package io.rq;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something every so often, beside other work, for all workers of a program: on one thread of
 * its own, started by the first of them. What it does must not take long, or wait for anything: see
 * {@link Hands}.
 */
final class Timer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final String name;
  private final Threads threads;
  private @Nullable ScheduledThreadPoolExecutor executor;
  private boolean closed;

  Timer(String name, Threads threads) {
    this.name = name;
    this.threads = threads;
  }

  /** Does that for them, first after the interval; whatever it throws, it is done again. */
  synchronized ScheduledFuture<?> every(Duration interval, Object who, String what, Runnable task) {
    if (closed) {
      throw new BackendException("This RQ was closed; open another one");
    }
    ScheduledThreadPoolExecutor timer = executor == null ? start() : executor;
    long nanos = Deadline.bounded(interval).toNanos();
    return timer.scheduleWithFixedDelay(
        () -> attempt(who, what, task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Does that for them; if it throws, they go on without. An executor never runs a task again that
   * threw, and nobody would notice (S-20).
   */
  static void attempt(Object who, String what, Runnable task) {
    try {
      task.run();
    } catch (BackendException e) {
      LOG.warn("{}: cannot {}: {}", who, what, e.toString());
    } catch (Throwable e) {
      LOG.warn("{}: cannot {}", who, what, e);
    }
  }

  private ScheduledThreadPoolExecutor start() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads.daemons(name));
    timer.setRemoveOnCancelPolicy(true);
    executor = timer;
    return timer;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}
