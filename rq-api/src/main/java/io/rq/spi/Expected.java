package io.rq.spi;

import io.rq.ExecutionId;
import io.rq.JobStatus;
import java.util.Set;

/**
 * What must be true of a job for a change of it to apply. A job that does not exist fulfils
 * nothing.
 */
public sealed interface Expected {

  /** The run is still the job's current one: nobody took the job from its holder (W-55). */
  record Leased(ExecutionId execution) implements Expected {}

  /** The job's status is one of these. */
  record In(Set<JobStatus> statuses) implements Expected {
    /** Keeps its own copy of the set. */
    public In {
      statuses = Set.copyOf(statuses);
    }
  }
}
