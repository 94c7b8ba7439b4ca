package io.rq;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What enqueueing does with calls: store them for a worker, or run them here and now. */
interface Submission {

  /**
   * Makes jobs of calls, all or none.
   *
   * @param due when they are due; {@code null}: now
   */
  List<NewJob> submit(QueueName queue, List<Call<?>> calls, @Nullable Instant due);
}
