package io.rq;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something every so often, beside other work, for all workers of a program, on one thread of
 * its own. That starts a moment after the first of them asked: work that is over by then, such as a
 * burst in a test, gets by without it. What it does must not take long, or wait for anything: see
 * {@link Hands}.
 */
final class Timer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /** Shorter than anything that a worker has to look after. */
  static final Duration MOMENT = Duration.ofMillis(100);

  /** How long after it could not start its thread it tries again. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String name;
  private final ThreadFactory daemons;
  private final Duration moment;
  private @Nullable ScheduledThreadPoolExecutor executor;
  private volatile boolean startsThreads;
  private boolean closed;

  /** One whose thread starts that much after it is first needed. */
  Timer(String name, Threads threads, Duration moment) {
    this.name = name;
    this.daemons = threads.daemons(name);
    this.moment = moment;
  }

  /** Does that for them, first after the interval; whatever it throws, it is done again. */
  synchronized ScheduledFuture<?> every(Duration interval, Object who, String what, Runnable task) {
    if (closed) {
      throw Rq.wasClosed();
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
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, task -> startsThreads ? thread(task, context) : null);
    timer.setRemoveOnCancelPolicy(true);
    executor = timer;
    startThreadIn(moment);
    return timer;
  }

  // Whoever starts it is no thread of the program's: its class loader is none of it, unless the
  // factory chose one.
  private Thread thread(Runnable task, ClassLoader context) {
    Thread thread = daemons.newThread(task);
    if (thread.getContextClassLoader() == Thread.currentThread().getContextClassLoader()) {
      thread.setContextClassLoader(context);
    }
    return thread;
  }

  private void startThreadIn(Duration time) {
    CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
        .execute(() -> attempt(name, "start its thread", this::startThread));
  }

  private synchronized void startThread() {
    if (closed || executor == null) {
      return;
    }
    startsThreads = true;
    try {
      executor.prestartCoreThread();
    } catch (RuntimeException | Error e) { // there may be no thread for it now
      startThreadIn(PAUSE);
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}
