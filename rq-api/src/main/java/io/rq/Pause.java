package io.rq;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a worker waits, and the request to end that wakes it. The working thread is interrupted
 * only while it waits here, never while it runs a job.
 */
final class Pause {

  /** Something that waits and can be interrupted. */
  interface Waiting {
    void await() throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private boolean ended;
  private @Nullable Thread waiter;
  private @Nullable Thread worker;
  private boolean interrupted;

  /** Asks for the end; wakes whoever waits. */
  void end() {
    lock.lock();
    try {
      ended = true;
      ending.signalAll();
      if (waiter != null) {
        waiter.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** The calling thread is the worker's own from now on: an interrupt of it asks for the end. */
  void begin() {
    worker = Thread.currentThread();
  }

  /**
   * Uses up an interrupt of the calling thread, so that the backend is not asked under it. One that
   * no job used up was meant for the worker, if it is on its own thread.
   */
  void noticeInterrupt() {
    if (Thread.interrupted() && Thread.currentThread() == worker) {
      LOG.warn(
          "Thread {} was interrupted, by its job or from outside: its worker ends",
          Thread.currentThread().getName());
      interrupted = true;
      end();
    }
  }

  /** Makes interrupts of the worker's own thread visible to whoever made it work. */
  void passInterruptOn() {
    if (interrupted) {
      interrupted = false;
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for so long. {@code false}: the end was asked for. */
  boolean sleep(Duration time) {
    long nanos = Deadline.bounded(time).toNanos();
    lock.lock();
    try {
      while (!ended && nanos > 0) {
        nanos = ending.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      ended = true;
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return !isEnded();
  }

  /** Waits for a second at the most when the end was asked for, else for so long or until it is. */
  void rest(Duration time) {
    boolean interrupted = false;
    boolean wasEnded = isEnded();
    long most = Deadline.bounded(time).toNanos();
    long nanos = wasEnded ? Math.min(most, 1_000_000_000L) : most;
    lock.lock();
    try {
      while (nanos > 0 && (wasEnded || !ended)) {
        try {
          nanos = ending.awaitNanos(nanos);
        } catch (InterruptedException e) {
          interrupted = true;
          ended = true;
        }
      }
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits as the caller says. {@code false}: the end was asked for. */
  boolean whileWaiting(Waiting waiting) {
    if (!enter()) {
      return false;
    }
    boolean interrupted = false;
    try {
      waiting.await();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      leave(interrupted);
    }
    return !isEnded();
  }

  private boolean enter() {
    lock.lock();
    try {
      waiter = ended ? null : Thread.currentThread();
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  // An interrupt of ours is used up here; one from outside means the same, and stays visible to the
  // caller of work().
  private void leave(boolean interrupted) {
    lock.lock();
    try {
      waiter = null;
      boolean ours = ended;
      boolean pending = Thread.interrupted() || interrupted;
      if (pending && !ours) {
        ended = true;
        Thread.currentThread().interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
