package io.rq.spi;

import io.rq.WorkerName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps the records of workers. The rules of {@link JobStore} hold here too. */
public interface WorkerStore {

  /**
   * Registers a worker. Its birth is the first that is heard of it; it counts as alive for {@code
   * ttl} from then and is listed from now on.
   *
   * @return {@code false} if a worker of that name is alive at that birth; then nothing is changed
   * @throws IllegalArgumentException if the worker has no birth
   */
  boolean register(WorkerRecord worker, Duration ttl);

  /**
   * Says that a worker is alive and what it does; a record that was lost meanwhile is written
   * again. Otherwise counters and current job stay as the store has them, but a worker that is not
   * busy has no current job.
   *
   * @param worker as it was registered, with its present state; without a state, the stored one
   *     stays
   * @param ttl how long it counts as alive from {@code now}
   */
  void beat(WorkerRecord worker, Instant now, Duration ttl);

  /** Takes a worker off the lists. Its record may stay readable for a while. */
  void unregister(WorkerName worker, Instant now);

  /** The workers that are registered and alive, by name. */
  List<WorkerRecord> workers(Instant now);
}
