package io.rq;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves jobs whose time has come into their queues, on the thread that calls {@link #run}, and does
 * nothing else: RQ's {@code RQScheduler}. Workers do the same beside their jobs unless told {@link
 * WorkerOptions#withoutScheduler}, so a program needs one of its own only where no worker
 * schedules.
 *
 * <p>Of many schedulers, Python's included, one looks after each queue; the others stand by and
 * take over within a minute or so when it is lost (S-11, S-14). {@link #stop} may be called from
 * any thread; interrupting the scheduling thread means the same.
 */
public final class Scheduler {

  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

  private final Rq rq;
  private final List<QueueName> queues;
  private final Duration interval;
  private final SchedulerName name;
  private final Pause pause = new Pause();
  private final AtomicBoolean running = new AtomicBoolean();

  Scheduler(Rq rq, SchedulerOptions options) {
    this.rq = rq;
    this.queues = options.queues();
    this.interval = Objects.requireNonNull(options.interval(), "interval");
    this.name = options.name() != null ? options.name() : rq.ids().scheduler();
  }

  /** The scheduler's name. */
  public SchedulerName name() {
    return name;
  }

  /** The queues that it looks after. */
  public List<QueueName> queues() {
    return queues;
  }

  /** Tells whether it runs: not before {@link #run}, and not after it (S-10). */
  public boolean isRunning() {
    return running.get();
  }

  /**
   * Schedules until it is stopped. If the backend is gone it looks again at the next interval.
   *
   * @throws IllegalStateException if it is running already
   */
  public void run() {
    if (!running.compareAndSet(false, true)) {
      throw new IllegalStateException("Scheduler " + name + " is running already");
    }
    rq.background().working().add(pause);
    try {
      LOG.info("Scheduler {}: started on {}, queues {}", name, rq.backend(), queues);
      schedule(new Scheduling(rq, name, queues, interval));
      LOG.info("Scheduler {}: done, quitting", name);
    } finally {
      rq.background().working().remove(pause);
      running.set(false);
    }
  }

  /**
   * Looks once, and leaves the queues to others again: RQ's {@code enqueue_scheduled_jobs()}
   * (S-17). Queues that another scheduler looks after are left to it.
   */
  public void runOnce() {
    Scheduling scheduling = new Scheduling(rq, name, queues, interval);
    try {
      scheduling.look();
    } finally {
      scheduling.end();
    }
  }

  private void schedule(Scheduling scheduling) {
    try {
      while (!pause.isEnded()) {
        look(scheduling);
        pause.sleep(interval);
      }
    } finally {
      // The backend must not be asked under an interrupt.
      boolean interrupted = Thread.interrupted();
      end(scheduling);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void look(Scheduling scheduling) {
    try {
      scheduling.look();
    } catch (BackendException e) {
      LOG.warn("Scheduler {}: cannot schedule: {}", name, e.getMessage());
    }
  }

  private void end(Scheduling scheduling) {
    try {
      scheduling.end();
    } catch (BackendException e) {
      LOG.warn("Scheduler {}: cannot leave its queues: {}", name, e.getMessage());
    }
  }

  /** Lets {@link #run} return after the look that it is at, if any. For good, and idempotent. */
  public void stop() {
    pause.end();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scheduler that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "Scheduler " + name;
  }
}
