package io.rq.testkit.jdbc;

import io.rq.QueueName;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import io.rq.spi.SchedulerStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The schedulers that were heard of, and which of them has which queue. */
final class SqlSchedulerStore implements SchedulerStore {

  private final Database database;

  SqlSchedulerStore(Database database) {
    this.database = database;
  }

  @Override
  public List<QueueName> beat(SchedulerInfo scheduler, Instant now, Duration ttl) {
    return database.write(
        sql -> {
          sql.update(
              "MERGE INTO schedulers KEY (name) VALUES (?, ?, ?)",
              scheduler.name(),
              Json.write(scheduler.heardOf(now)),
              now.plus(ttl));
          sql.update("DELETE FROM schedulers WHERE alive_until <= ?", now);
          return scheduler.queues().stream()
              .filter(queue -> isTaken(sql, queue, scheduler.name()))
              .toList();
        });
  }

  private static boolean isTaken(Sql sql, QueueName queue, SchedulerName scheduler) {
    Optional<String> owner =
        sql.first(
            row -> row.getString("scheduler"),
            "SELECT scheduler FROM scheduled_queues WHERE queue = ?",
            queue);
    if (owner.isEmpty()) {
      sql.update("INSERT INTO scheduled_queues VALUES (?, ?)", queue, scheduler);
    }
    return owner.isEmpty() || owner.get().equals(scheduler.value());
  }

  @Override
  public boolean unregister(SchedulerInfo scheduler, Instant now) {
    return database.write(
        sql -> {
          sql.update("DELETE FROM schedulers WHERE alive_until <= ?", now);
          return sql.update("DELETE FROM schedulers WHERE name = ?", scheduler.name()) > 0;
        });
  }

  @Override
  public Optional<SchedulerInfo> find(SchedulerName scheduler, Instant now) {
    return database.read(
        sql ->
            sql.first(
                SqlSchedulerStore::scheduler,
                "SELECT scheduler FROM schedulers WHERE name = ? AND alive_until > ?",
                scheduler,
                now));
  }

  @Override
  public Optional<SchedulerInfo> schedulerOf(QueueName queue, Instant now) {
    return database.read(
        sql ->
            sql.first(
                SqlSchedulerStore::scheduler,
                """
                SELECT s.scheduler FROM schedulers s JOIN scheduled_queues q ON s.name = q.scheduler
                WHERE q.queue = ? AND s.alive_until > ?
                """,
                queue,
                now));
  }

  private static SchedulerInfo scheduler(ResultSet row) throws SQLException {
    return Json.read(row.getString(1), SchedulerInfo.class);
  }
}
