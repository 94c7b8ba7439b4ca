package io.rq.inmemory;

import io.rq.spi.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Takes the lock and passes each call on to the suspension. */
final class LockedSignals implements Signals {

  private final OneLock lock;
  private final Suspension suspension;

  LockedSignals(OneLock lock, Suspension suspension) {
    this.lock = lock;
    this.suspension = suspension;
  }

  @Override
  public void suspend(Instant now, Optional<Duration> time) {
    Instant end = time.map(now::plus).orElse(Instant.MAX);
    lock.run(() -> suspension.until(end));
  }

  @Override
  public void resume() {
    lock.run(suspension::end);
  }

  @Override
  public boolean isSuspended(Instant now) {
    return lock.locked(() -> suspension.holdsAt(now));
  }
}
