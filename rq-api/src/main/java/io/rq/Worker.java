package io.rq;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes jobs from queues and runs them, one at a time, on the thread that calls {@link #work} or
 * {@link #burst}. To run more at once, use more workers.
 *
 * <p>It sets no signal handlers and starts no process (F-18). {@link #stop} may be called from any
 * thread; interrupting the working thread means the same.
 */
public final class Worker {

  private final Rq rq;
  private final WorkerSettings settings;
  private final WorkerName name;
  private final Pause pause = new Pause();
  private final AtomicBoolean working = new AtomicBoolean();

  Worker(Rq rq, WorkerSettings settings) {
    this.rq = rq;
    this.settings = settings;
    this.name = settings.name != null ? settings.name : rq.newWorkerName();
  }

  /** The queues that it serves, in the order in which it was given them (W-01). */
  public List<Queue> queues() {
    return settings.queues.stream().map(queue -> new Queue(rq, queue)).toList();
  }

  /** The worker's name. */
  public WorkerName name() {
    return name;
  }

  /**
   * Works until it is stopped, waiting on the backend while there is nothing to do. If the backend
   * is gone it tries again, with growing pauses, until it is back (W-16).
   *
   * @throws IllegalStateException if a worker of this name is alive, or this one is working already
   */
  public WorkReport work() {
    return run(false);
  }

  /**
   * Works until its queues are empty, including what the jobs themselves enqueue; then returns
   * (BURST-01, BURST-03). Failures do not stop it (BURST-07). While the installation is suspended
   * it does nothing (BURST-11).
   *
   * @throws IllegalStateException if a worker of this name is alive, or this one is working already
   */
  public WorkReport burst() {
    return run(true);
  }

  /**
   * Lets the worker finish the job that it runs, if any, and then return: a warm shutdown (W-35).
   * For good: called before {@link #work}, that will return at once. Idempotent.
   */
  public void stop() {
    pause.end();
  }

  private WorkReport run(boolean burst) {
    if (!working.compareAndSet(false, true)) {
      throw new IllegalStateException("Worker " + name + " is working already");
    }
    rq.working().add(pause);
    try {
      return new WorkLoop(rq, settings, name, pause, burst).run();
    } finally {
      rq.working().remove(pause);
      working.set(false);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Worker that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "Worker " + name;
  }
}
