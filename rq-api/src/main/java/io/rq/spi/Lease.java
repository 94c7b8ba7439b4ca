package io.rq.spi;

import io.rq.ExecutionId;
import io.rq.WorkerName;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A worker's hold on one run of a job, until it is settled or expires. Renewed by heartbeats.
 *
 * @param execution the run; the fencing token of whatever the holder writes
 * @param worker the holder
 * @param at when the lease was taken or renewed, cut to the microsecond
 * @param ttl how long it holds from then, at least a second
 */
public record Lease(ExecutionId execution, WorkerName worker, Instant at, Duration ttl) {

  /**
   * Checks the lease.
   *
   * @throws IllegalArgumentException if it holds for less than a second
   */
  public Lease {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(at, "at");
    if (ttl.toSeconds() < 1) {
      throw new IllegalArgumentException("A lease holds for at least a second, not " + ttl);
    }
  }

  /**
   * When the holder counts as lost, unless the lease is renewed: whole seconds, as RQ's registry
   * scores are.
   */
  public Instant expiresAt() {
    return Instant.ofEpochSecond(at.getEpochSecond()).plusSeconds(ttl.toSeconds());
  }

  /** The same lease, renewed. */
  public Lease renewed(Instant now, Duration newTtl) {
    return new Lease(execution, worker, now, newTtl);
  }
}
