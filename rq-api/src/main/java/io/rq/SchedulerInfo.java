package io.rq;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler as others see it (S-16), as it was when it was read.
 *
 * @param name its name
 * @param queues the queues that it looks after, as far as no other scheduler does
 * @param createdAt when it was made; {@code null} where a foreign record does not say
 * @param lastHeartbeat when it was last heard of; {@code null}: not yet
 * @param pid its process; zero where a foreign record does not say
 * @param host its machine
 */
public record SchedulerInfo(
    SchedulerName name,
    List<QueueName> queues,
    @Nullable Instant createdAt,
    @Nullable Instant lastHeartbeat,
    long pid,
    String host) {

  /** Keeps its own copy of the list. */
  public SchedulerInfo {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(host, "host");
    queues = List.copyOf(queues);
  }

  /** The same, heard of at that time. */
  public SchedulerInfo heardOf(Instant time) {
    return new SchedulerInfo(name, queues, createdAt, time, pid, host);
  }
}
