package io.rq.testkit.jdbc;

import io.rq.WorkerName;
import io.rq.spi.WorkerRecord;
import io.rq.spi.WorkerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes a transaction of each call. */
final class SqlWorkerStore implements WorkerStore {

  private final Database database;

  SqlWorkerStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean register(WorkerRecord worker, Duration ttl) {
    Instant birth = worker.birth();
    if (birth == null) {
      throw new IllegalArgumentException(
          "Worker '" + worker.name() + "' has no birth: set it to register");
    }
    return database.write(sql -> new Roster(sql).register(worker, birth, ttl));
  }

  @Override
  public void beat(WorkerRecord worker, Instant now, Duration ttl) {
    database.run(sql -> new Roster(sql).beat(worker, now, ttl));
  }

  @Override
  public void unregister(WorkerName worker, Instant now) {
    database.run(sql -> new Roster(sql).unregister(worker));
  }

  @Override
  public List<WorkerRecord> workers(Instant now) {
    return database.read(sql -> new Roster(sql).alive(now));
  }
}
