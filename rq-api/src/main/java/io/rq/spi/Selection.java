package io.rq.spi;

import io.rq.JobId;
import io.rq.QueueName;
import java.util.List;

/** Which waiting job a claim is after. */
public sealed interface Selection {

  /** The first job of the first queue that has one: strict priority in the order given. */
  record FirstOf(List<QueueName> queues) implements Selection {
    /** Keeps its own copy of the list. */
    public FirstOf {
      queues = List.copyOf(queues);
    }
  }

  /**
   * That one job, wherever in the list of its queue it waits; nothing if it does not wait there.
   */
  record Exactly(QueueName queue, JobId job) implements Selection {}
}
