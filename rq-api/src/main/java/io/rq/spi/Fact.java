package io.rq.spi;

import io.rq.JobId;
import io.rq.JobStatus;
import java.util.Optional;
import java.util.Set;

/** Something that a decision relied on and that must still hold when the decision is committed. */
public sealed interface Fact {

  /**
   * A job has this status; empty: there is no such job.
   *
   * @param job the job
   * @param status its status
   */
  record Status(JobId job, Optional<JobStatus> status) implements Fact {}

  /**
   * These jobs wait for a job, and no others.
   *
   * @param job the job
   * @param dependents those that wait for it
   */
  record Dependents(JobId job, Set<JobId> dependents) implements Fact {
    /** Keeps its own copy of the set. */
    public Dependents {
      dependents = Set.copyOf(dependents);
    }
  }
}
