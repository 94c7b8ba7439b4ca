package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.Lease;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's signs of life: its registration, and the renewal of the lease that it holds (W-08,
 * W-14).
 */
final class Heartbeat {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /** RQ keeps a worker's record a minute longer than the worker promises to be heard of (W-07). */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Rq rq;
  private final WorkerSettings settings;
  private final WorkerName name;
  private volatile @Nullable Claim held;
  private @Nullable WorkerRecord worker;
  private @Nullable ScheduledFuture<?> timer;
  private @Nullable WorkerState shown;

  Heartbeat(Rq rq, WorkerSettings settings, WorkerName name) {
    this.rq = rq;
    this.settings = settings;
    this.name = name;
  }

  void begin() {
    WorkerRecord born = describe();
    if (!rq.backend().workers().register(born, life())) {
      throw new IllegalStateException(
          "There exists an active worker named '"
              + name
              + "' already. Choose another name, or stop that one; if it was killed, its name is free "
              + life().toSeconds()
              + " seconds after it was last heard of");
    }
    worker = born;
    timer =
        rq.background()
            .heartbeats()
            .every(settings.heartbeat, "Worker " + name, "send a heartbeat", this::beat);
    LOG.info(
        "Worker {}: started with PID {}, version {}, on {}",
        name,
        born.pid(),
        born.version(),
        rq.backend());
    LOG.info(
        "*** Listening on {}...",
        settings.queues.stream().map(QueueName::value).collect(Collectors.joining(", ")));
  }

  private WorkerRecord describe() {
    return new WorkerRecord(
        name,
        settings.queues,
        WorkerState.STARTED,
        rq.now(),
        rq.now(),
        null,
        0,
        0,
        Duration.ZERO,
        ProcessHandle.current().pid(),
        Host.name(),
        Version.TEXT,
        Version.RUNTIME);
  }

  /** What the worker answers for from now on: a run of its own, or one that it ends for others. */
  void holds(Claim claim) {
    held = claim;
    shown = WorkerState.BUSY;
  }

  void holdsNothing() {
    held = null;
  }

  void idle() {
    show(WorkerState.IDLE);
  }

  void suspended() {
    show(WorkerState.SUSPENDED);
  }

  // A claim and its settlement write busy and idle themselves; only what they do not know is said
  // here.
  private void show(WorkerState state) {
    if (shown != state) {
      tell(state);
      shown = state;
    }
  }

  private void beat() {
    Claim claim = held;
    if (claim == null || !claim.lease().worker().equals(name)) {
      tell(null);
    }
    if (claim != null) {
      renew(claim);
    }
  }

  // A beat that comes late must not sign on again what has signed off.
  private synchronized void tell(@Nullable WorkerState state) {
    WorkerRecord born = worker;
    if (born != null) {
      rq.backend().workers().beat(born.in(state), rq.now(), life());
    }
  }

  private void renew(Claim claim) {
    Lease renewed = claim.lease().renewed(rq.now(), claim.lease().ttl());
    boolean ours =
        rq.backend().jobs().extend(claim.job().id(), claim.job().spec().origin(), renewed);
    if (!ours && claim.equals(held)) {
      LOG.warn("Worker {}: job {} was taken from it while it runs", name, claim.job().id());
    }
  }

  private Duration life() {
    return settings.ttl.plus(MARGIN);
  }

  void end() {
    if (timer != null) {
      timer.cancel(false);
    }
    signOff();
    LOG.info("Worker {}: done, quitting", name);
  }

  private synchronized void signOff() {
    if (worker == null) {
      return;
    }
    worker = null;
    try {
      rq.backend().workers().unregister(name, rq.now());
    } catch (BackendException e) {
      LOG.warn("Worker {}: cannot sign off: {}", name, e.getMessage());
    }
  }
}
