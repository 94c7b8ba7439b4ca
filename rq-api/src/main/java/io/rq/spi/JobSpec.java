package io.rq.spi;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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
    @Nullable Retention failureTtl) {

  /** Checks that what must be there is there. */
  public JobSpec {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(createdAt, "createdAt");
  }
}
