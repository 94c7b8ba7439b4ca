package io.rq.spi;

import io.rq.ExecutionId;
import io.rq.ResultType;
import io.rq.WorkerName;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one run ended, as a store keeps it (RES-02). What may be absent is absent in records of other
 * programs.
 *
 * @param type how
 * @param createdAt when it was recorded, cut to the millisecond; at a write, the moment that the
 *     store shall use, unless the job has a later result: a history never goes back in time
 * @param returnValue what the function returned, as the serializer wrote it; {@code null}: nothing
 * @param failure the stack trace as text; {@code null}: none
 * @param worker who ran it
 * @param execution which run it was
 * @param startedAt when the run began
 * @param endedAt when it ended
 */
public record StoredResult(
    ResultType type,
    Instant createdAt,
    @Nullable Bytes returnValue,
    @Nullable String failure,
    @Nullable WorkerName worker,
    @Nullable ExecutionId execution,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  /** How many results of one job are kept: the newest (RES-10). */
  public static final int KEPT_PER_JOB = 10;

  /** Checks that what must be there is there. */
  public StoredResult {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(createdAt, "createdAt");
  }
}
