package io.rq.inmemory;

import io.rq.WorkerName;
import io.rq.spi.Command;
import io.rq.spi.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes each call on to the suspension, under the lock, or to those who listen, without it. */
final class LockedSignals implements Signals {

  private final OneLock lock;
  private final Suspension suspension;
  private final Audience audience;

  LockedSignals(OneLock lock, Suspension suspension, Audience audience) {
    this.lock = lock;
    this.suspension = suspension;
    this.audience = audience;
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

  @Override
  public boolean send(WorkerName worker, Command command) {
    return audience.tell(worker, command);
  }

  @Override
  public Subscription listen(WorkerName worker, Consumer<Command> listener) {
    return audience.admit(worker, listener);
  }
}
