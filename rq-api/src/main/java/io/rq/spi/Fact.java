package io.rq.spi;

import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import java.time.Instant;
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
   * A job is scheduled in a queue, and its time has come.
   *
   * @param job the job
   * @param queue where it was found to be due
   * @param now the time by which it is
   */
  record Due(JobId job, QueueName queue, Instant now) implements Fact {}

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
