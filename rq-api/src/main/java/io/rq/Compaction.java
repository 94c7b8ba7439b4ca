package io.rq;

import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Range;
import java.time.Instant;

/**
 * Rids a whole queue of ids that lead to no waiting job, in portions: from the back to the
 * front, so that neither what is dropped nor what workers take at the front moves the portions that
 * come next.
 */
final class Compaction {

  private static final int PORTION = 1000;

  private Compaction() {}

  /** How many ids were dropped. */
  static int of(Rq rq, QueueName queue) {
    JobStore store = rq.backend().jobs();
    Instant now = rq.now();
    int dropped = 0;
    for (long end = store.count(queue, Place.QUEUED); end > 0; end -= PORTION) {
      long from = Math.max(0, end - PORTION);
      dropped += store.compact(queue, new Range(from, end - from), now);
    }
    return dropped;
  }
}
