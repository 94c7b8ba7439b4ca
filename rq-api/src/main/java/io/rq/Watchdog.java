package io.rq;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Cuts runs off: when their time is over, or when they are told to stop. All that can be done to a
 * thread is to interrupt it; code that does not react to that runs on (TO-03).
 */
final class Watchdog {

  /** Why a run is cut off. */
  enum Cut {
    /** Its time is over. */
    TIMEOUT,
    /** Somebody stopped it. */
    STOPPED,
    /** Somebody killed it. */
    KILLED
  }

  /** What is watched. */
  interface Body {
    @Nullable Object run() throws Throwable;
  }

  /** A run that was cut off by a command. */
  static final class CutOff extends Exception {
    private static final long serialVersionUID = 1L;

    private final Cut why;

    CutOff(Cut why) {
      super("Work-horse terminated unexpectedly");
      this.why = why;
    }

    boolean isStop() {
      return why == Cut.STOPPED;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread thread;
  private @Nullable JobId job;
  private @Nullable Cut cut;
  private long deadline;
  private boolean limited;

  /**
   * Runs something for a job, for so long at the most; {@code null}: as long as it takes.
   *
   * @throws JobTimeoutException if its time was over and that ended it; one that swallows the
   *     interrupt ends as it likes (W-28)
   * @throws CutOff if it was cut off by a command
   */
  @Nullable Object within(JobId id, @Nullable Duration limit, Body body) throws Throwable {
    begin(id, limit);
    try {
      Object value = body.run();
      Cut why = end();
      if (why == Cut.STOPPED || why == Cut.KILLED) {
        throw new CutOff(why);
      }
      return value;
    } catch (CutOff e) {
      throw e;
    } catch (Throwable e) {
      Cut why = end();
      if (why == Cut.TIMEOUT && limit != null) {
        throw new JobTimeoutException(
            "Task exceeded maximum timeout value (" + limit.toSeconds() + " seconds)", e);
      }
      throw why == null ? e : new CutOff(why);
    }
  }

  private void begin(JobId id, @Nullable Duration limit) {
    lock.lock();
    try {
      thread = Thread.currentThread();
      job = id;
      cut = null;
      limited = limit != null;
      deadline = System.nanoTime() + (limit == null ? 0 : limit.toNanos());
    } finally {
      lock.unlock();
    }
  }

  // From here on nobody interrupts; an interrupt of ours that nobody noticed is used up.
  private @Nullable Cut end() {
    lock.lock();
    try {
      Cut why = cut;
      if (why != null) {
        Thread.interrupted();
      }
      thread = null;
      job = null;
      cut = null;
      limited = false;
      return why;
    } finally {
      lock.unlock();
    }
  }

  /** Cuts off what runs if its time is over; called every now and then. */
  void check() {
    lock.lock();
    try {
      if (limited && deadline - System.nanoTime() <= 0) {
        cut(Cut.TIMEOUT);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops that job, if it is the one that runs. */
  boolean stop(JobId id) {
    lock.lock();
    try {
      return id.equals(job) && cut(Cut.STOPPED);
    } finally {
      lock.unlock();
    }
  }

  /** Kills what runs. */
  void kill() {
    lock.lock();
    try {
      cut(Cut.KILLED);
    } finally {
      lock.unlock();
    }
  }

  private boolean cut(Cut why) {
    if (thread == null || cut != null) {
      return false;
    }
    cut = why;
    thread.interrupt();
    return true;
  }
}
