package io.rq;

import io.rq.spi.JobStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Drops lines that lead to no job, as other programs leave them in registries and groups. Each look
 * is bounded, and the next one goes on behind it, whichever worker of this program takes it; at the
 * end it begins anew. Safe for use by many threads.
 */
final class Sweep {

  private static final int PORTION = 1000;

  /** So many portions are seen even if each worker of a program makes one round and ends. */
  private static final int PORTIONS = 20;

  private final Rq rq;
  private final Map<QueueName, Optional<String>> inQueues = new ConcurrentHashMap<>();
  private volatile Optional<String> inGroups = Optional.empty();

  Sweep(Rq rq) {
    this.rq = rq;
  }

  /** Looks at what lies around a queue. */
  void queue(QueueName queue) {
    JobStore store = rq.backend().jobs();
    inQueues.put(
        queue,
        on(
            inQueues.getOrDefault(queue, Optional.empty()),
            from -> store.sweep(queue, from, rq.now(), PORTION)));
  }

  /** Looks at groups, of whatever queue. */
  void groups() {
    JobStore store = rq.backend().jobs();
    inGroups = on(inGroups, from -> store.sweepGroups(from, PORTION));
  }

  private static Optional<String> on(
      Optional<String> from, UnaryOperator<Optional<String>> portion) {
    Optional<String> next = portion.apply(from);
    for (int seen = 1; seen < PORTIONS && next.isPresent(); seen++) {
      next = portion.apply(next);
    }
    return next;
  }
}
