package io.rq;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does what may have to wait for the backend, when a timer says that it is time for it. The threads
 * start when they are first needed: short work, such as a burst in a test, gets by without them.
 */
final class Hands implements AutoCloseable {

  private final Timer timer;
  private final ThreadPoolExecutor executor;

  Hands(String name, int size, Timer timer, Threads threads) {
    this.timer = timer;
    // What comes up while the program is closed is not done any more, and nobody need hear of it.
    this.executor =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads.daemons(name),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Does that for them, first after the interval; whatever it throws, it is done again. It is left
   * out while it is being done.
   */
  ScheduledFuture<?> every(Duration interval, Object who, String what, Runnable task) {
    AtomicBoolean atIt = new AtomicBoolean();
    return timer.every(
        interval,
        who,
        what,
        () -> {
          if (atIt.compareAndSet(false, true)) {
            handOver(() -> Timer.attempt(who, what, task), atIt);
          }
        });
  }

  private void handOver(Runnable task, AtomicBoolean atIt) {
    try {
      executor.execute(
          () -> {
            try {
              task.run();
            } finally {
              atIt.set(false);
            }
          });
    } catch (RuntimeException | Error e) { // there may be no thread for it now
      atIt.set(false);
      throw e;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
