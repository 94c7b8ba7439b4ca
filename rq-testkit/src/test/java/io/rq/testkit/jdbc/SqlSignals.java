package io.rq.testkit.jdbc;

import io.rq.WorkerName;
import io.rq.spi.Command;
import io.rq.spi.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps a suspension in the database; commands reach the workers of this program. */
final class SqlSignals implements Signals {

  private final Database database;
  private final List<Ear> ears = new CopyOnWriteArrayList<>();

  SqlSignals(Database database) {
    this.database = database;
  }

  @Override
  public void suspend(Instant now, Optional<Duration> time) {
    database.run(sql -> new Suspension(sql).begin(now, time));
  }

  @Override
  public void resume() {
    database.run(sql -> new Suspension(sql).end());
  }

  @Override
  public boolean isSuspended(Instant now) {
    return database.read(sql -> new Suspension(sql).holdsAt(now));
  }

  @Override
  public boolean send(WorkerName worker, Command command) {
    List<Ear> addressed = ears.stream().filter(ear -> ear.worker().equals(worker)).toList();
    addressed.forEach(ear -> ear.listener().accept(command));
    return !addressed.isEmpty();
  }

  @Override
  public Subscription listen(WorkerName worker, Consumer<Command> listener) {
    Ear ear = new Ear(worker, listener);
    ears.add(ear);
    return () -> ears.remove(ear);
  }

  private record Ear(WorkerName worker, Consumer<Command> listener) {}
}
