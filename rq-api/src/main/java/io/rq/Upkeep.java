package io.rq;

import io.rq.spi.Command;
import io.rq.spi.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker does beside its jobs: schedule, clean up, cut runs off, listen to commands. */
final class Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration WATCH = Duration.ofMillis(200);

  private final Rq rq;
  private final WorkerSettings settings;
  private final WorkerName name;
  private final Watchdog watchdog;
  private final Pause pause;
  private final Scheduling scheduling;
  private final Maintenance maintenance;
  private @Nullable ScheduledFuture<?> watching;
  private @Nullable ScheduledFuture<?> looking;
  private Signals.@Nullable Subscription listening;
  private Instant maintained = Instant.MIN;

  Upkeep(
      Rq rq,
      WorkerSettings settings,
      WorkerName name,
      Watchdog watchdog,
      Callbacks callbacks,
      Pause pause) {
    this.rq = rq;
    this.settings = settings;
    this.name = name;
    this.watchdog = watchdog;
    this.pause = pause;
    this.scheduling =
        new Scheduling(rq, rq.newSchedulerName(), settings.queues, Scheduling.INTERVAL);
    this.maintenance = new Maintenance(rq, rq.newOwner(), settings.resultTtl, callbacks);
  }

  /** Begins; in burst mode what is due is moved once, and no more is scheduled (BURST-08). */
  void begin(boolean burst) {
    listening = rq.backend().signals().listen(name, this::obey);
    watching = rq.timer().every(WATCH, watchdog::check);
    maintainIfDue();
    if (!settings.schedules) {
      return;
    }
    if (burst) {
      lookOnce();
    } else {
      look();
      looking = rq.timer().every(Scheduling.INTERVAL, this::look);
    }
  }

  private void lookOnce() {
    try {
      scheduling.look();
    } finally {
      leaveQueues();
    }
  }

  private void obey(Command command) {
    if (command instanceof Command.Shutdown) {
      pause.end();
    } else if (command instanceof Command.KillHorse) {
      watchdog.kill();
    } else if (command instanceof Command.StopJob stop) {
      watchdog.stop(stop.job());
    }
  }

  private void look() {
    try {
      scheduling.look();
    } catch (RuntimeException | Error e) {
      // Whatever it was: a timer whose task threw never runs it again, and nobody would notice
      // (S-20).
      LOG.warn("Worker {}: cannot schedule", name, e);
    }
  }

  boolean isMaintenanceDue() {
    return !maintained.isAfter(rq.now().minus(settings.maintenance));
  }

  /**
   * Cleans up if that was not done for a while; on the worker's own thread, as it runs callbacks.
   */
  void maintainIfDue() {
    if (!isMaintenanceDue()) {
      return;
    }
    maintained = rq.now();
    try {
      maintenance.run(settings.queues);
    } catch (RuntimeException e) {
      LOG.warn("Worker {}: cannot clean up: {}", name, e.toString());
    }
  }

  void end() {
    if (watching != null) {
      watching.cancel(false);
    }
    if (looking != null) {
      looking.cancel(false);
      leaveQueues();
    }
    if (listening != null) {
      listening.close();
    }
  }

  private void leaveQueues() {
    try {
      scheduling.end();
    } catch (BackendException e) {
      LOG.warn("Worker {}: cannot leave its queues to others: {}", name, e.getMessage());
    }
  }
}
