package io.rq;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a worker has waited for a job, and how long it may (W-05). */
final class Idleness {

  private final @Nullable Duration most;
  private @Nullable Deadline end;

  Idleness(@Nullable Duration most) {
    this.most = most;
  }

  /** How long to wait now: no longer than that. */
  Duration upTo(Duration atMost) {
    if (most == null) {
      return atMost;
    }
    if (end == null) {
      end = Deadline.in(most);
    }
    Duration remaining = end.remaining();
    return remaining.compareTo(atMost) < 0 ? remaining : atMost;
  }

  boolean isOver() {
    return end != null && end.isOver();
  }

  /** There was a job, or none could be had: the next wait begins anew. */
  void reset() {
    end = null;
  }
}
