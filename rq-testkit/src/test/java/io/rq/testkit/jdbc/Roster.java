package io.rq.testkit.jdbc;

import io.rq.JobId;
import io.rq.WorkerName;
import io.rq.WorkerState;
import io.rq.spi.Lease;
import io.rq.spi.WorkerRecord;
import io.rq.spi.WorkerTally;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The registered workers, inside one transaction. Whoever is not registered and alive may run jobs
 * too, but leaves no trace here.
 */
final class Roster {

  private final Sql sql;

  Roster(Sql sql) {
    this.sql = sql;
  }

  boolean register(WorkerRecord worker, Instant birth, Duration ttl) {
    sql.update("DELETE FROM workers WHERE alive_until <= ?", birth);
    boolean isFree =
        sql.list(row -> true, "SELECT 1 FROM workers WHERE name = ?", worker.name()).isEmpty();
    if (isFree) {
      write(worker, birth, birth.plus(ttl));
    }
    return isFree;
  }

  void beat(WorkerRecord worker, Instant now, Duration ttl) {
    int alive =
        sql.update(
            """
            UPDATE workers SET state = COALESCE(?, state), last_heartbeat = ?, alive_until = ?,
              current_job = CASE WHEN COALESCE(?, 'BUSY') = 'BUSY' THEN current_job END
            WHERE name = ? AND alive_until > ?
            """,
            worker.state(),
            now,
            now.plus(ttl),
            worker.state(),
            worker.name(),
            now);
    if (alive == 0) {
      unregister(worker.name());
      write(worker, now, now.plus(ttl));
    }
  }

  private void write(WorkerRecord worker, Instant now, Instant aliveUntil) {
    sql.update(
        "INSERT INTO workers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        worker.name(),
        Json.write(worker),
        aliveUntil,
        worker.state(),
        now,
        worker.currentJob(),
        worker.succeeded(),
        worker.failed(),
        worker.workingTime().toNanos());
  }

  void unregister(WorkerName worker) {
    sql.update("DELETE FROM workers WHERE name = ?", worker);
  }

  /** The holder of a lease began a run. */
  void begin(JobId job, Lease lease) {
    if (goOn(lease)) {
      sql.update(
          "UPDATE workers SET state = 'BUSY', current_job = ? WHERE name = ?", job, lease.worker());
    }
  }

  /**
   * The holder of a lease was heard of. No worker counts as dead earlier than before by that.
   *
   * @return whether it is a worker, and alive
   */
  boolean goOn(Lease lease) {
    return sql.update(
            """
            UPDATE workers SET last_heartbeat = ?, alive_until = GREATEST(alive_until, ?)
            WHERE name = ? AND alive_until > ?
            """,
            lease.at(),
            lease.at().plus(lease.ttl()),
            lease.worker(),
            lease.at())
        > 0;
  }

  /** A worker ended a run. */
  void settle(WorkerTally tally) {
    sql.update(
        """
        UPDATE workers SET state = 'IDLE', current_job = NULL, last_heartbeat = ?,
          succeeded = succeeded + ?, failed = failed + ?, working_nanos = working_nanos + ?
        WHERE name = ? AND alive_until > ?
        """,
        tally.at(),
        tally.succeeded() ? 1 : 0,
        tally.succeeded() ? 0 : 1,
        tally.workingTime().toNanos(),
        tally.worker(),
        tally.at());
  }

  List<WorkerRecord> alive(Instant now) {
    return sql.list(
        Roster::worker, "SELECT * FROM workers WHERE alive_until > ? ORDER BY name", now);
  }

  private static WorkerRecord worker(ResultSet row) throws SQLException {
    WorkerRecord registered = Json.read(row.getString("registered"), WorkerRecord.class);
    return new WorkerRecord(
        registered.name(),
        registered.queues(),
        Optional.ofNullable(row.getString("state")).map(WorkerState::valueOf).orElse(null),
        registered.birth(),
        row.getObject("last_heartbeat", Instant.class),
        Optional.ofNullable(row.getString("current_job")).map(JobId::of).orElse(null),
        row.getLong("succeeded"),
        row.getLong("failed"),
        Duration.ofNanos(row.getLong("working_nanos")),
        registered.pid(),
        registered.host(),
        registered.version(),
        registered.runtime());
  }
}
