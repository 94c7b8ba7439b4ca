package io.rq;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enqueues the jobs of the {@linkplain Cron#add declared} cron entries as they are due, on the
 * thread that calls {@link #run}: RQ's {@code rq cron}. A program of its own is not needed; a
 * thread beside others does.
 *
 * <p>Any number of them may run with the same entries, in any number of programs: of all, one
 * enqueues for each time, whichever is there (CR-18). {@link #stop} may be called from any thread;
 * interrupting the scheduling thread means the same.
 */
public final class CronScheduler {

  private static final Logger LOG = LoggerFactory.getLogger(CronScheduler.class);

  /** The clock may be set, and entries may be declared: so often it looks at both. */
  private static final Duration NAP = Duration.ofSeconds(1);

  private final Rq rq;
  private final CronSchedulerInfo made;
  private final CronRounds rounds;
  private final Pause pause = new Pause();
  private final AtomicBoolean running = new AtomicBoolean();

  CronScheduler(Rq rq, SchedulerName name) {
    this.rq = rq;
    this.rounds = new CronRounds(rq);
    this.made =
        new CronSchedulerInfo(
            name,
            Host.name(),
            ProcessHandle.current().pid(),
            rq.now(),
            rq.cron().configFile(),
            List.of(),
            null);
  }

  /** The scheduler's name: given, or the machine, the process and six digits of chance (CR-10). */
  public SchedulerName name() {
    return made.name();
  }

  /** Tells whether it runs: not before {@link #run}, and not after it. */
  public boolean isRunning() {
    return running.get();
  }

  /**
   * Enqueues until it is stopped. It sleeps until the next entry is due, for a minute at the most
   * (CR-07), and is listed by {@link Cron#schedulers()} meanwhile. If the backend is gone it tries
   * again every second; an entry whose job cannot be enqueued is tried again when it next looks.
   *
   * @throws IllegalStateException if it is running already
   * @throws DuplicateSchedulerException if another one of its name is alive (CR-14)
   * @throws BackendException if the backend is gone from the beginning
   */
  public void run() {
    if (!running.compareAndSet(false, true)) {
      throw new IllegalStateException("Cron scheduler " + name() + " is running already");
    }
    rq.background().working().add(pause);
    try {
      register();
      LOG.info("Cron scheduler {}: started on {}", name(), rq.backend());
      enqueue();
      LOG.info("Cron scheduler {}: done, quitting", name());
    } finally {
      rq.background().working().remove(pause);
      running.set(false);
    }
  }

  /**
   * Enqueues what is due now, once, and is not listed: RQ's {@code enqueue_jobs()} (CR-06).
   *
   * @return the entries for which a job was enqueued, in that order
   * @throws RqException if an entry's job cannot be enqueued; those of the others were
   */
  public List<CronEntry> runOnce() {
    List<CronEntry> enqueued = new ArrayList<>();
    Instant now = rq.now();
    CronRounds.Round round;
    do { // again if others were faster, or there was too much for one look
      round = rounds.look(now);
      enqueued.addAll(round.enqueued());
      for (Throwable failure : round.failures()) {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
    } while (!round.next().isAfter(now));
    return enqueued;
  }

  private void register() {
    if (!rq.backend().crons().register(shown(List.of()), rq.now())) {
      throw new DuplicateSchedulerException(name());
    }
  }

  private void enqueue() {
    try {
      while (!pause.isEnded()) {
        int seen = rq.cron().changes();
        Instant next = lookAndBeat();
        while (rq.now().isBefore(next) && rq.cron().changes() == seen && pause.sleep(nap(next))) {
          // Until it is time, entries were declared, or the end was asked for.
        }
      }
    } finally {
      // The backend must not be asked under an interrupt.
      boolean interrupted = Thread.interrupted();
      unregister();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Duration nap(Instant next) {
    Duration left = Duration.between(rq.now(), next);
    return left.compareTo(NAP) < 0 ? left : NAP;
  }

  private Instant lookAndBeat() {
    try {
      CronRounds.Round round = rounds.look(rq.now());
      round.failures().forEach(failure -> LOG.error("Cron scheduler {}: {}", name(), failure));
      beat(shown(round.shown()));
      return round.next();
    } catch (BackendException e) {
      LOG.warn("Cron scheduler {}: cannot look: {}", name(), e.getMessage());
      pause.sleep(NAP);
      return rq.now();
    }
  }

  private void beat(CronSchedulerInfo shown) {
    if (!rq.backend().crons().beat(shown, rq.now())) {
      LOG.warn("Cron scheduler {}: was taken for dead; it registers anew", name());
      rq.backend().crons().register(shown, rq.now());
    }
  }

  private CronSchedulerInfo shown(List<CronJobInfo> jobs) {
    return made.with(jobs, rq.cron().configFile());
  }

  private void unregister() {
    try {
      rq.backend().crons().unregister(name(), rq.now());
    } catch (BackendException e) {
      LOG.warn("Cron scheduler {}: cannot sign off: {}", name(), e.getMessage());
    }
  }

  /** Lets {@link #run} return after what it is at, if anything. For good, and idempotent. */
  public void stop() {
    pause.end();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CronScheduler that && name().equals(that.name());
  }

  @Override
  public int hashCode() {
    return name().hashCode();
  }

  @Override
  public String toString() {
    return "Cron scheduler " + name();
  }
}
