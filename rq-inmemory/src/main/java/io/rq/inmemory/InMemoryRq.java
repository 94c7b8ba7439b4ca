package io.rq.inmemory;

import io.rq.Rq;

/**
 * RQ without a Redis: the whole life of a job in the memory of this program, for unit tests and
 * small tools.
 */
public final class InMemoryRq {

  private InMemoryRq() {}

  /**
   * Runs each job at once in the thread that enqueues it: RQ's {@code is_async=False} (SYNC-01).
   */
  public static Rq synchronous() {
    return builder().synchronous().open();
  }

  /** Keeps jobs in their queues until a worker takes them, such as {@code rq.worker().burst()}. */
  public static Rq queued() {
    return builder().open();
  }

  /** Starts to set up RQ on memory of its own. */
  public static Rq.Builder builder() {
    return Rq.on(new InMemoryBackend());
  }
}
