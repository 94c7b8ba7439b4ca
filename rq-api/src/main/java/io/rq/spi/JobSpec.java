package io.rq.spi;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All of a job that is fixed when it is enqueued. A store writes it once, at {@link
 * JobStore#insert}, and hands it back as it was.
 *
 * @param id the job
 * @param origin the queue whose list and registries the job lives in
 * @param data the call, as the serializer wrote it
 * @param description one line for people (J-11)
 * @param createdAt when the job was made, cut to the microsecond
 * @param timeout how long one run may take, whole seconds; {@code null}: no limit
 * @param ttl how long the job may wait in its queue, whole seconds; {@code null}: for ever
 * @param resultTtl how long a success is kept; {@code null}: the worker decides
 * @param failureTtl how long a failure is kept; {@code null}: the default of a year
 * @param plan what happens before, between and after its runs
 */
public record JobSpec(
    JobId id,
    QueueName origin,
    Bytes data,
    String description,
    Instant createdAt,
    @Nullable Duration timeout,
    @Nullable Duration ttl,
    @Nullable Retention resultTtl,
    @Nullable Retention failureTtl,
    Plan plan) {

  /** A job that is just run. */
  public JobSpec(
      JobId id,
      QueueName origin,
      Bytes data,
      String description,
      Instant createdAt,
      @Nullable Duration timeout,
      @Nullable Duration ttl,
      @Nullable Retention resultTtl,
      @Nullable Retention failureTtl) {
    this(id, origin, data, description, createdAt, timeout, ttl, resultTtl, failureTtl, Plan.NONE);
  }

  /** Checks that what must be there is there. */
  public JobSpec {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(plan, "plan");
  }

  /**
   * When a job that entered its queue then has waited for too long, to the second; empty: never.
   * Waiting starts anew each time a job enters its queue, so only then does its time to live run
   * (J-21).
   */
  public Optional<Instant> endOfWaiting(@Nullable Instant enqueuedAt) {
    return enqueuedAt == null || ttl == null
        ? Optional.empty()
        : Optional.of(enqueuedAt.truncatedTo(ChronoUnit.SECONDS).plus(ttl));
  }
}
