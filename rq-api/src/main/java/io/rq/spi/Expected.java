package io.rq.spi;

import io.rq.ExecutionId;
import io.rq.JobStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of a job for a change of it to apply. A job that does not exist fulfils
 * nothing.
 */
public sealed interface Expected {

  /** The run is still the job's current one: nobody took the job from its holder (W-55). */
  record Leased(ExecutionId execution) implements Expected {}

  /**
   * The run is still the job's current one, and its lease is over: what whoever takes a job from a
   * lost holder expects, since a holder that came back meanwhile keeps it (REG-16).
   *
   * @param execution the run; {@code null}: one without a name, as versions of RQ before 2.0 begin
   *     them
   * @param now the time at which the lease is over
   */
  record Overdue(@Nullable ExecutionId execution, Instant now) implements Expected {}

  /** The job's status is one of these. */
  record In(Set<JobStatus> statuses) implements Expected {
    /** Keeps its own copy of the set. */
    public In {
      statuses = Set.copyOf(statuses);
    }
  }
}
