package io.rq;

import io.rq.spi.RunRecord;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job that goes on, as it was when it was read. Each attempt is another execution; an
 * ended one leaves a {@link Result}. Two are equal if job and id are (E-01).
 */
public final class Execution {

  private final Job<?> job;
  private final RunRecord run;

  Execution(Job<?> job, RunRecord run) {
    this.job = job;
    this.run = run;
  }

  /** Names the run. */
  public ExecutionId id() {
    return run.execution();
  }

  /** The job that runs; the very object that was asked, so nothing is read for it (E-08). */
  public Job<?> job() {
    return job;
  }

  /** When the run began; empty where another program did not say. */
  public Optional<Instant> createdAt() {
    return Optional.ofNullable(run.createdAt());
  }

  /** When its worker was last heard of; empty where another program did not say. */
  public Optional<Instant> lastHeartbeat() {
    return Optional.ofNullable(run.lastHeartbeat());
  }

  /**
   * When its worker counts as lost unless it is heard of again, to the second: a minute after the
   * next heartbeat is due, whatever the job's time limit (E-03).
   */
  public Instant expiresAt() {
    return run.expiresAt();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Execution that && id().equals(that.id()) && job.equals(that.job);
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  /** Job and run with a colon between, as RQ's registry of started jobs lists them (E-07). */
  @Override
  public String toString() {
    return job.id() + ":" + id();
  }
}
