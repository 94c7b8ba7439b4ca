package io.rq.spi;

import io.rq.End;
import io.rq.JobId;
import io.rq.Retention;
import java.time.Instant;
import java.util.List;

/**
 * Where a job lies. A job is in exactly one place; a change of place removes it from the one
 * before.
 */
public sealed interface Placement {

  /** In the list of its queue, for the next worker. */
  record Queued(End end) implements Placement {}

  /** In the scheduled registry until its time, whole seconds on the wire. */
  record Scheduled(Instant due) implements Placement {}

  /** In the deferred registry until the jobs that it waits for let it go. */
  record Deferred(List<JobId> parents, Instant since) implements Placement {
    /** Keeps its own copy of the list. */
    public Deferred {
      parents = List.copyOf(parents);
    }
  }

  /** In the hands of a worker, without having waited in the queue: how a synchronous job begins. */
  record Started(Lease lease) implements Placement {}

  /**
   * In the registry of its outcome, until retention is over. {@link Retention#none()} is over at
   * once: the same as {@link Discarded}. Canceled jobs stay, whatever their retention (REG-10).
   */
  record Retained(Outcome outcome, Retention retention, Instant since) implements Placement {}

  /** Nowhere: the record, its results and all else that the job ever wrote are gone. */
  record Discarded() implements Placement {}

  /** The three registries of jobs that ended. */
  enum Outcome {
    /** Ran to the end. */
    FINISHED,
    /** Failed, was lost or was stopped. */
    FAILED,
    /** Called off. */
    CANCELED
  }
}
