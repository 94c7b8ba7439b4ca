package io.rq.inmemory;

import io.rq.WorkerName;
import io.rq.spi.WorkerRecord;
import io.rq.spi.WorkerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Takes the lock and passes each call on to the roster. */
final class LockedWorkerStore implements WorkerStore {

  private final OneLock lock;
  private final Roster roster;

  LockedWorkerStore(OneLock lock, Roster roster) {
    this.lock = lock;
    this.roster = roster;
  }

  @Override
  public boolean register(WorkerRecord worker, Duration ttl) {
    Instant birth = worker.birth();
    if (birth == null) {
      throw new IllegalArgumentException(
          "Worker '" + worker.name() + "' has no birth: set it to register");
    }
    return lock.locked(() -> roster.register(worker, birth, ttl));
  }

  @Override
  public void beat(WorkerRecord worker, Instant now, Duration ttl) {
    lock.run(() -> roster.beat(worker, now, ttl));
  }

  @Override
  public void unregister(WorkerName worker, Instant now) {
    lock.run(() -> roster.unregister(worker));
  }

  @Override
  public List<WorkerRecord> workers(Instant now) {
    return lock.locked(() -> roster.alive(now));
  }
}
