package io.rq.inmemory;

import io.rq.QueueName;
import io.rq.spi.Locks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Who holds what, and until when. */
final class KeptLocks implements Locks {

  private final OneLock lock;
  private final Map<Key, Hold> holds = new HashMap<>();

  KeptLocks(OneLock lock) {
    this.lock = lock;
  }

  @Override
  public boolean acquire(
      Purpose purpose, QueueName queue, String owner, Instant now, Duration ttl) {
    Key key = new Key(purpose, queue);
    return lock.locked(
        () -> {
          Hold present = holds.get(key);
          if (present != null && present.excludes(owner, now)) {
            return false;
          }
          holds.values().removeIf(hold -> hold.isOver(now));
          holds.put(key, new Hold(owner, now.plus(ttl)));
          return true;
        });
  }

  @Override
  public void release(Purpose purpose, QueueName queue, String owner) {
    lock.run(
        () ->
            holds.computeIfPresent(
                new Key(purpose, queue), (key, hold) -> hold.owner().equals(owner) ? null : hold));
  }

  private record Key(Purpose purpose, QueueName queue) {}

  private record Hold(String owner, Instant end) {
    boolean excludes(String other, Instant now) {
      return !isOver(now) && !owner.equals(other);
    }

    boolean isOver(Instant now) {
      return !now.isBefore(end);
    }
  }
}
