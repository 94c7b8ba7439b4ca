package io.rq.spi;

import io.rq.QueueName;
import java.time.Duration;
import java.time.Instant;

/**
 * Locks that keep work which only one program should do at a time in one hand. RQ's own programs
 * honour the same locks. The rules of {@link JobStore} hold here too.
 */
public interface Locks {

  /** What a lock is for. */
  enum Purpose {
    /** Cleaning up after lost workers of a queue. */
    MAINTENANCE
  }

  /**
   * Takes the lock, or renews it if this owner holds it.
   *
   * @param owner names the holder; a text of letters and digits
   * @param ttl after how long it is free again by itself, whole seconds
   * @return {@code false} if another holds it
   */
  boolean acquire(Purpose purpose, QueueName queue, String owner, Instant now, Duration ttl);

  /** Frees the lock if this owner holds it, and only then (S-12). */
  void release(Purpose purpose, QueueName queue, String owner);
}
