package io.rq.spi;

import io.rq.ExecutionId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job that is registered as going on.
 *
 * @param execution which run it is
 * @param createdAt when it began; {@code null} where that is not known any more
 * @param lastHeartbeat when its holder was last heard of; {@code null} as above
 * @param expiresAt when its holder counts as lost, to the second
 */
public record RunRecord(
    ExecutionId execution,
    @Nullable Instant createdAt,
    @Nullable Instant lastHeartbeat,
    Instant expiresAt) {

  /** Checks that what must be there is there. */
  public RunRecord {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }
}
