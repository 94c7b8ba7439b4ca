package io.rq;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a worker's runs off: when their time is over, when they are told to stop, when the worker is
 * stopped now. All that can be done to a thread is to interrupt it (TO-03). Code that takes no
 * notice of that is given up after a grace, if somebody is there to go on without it; until then,
 * and for good where nobody is, it keeps its worker.
 */
final class Watchdog {

  /** What is watched. */
  enum Part {
    /** The function of the job. */
    FUNCTION,
    /** Its callback after a success. */
    ON_SUCCESS,
    /** Its callback after a failure. */
    ON_FAILURE,
    /** Its callback after a stop. */
    ON_STOPPED
  }

  /** Why a run is cut off. */
  enum Cut {
    /** Its time is over. */
    TIMEOUT,
    /** Somebody stopped it. */
    STOPPED,
    /** Somebody killed it, or its worker is stopped now. */
    KILLED
  }

  /** A user's code. */
  interface Body<T extends @Nullable Object> {
    T run() throws Throwable;
  }

  /** A run that was cut off by a command. */
  static final class CutOff extends Exception {
    private static final long serialVersionUID = 1L;

    private final Cut why;

    CutOff(Cut why, @Nullable Throwable cause) {
      super("Work-horse terminated unexpectedly", cause);
      this.why = why;
    }

    boolean isStop() {
      return why == Cut.STOPPED;
    }
  }

  /** One stretch of a user's code. */
  static final class Run {
    private final Part part;
    private final JobId job;
    private final @Nullable Duration limit;
    private final @Nullable Deadline deadline;
    private final Thread thread = Thread.currentThread();
    private volatile @Nullable Cut cut;
    private @Nullable Deadline endOfGrace;
    private boolean givenUp;

    private Run(Part part, JobId job, @Nullable Duration limit) {
      this.part = part;
      this.job = job;
      this.limit = limit;
      this.deadline = limit == null ? null : Deadline.in(limit);
    }

    Part part() {
      return part;
    }

    @Nullable Duration limit() {
      return limit;
    }

    Thread thread() {
      return thread;
    }

    @Nullable Cut cut() {
      return cut;
    }

    private boolean isOverdue() {
      return deadline != null && deadline.isOver();
    }

    private boolean isDeaf() {
      return endOfGrace != null && endOfGrace.isOver();
    }
  }

  private final Duration grace;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Run current;
  private @Nullable JobId next;
  private @Nullable Cut cutOfNext;
  private @Nullable Consumer<GivenUp> successor;
  private boolean closed;

  Watchdog(Duration grace) {
    this.grace = grace;
  }

  /**
   * Runs something for a job, for so long at the most; {@code null}: as long as it takes.
   *
   * @throws JobTimeoutException if its time was over and that ended it; one that swallows the
   *     interrupt ends as it likes (W-28)
   * @throws CutOff if it was cut off by a command
   * @throws GivenUp if nobody waits for it any longer
   */
  <T extends @Nullable Object> T within(Part part, JobId id, @Nullable Duration limit, Body<T> body)
      throws Throwable {
    Run run = new Run(part, id, limit);
    CurrentJob.isWatchedAs(run);
    if (!begin(run)) {
      throw new CutOff(Objects.requireNonNull(end(run)), null);
    }
    T value;
    try {
      value = body.run();
    } catch (Throwable e) {
      Cut why = end(run);
      if (why == Cut.TIMEOUT && limit != null) {
        throw JobTimeoutException.of(limit, e);
      }
      throw why == null ? e : new CutOff(why, null);
    }
    Cut why = end(run);
    if (why == Cut.STOPPED || why == Cut.KILLED) {
      throw new CutOff(why, null);
    }
    return value;
  }

  private boolean begin(Run run) {
    lock.lock();
    try {
      current = run;
      if (run.part == Part.FUNCTION) {
        if (run.job.equals(next) && cutOfNext != null) {
          cut(cutOfNext);
        } else if (closed) {
          cut(Cut.KILLED);
        }
        next = null;
      }
      return run.cut == null;
    } finally {
      lock.unlock();
    }
  }

  /** Names the job whose function comes next: if it is cut off before it begins, it does not. */
  void expects(JobId id) {
    lock.lock();
    try {
      if (!id.equals(next)) {
        next = id;
        cutOfNext = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is expected, after all. */
  void expectsNothing() {
    lock.lock();
    try {
      next = null;
    } finally {
      lock.unlock();
    }
  }

  // From here on nobody interrupts; an interrupt of ours that nobody noticed is used up.
  private @Nullable Cut end(Run run) {
    lock.lock();
    try {
      Cut why = run.cut;
      if (why != null) {
        Thread.interrupted();
      }
      if (run.givenUp) {
        throw new GivenUp(run, grace);
      }
      current = null;
      return why;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Names who goes on when what runs next is given up; {@code null}: nobody can, so that it is not.
   */
  void succeededBy(@Nullable Consumer<GivenUp> next) {
    lock.lock();
    try {
      successor = next;
    } finally {
      lock.unlock();
    }
  }

  /** Cuts off what runs if its time is over, gives up what is deaf; called every now and then. */
  void check() {
    Run deaf;
    Consumer<GivenUp> next;
    lock.lock();
    try {
      if (current != null && current.isOverdue()) {
        cut(Cut.TIMEOUT);
      }
      if (current == null || successor == null || !current.isDeaf()) {
        return;
      }
      deaf = current;
      deaf.givenUp = true;
      next = successor;
      current = null;
      successor = null;
    } finally {
      lock.unlock();
    }
    next.accept(new GivenUp(deaf, grace));
  }

  /** Stops that job, if it is the one that runs or comes next. */
  void stop(JobId id) {
    lock.lock();
    try {
      if (current != null && current.job.equals(id)) {
        cut(Cut.STOPPED);
      } else if (current == null && id.equals(next)) {
        cutNext(Cut.STOPPED);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Kills what runs, or comes next. */
  void kill() {
    lock.lock();
    try {
      if (current == null) {
        cutNext(Cut.KILLED);
      } else {
        cut(Cut.KILLED);
      }
    } finally {
      lock.unlock();
    }
  }

  private void cutNext(Cut why) {
    if (next != null && cutOfNext == null) {
      cutOfNext = why;
    }
  }

  /** Kills what runs, and every function that would begin. */
  void close() {
    lock.lock();
    try {
      closed = true;
      cut(Cut.KILLED);
    } finally {
      lock.unlock();
    }
  }

  private boolean cut(Cut why) {
    Run run = current;
    if (run == null || run.cut != null) {
      return false;
    }
    run.endOfGrace = Deadline.in(grace);
    run.cut = why;
    run.thread.interrupt();
    return true;
  }
}
