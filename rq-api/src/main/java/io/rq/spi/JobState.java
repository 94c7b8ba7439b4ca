package io.rq.spi;

import io.rq.JobStatus;
import io.rq.WorkerName;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All of a job that changes while it lives. A {@link Change} replaces it as a whole. Times are cut
 * to the microsecond.
 *
 * @param status where the job stands
 * @param enqueuedAt when it last entered its queue
 * @param startedAt when its last run began
 * @param endedAt when its last run ended
 * @param lastHeartbeat when its runner was last heard of
 * @param worker who ran it last; stays after the run (J-17)
 * @param counters what it still may do
 */
public record JobState(
    JobStatus status,
    @Nullable Instant enqueuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant lastHeartbeat,
    @Nullable WorkerName worker,
    Counters counters) {

  /** The state of a job that is run once. */
  public JobState(
      JobStatus status,
      @Nullable Instant enqueuedAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Instant lastHeartbeat,
      @Nullable WorkerName worker) {
    this(status, enqueuedAt, startedAt, endedAt, lastHeartbeat, worker, Counters.NONE);
  }

  /** Checks that the status is there. */
  public JobState {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(counters, "counters");
  }

  /** The state of a job that was pushed to its queue for the first time. */
  public static JobState queued(Instant now) {
    return new JobState(JobStatus.QUEUED, now, null, null, null, null);
  }

  /** This state in another status, with all else as it was. */
  public JobState in(JobStatus next) {
    return new JobState(next, enqueuedAt, startedAt, endedAt, lastHeartbeat, worker, counters);
  }

  /** This state when the job enters its queue. */
  public JobState enqueued(Instant now) {
    return new JobState(JobStatus.QUEUED, now, startedAt, endedAt, lastHeartbeat, worker, counters);
  }

  /** This state when a lease begins: what every store writes at a claim. */
  public JobState started(Lease lease) {
    return new JobState(
        JobStatus.STARTED, enqueuedAt, lease.at(), endedAt, lease.at(), lease.worker(), counters);
  }

  /** This state when the job goes back into its queue and was not run: of no run, of nobody. */
  public JobState notStarted() {
    return new JobState(JobStatus.QUEUED, enqueuedAt, null, endedAt, null, null, counters);
  }

  /** This state when its run ended. */
  public JobState ended(JobStatus how, Instant now) {
    return new JobState(how, enqueuedAt, startedAt, now, now, worker, counters);
  }

  /** This state with other counters. */
  public JobState counting(Counters next) {
    return new JobState(status, enqueuedAt, startedAt, endedAt, lastHeartbeat, worker, next);
  }
}
