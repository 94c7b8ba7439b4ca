package io.rq.spi;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.WorkerName;
import io.rq.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A worker as others see it (W-08).
 *
 * @param name its name
 * @param queues the queues it serves, in its order
 * @param state what it is doing; {@code null} where a foreign record does not say; {@link
 *     WorkerStore#beat} leaves the stored state as it is then
 * @param birth when it registered
 * @param lastHeartbeat when it was last heard of
 * @param currentJob the job it runs; {@code null}: none
 * @param succeeded how many of its runs succeeded
 * @param failed how many did not
 * @param workingTime how long its runs took together
 * @param pid its process
 * @param host its machine
 * @param version the version of RQ that it runs, free text
 * @param runtime the version of the language it runs on, free text
 */
public record WorkerRecord(
    WorkerName name,
    List<QueueName> queues,
    @Nullable WorkerState state,
    @Nullable Instant birth,
    @Nullable Instant lastHeartbeat,
    @Nullable JobId currentJob,
    long succeeded,
    long failed,
    Duration workingTime,
    long pid,
    String host,
    String version,
    String runtime) {

  /** Keeps its own copy of the list. */
  public WorkerRecord {
    Objects.requireNonNull(name, "name");
    queues = List.copyOf(queues);
  }

  /** This record in another state. */
  public WorkerRecord in(@Nullable WorkerState newState) {
    return new WorkerRecord(
        name,
        queues,
        newState,
        birth,
        lastHeartbeat,
        currentJob,
        succeeded,
        failed,
        workingTime,
        pid,
        host,
        version,
        runtime);
  }
}
