package io.rq;

import io.rq.spi.JobStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Drops lines that lead to no job, as other programs leave them in registries and groups. Each look
 * takes a portion, and the next one goes on behind it; at the end it begins anew.
 */
final class Sweep {

  private static final int PORTION = 1000;

  private final Rq rq;
  private final JobStore store;
  private final Map<QueueName, Optional<String>> inQueues = new HashMap<>();
  private Optional<String> inGroups = Optional.empty();

  Sweep(Rq rq) {
    this.rq = rq;
    this.store = rq.backend().jobs();
  }

  /** Looks at the next portion of what lies around a queue. */
  void queue(QueueName queue) {
    Optional<String> from = inQueues.getOrDefault(queue, Optional.empty());
    inQueues.put(queue, store.sweep(queue, from, rq.now(), PORTION));
  }

  /** Looks at the next portion of all groups. */
  void groups() {
    inGroups = store.sweepGroups(inGroups, PORTION);
  }
}
