package io.rq;

import io.rq.spi.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** In which order a worker looks into its queues for the next job (W-40). */
final class QueueOrder {

  private final DequeueStrategy strategy;
  private final Random random;
  private Selection.FirstOf selection;

  QueueOrder(List<QueueName> queues, DequeueStrategy strategy, Random random) {
    this.strategy = strategy;
    this.random = random;
    this.selection = new Selection.FirstOf(queues);
  }

  /** The order of the next look. */
  Selection next() {
    if (strategy == DequeueStrategy.RANDOM) {
      List<QueueName> shuffled = new ArrayList<>(selection.queues());
      Collections.shuffle(shuffled, random);
      selection = new Selection.FirstOf(shuffled);
    }
    return selection;
  }

  /** Takes note of the queue whose job was taken. */
  void served(QueueName queue) {
    int position = selection.queues().indexOf(queue);
    if (strategy == DequeueStrategy.ROUND_ROBIN && position >= 0) {
      List<QueueName> rotated = new ArrayList<>(selection.queues());
      Collections.rotate(rotated, -position - 1);
      selection = new Selection.FirstOf(rotated);
    }
  }
}
