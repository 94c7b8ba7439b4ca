package io.rq.spi;

import io.rq.JobId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job as a store keeps it.
 *
 * @param spec what is fixed
 * @param state what changes
 * @param meta the user's own map as the serializer wrote it; {@code null}: none
 * @param expiresAt when the job counts as gone, to the second: for a job that ended, when retention
 *     is over; for one that waits in its queue, {@code enqueuedAt} plus its {@code ttl}; {@code
 *     null}: never, and so it is for one that runs, waits for its time or for others, or was called
 *     off. Set by the store from where the job lies; ignored at {@link JobStore#insert}
 * @param flaw what is wrong with the stored record, if another program wrote something unreadable;
 *     such a job can be claimed, failed, deleted, but not run. {@code null}: nothing
 */
public record JobRecord(
    JobSpec spec,
    JobState state,
    @Nullable Bytes meta,
    @Nullable Instant expiresAt,
    @Nullable String flaw) {

  /** Checks that what must be there is there. */
  public JobRecord {
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(state, "state");
  }

  /** A record that this program wrote. */
  public static JobRecord of(JobSpec spec, JobState state, @Nullable Bytes meta) {
    return new JobRecord(spec, state, meta, null, null);
  }

  /** The job's id. */
  public JobId id() {
    return spec.id();
  }

  /** This record in another state. */
  public JobRecord with(JobState next) {
    return new JobRecord(spec, next, meta, expiresAt, flaw);
  }

  /** Tells whether retention is over at that time. */
  public boolean isExpired(Instant now) {
    return Optional.ofNullable(expiresAt).filter(end -> !end.isAfter(now)).isPresent();
  }
}
