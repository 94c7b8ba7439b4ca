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
  private final Worker worker;
  private final TimedScheduling scheduling;
  private final Maintenance maintenance;
  private @Nullable ScheduledFuture<?> watching;
  private Signals.@Nullable Subscription listening;
  private Instant maintained = Instant.MIN;

  Upkeep(Rq rq, Worker worker, Takeover.Caller callbacks) {
    this.rq = rq;
    this.worker = worker;
    this.settings = worker.settings();
    this.scheduling = new TimedScheduling(rq, worker, settings.queues);
    this.maintenance = new Maintenance(rq, rq.ids().owner(), settings.resultTtl, callbacks);
  }

  /** Begins; in burst mode what is due is moved once, and no more is scheduled (BURST-08). */
  void begin(boolean burst) {
    listening = rq.backend().signals().listen(worker.name(), this::obey);
    watching =
        rq.background()
            .watching()
            .every(WATCH, worker, "look after its runs", worker.watchdog()::check);
    maintainIfDue();
    if (settings.schedules) {
      scheduling.begin(burst);
    }
  }

  private void obey(Command command) {
    if (command instanceof Command.Shutdown) {
      worker.stop();
    } else if (command instanceof Command.KillHorse) {
      worker.watchdog().kill();
    } else if (command instanceof Command.StopJob stop) {
      worker.watchdog().stop(stop.job());
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
      LOG.warn("{}: cannot clean up: {}", worker, e.toString());
    }
  }

  void end() {
    if (watching != null) {
      watching.cancel(false);
    }
    scheduling.end();
    if (listening != null) {
      listening.close();
    }
  }
}
