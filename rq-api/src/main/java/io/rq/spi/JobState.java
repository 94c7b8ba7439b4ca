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
 */
public record JobState(
    JobStatus status,
    @Nullable Instant enqueuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant lastHeartbeat,
    @Nullable WorkerName worker) {

  /** Checks that the status is there. */
  public JobState {
    Objects.requireNonNull(status, "status");
  }

  /** The state of a job that was pushed to its queue for the first time. */
  public static JobState queued(Instant now) {
    return new JobState(JobStatus.QUEUED, now, null, null, null, null);
  }

  /** This state when a lease begins: what every store writes at a claim. */
  public JobState started(Lease lease) {
    return new JobState(
        JobStatus.STARTED, enqueuedAt, lease.at(), endedAt, lease.at(), lease.worker());
  }

  /** This state when its run ended. */
  public JobState ended(JobStatus how, Instant now) {
    return new JobState(how, enqueuedAt, startedAt, now, now, worker);
  }
}
