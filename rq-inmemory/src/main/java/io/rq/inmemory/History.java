package io.rq.inmemory;

import io.rq.spi.StoredResult;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest results of one job. */
final class History {

  private final Deque<StoredResult> newestFirst = new ArrayDeque<>(1);

  void add(StoredResult result) {
    newestFirst.addFirst(notBefore(newestFirst.peekFirst(), result));
    if (newestFirst.size() > StoredResult.KEPT_PER_JOB) {
      newestFirst.removeLast();
    }
  }

  List<StoredResult> newest(int limit) {
    return newestFirst.stream().limit(limit).toList();
  }

  boolean hasLaterThan(Optional<Instant> after) {
    StoredResult newest = newestFirst.peekFirst();
    return newest != null && after.map(newest.createdAt()::isAfter).orElse(true);
  }

  /**
   * A history never goes back in time, whatever the clocks of two machines say: a stream on Redis
   * cannot.
   */
  private static StoredResult notBefore(@Nullable StoredResult newest, StoredResult result) {
    if (newest == null || !result.createdAt().isBefore(newest.createdAt())) {
      return result;
    }
    return new StoredResult(
        result.type(),
        newest.createdAt(),
        result.returnValue(),
        result.failure(),
        result.worker(),
        result.execution(),
        result.startedAt(),
        result.endedAt());
  }
}
