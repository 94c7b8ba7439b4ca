package io.rq.inmemory;

import io.rq.JobId;
import io.rq.WorkerState;
import io.rq.spi.WorkerRecord;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A registered worker: what was registered, and what has changed since. */
final class KeptWorker {

  private final WorkerRecord registered;
  private Instant aliveUntil;
  private @Nullable WorkerState state;
  private Instant lastHeartbeat;
  private @Nullable JobId currentJob;
  private long succeeded;
  private long failed;
  private Duration workingTime;

  KeptWorker(WorkerRecord registered, Instant now, Instant aliveUntil) {
    this.registered = registered;
    this.aliveUntil = aliveUntil;
    this.state = registered.state();
    this.lastHeartbeat = now;
    this.currentJob = registered.currentJob();
    this.succeeded = registered.succeeded();
    this.failed = registered.failed();
    this.workingTime = registered.workingTime();
  }

  boolean isAliveAt(Instant now) {
    return now.isBefore(aliveUntil);
  }

  /** Its own heartbeat: it says what it does and for how long it counts as alive. */
  void beat(@Nullable WorkerState present, Instant now, Instant newEnd) {
    if (present != null) {
      state = present;
      currentJob = present == WorkerState.BUSY ? currentJob : null;
    }
    lastHeartbeat = now;
    aliveUntil = newEnd;
  }

  /**
   * A sign of life that comes with a lease; it never makes a worker count as dead earlier than
   * before.
   */
  void heardOf(Instant now, Instant leaseEnd) {
    lastHeartbeat = now;
    if (leaseEnd.isAfter(aliveUntil)) {
      aliveUntil = leaseEnd;
    }
  }

  void begin(JobId job) {
    state = WorkerState.BUSY;
    currentJob = job;
  }

  void settle(WorkerTally tally) {
    if (tally.succeeded()) {
      succeeded++;
    } else {
      failed++;
    }
    workingTime = workingTime.plus(tally.workingTime());
    lastHeartbeat = tally.at();
    state = WorkerState.IDLE;
    currentJob = null;
  }

  WorkerRecord record() {
    return new WorkerRecord(
        registered.name(),
        registered.queues(),
        state,
        registered.birth(),
        lastHeartbeat,
        currentJob,
        succeeded,
        failed,
        workingTime,
        registered.pid(),
        registered.host(),
        registered.version(),
        registered.runtime());
  }
}
