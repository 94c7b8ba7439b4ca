package io.rq.inmemory;

import io.rq.QueueName;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import io.rq.spi.SchedulerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The schedulers that were heard of, and which of them has which queue. */
final class KeptSchedulers implements SchedulerStore {

  private final OneLock lock;
  private final Map<SchedulerName, Life> lives = new HashMap<>();
  private final Map<QueueName, SchedulerName> owners = new HashMap<>();

  KeptSchedulers(OneLock lock) {
    this.lock = lock;
  }

  @Override
  public List<QueueName> beat(SchedulerInfo scheduler, Instant now, Duration ttl) {
    return lock.locked(
        () -> {
          lives.put(scheduler.name(), new Life(scheduler.heardOf(now), now.plus(ttl)));
          lives.values().removeIf(life -> !life.isAt(now));
          owners.values().retainAll(lives.keySet());
          return scheduler.queues().stream()
              .filter(queue -> take(queue, scheduler.name()))
              .toList();
        });
  }

  private boolean take(QueueName queue, SchedulerName scheduler) {
    SchedulerName owner = owners.putIfAbsent(queue, scheduler);
    return owner == null || owner.equals(scheduler);
  }

  @Override
  public boolean unregister(SchedulerInfo scheduler, Instant now) {
    return lock.locked(
        () -> {
          scheduler.queues().forEach(queue -> owners.remove(queue, scheduler.name()));
          boolean lived = living(scheduler.name(), now).isPresent();
          lives.remove(scheduler.name());
          return lived;
        });
  }

  @Override
  public Optional<SchedulerInfo> find(SchedulerName scheduler, Instant now) {
    return lock.locked(() -> living(scheduler, now));
  }

  @Override
  public Optional<SchedulerInfo> schedulerOf(QueueName queue, Instant now) {
    return lock.locked(
        () -> Optional.ofNullable(owners.get(queue)).flatMap(owner -> living(owner, now)));
  }

  private Optional<SchedulerInfo> living(SchedulerName name, Instant now) {
    return Optional.ofNullable(lives.get(name)).filter(life -> life.isAt(now)).map(Life::scheduler);
  }

  private record Life(SchedulerInfo scheduler, Instant end) {
    boolean isAt(Instant now) {
      return now.isBefore(end);
    }
  }
}
