package io.rq;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One place in a pool: a worker and, if that dies of an error, another one (WP-02); in a burst it
 * stays empty then (BURST-16).
 */
final class PoolSeat implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final Rq rq;
  private final WorkerSettings settings;
  private final boolean burst;
  private final Pause pause;
  private final Runnable ended;
  private @Nullable Worker worker;
  private @Nullable Throwable death;
  private WorkReport report = WorkReport.NOTHING;
  private boolean stopped;

  /**
   * A place for a worker.
   *
   * @param pause where the pool waits
   * @param ended is told when nobody will work here any more
   */
  PoolSeat(Rq rq, WorkerSettings settings, boolean burst, Pause pause, Runnable ended) {
    this.rq = rq;
    this.settings = settings;
    this.burst = burst;
    this.pause = pause;
    this.ended = ended;
  }

  @Override
  public void run() {
    try {
      Duration wait = Backoff.FIRST;
      for (Optional<Worker> next = take(); next.isPresent(); next = take()) {
        Deadline youth = Deadline.in(Backoff.LONGEST);
        if (livesToTheEnd(next.get())) {
          return;
        }
        wait = youth.isOver() ? Backoff.FIRST : wait;
        LOG.error("{} died, and is replaced in {} s", next.get(), wait.toSeconds());
        pause.sleep(wait);
        wait = Backoff.longer(wait);
      }
    } finally {
      ended.run();
    }
  }

  private synchronized Optional<Worker> take() {
    if (stopped || pause.isEnded()) {
      return Optional.empty();
    }
    Worker next = new Worker(rq, named());
    worker = next;
    return Optional.of(next);
  }

  // Names stay unique when a pool begins again before the names of the last one are free.
  private WorkerSettings named() {
    WorkerName given = settings.name;
    return given == null
        ? settings
        : settings.with(s -> s.name = WorkerName.of(given + "-" + rq.ids().worker()));
  }

  private boolean livesToTheEnd(Worker next) {
    try {
      if (burst) {
        next.burstElsewhere();
      } else {
        next.work();
      }
      return true;
    } catch (Throwable e) { // whatever it was: nobody else would know
      died(e);
      return burst || rq.isClosed();
    } finally {
      leave(next);
    }
  }

  private synchronized void died(Throwable error) {
    death = error;
  }

  private synchronized void leave(Worker last) {
    report = report.then(last.report());
    worker = null;
  }

  synchronized void stop() {
    stopped = true;
    if (worker != null) {
      worker.stop();
    }
  }

  synchronized void stopNow() {
    stopped = true;
    if (worker != null) {
      worker.stopNow();
    }
  }

  /** Who works here now. */
  synchronized Optional<Worker> worker() {
    return Optional.ofNullable(worker);
  }

  /** What those who worked here did. */
  synchronized WorkReport report() {
    return report;
  }

  /** What the last of them died of. */
  synchronized Optional<Throwable> death() {
    return Optional.ofNullable(death);
  }
}
