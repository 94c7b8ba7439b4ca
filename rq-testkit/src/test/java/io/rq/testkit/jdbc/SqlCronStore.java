package io.rq.testkit.jdbc;

import io.rq.CronSchedulerInfo;
import io.rq.SchedulerName;
import io.rq.spi.Admission;
import io.rq.spi.CronRecord;
import io.rq.spi.CronStore;
import io.rq.spi.Insertion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of cron entries, and the cron schedulers that were heard of. */
final class SqlCronStore implements CronStore {

  private final Database database;

  SqlCronStore(Database database) {
    this.database = database;
  }

  @Override
  public List<CronRecord> entries() {
    return database.read(
        sql ->
            sql.list(
                row -> Json.read(row.getString(1), CronRecord.class),
                "SELECT record FROM cron_entries WHERE removed_at IS NULL ORDER BY name"));
  }

  @Override
  public List<Optional<CronRecord>> find(List<String> names) {
    return database.read(sql -> names.stream().map(name -> find(sql, name)).toList());
  }

  private static Optional<CronRecord> find(Sql sql, String name) {
    return sql.first(
        row -> Json.read(row.getString(1), CronRecord.class),
        "SELECT record FROM cron_entries WHERE name = ?",
        name);
  }

  @Override
  public Admission put(CronRecord next, Optional<String> revision, List<Insertion> jobs) {
    Insertion.requireDistinct(jobs);
    String name = next.entry().name();
    return database.write(
        sql -> {
          if (!find(sql, name).map(CronRecord::revision).equals(revision)) {
            return new Admission(Set.of(), false);
          }
          Admission admission = new Steps(sql).insert(jobs, List.of());
          if (admission.isStored()) {
            sql.update(
                "MERGE INTO cron_entries KEY (name) VALUES (?, ?, ?)",
                name,
                Json.write(next),
                next.removedAt());
            if (next.isRemoved()) {
              sql.update(
                  "DELETE FROM cron_entries WHERE removed_at <= ?", next.removedAt().minus(MEMORY));
            }
          }
          return admission;
        });
  }

  @Override
  public boolean register(CronSchedulerInfo scheduler, Instant now) {
    return database.write(
        sql -> {
          forgetTheDead(sql, now);
          return sql.update(
                  """
                  INSERT INTO cron_schedulers SELECT ?, ?, ? WHERE NOT EXISTS (
                    SELECT 1 FROM cron_schedulers WHERE name = ?)
                  """,
                  scheduler.name(),
                  Json.write(scheduler.heardOf(now)),
                  now,
                  scheduler.name())
              > 0;
        });
  }

  @Override
  public boolean beat(CronSchedulerInfo scheduler, Instant now) {
    return database.write(
        sql -> {
          forgetTheDead(sql, now);
          return sql.update(
                  "UPDATE cron_schedulers SET scheduler = ?, heard_of = ? WHERE name = ?",
                  Json.write(scheduler.heardOf(now)),
                  now,
                  scheduler.name())
              > 0;
        });
  }

  private static void forgetTheDead(Sql sql, Instant now) {
    sql.update("DELETE FROM cron_schedulers WHERE heard_of <= ?", now.minus(LIFE));
  }

  @Override
  public boolean unregister(SchedulerName scheduler, Instant now) {
    return database.write(
        sql -> {
          forgetTheDead(sql, now);
          return sql.update("DELETE FROM cron_schedulers WHERE name = ?", scheduler) > 0;
        });
  }

  @Override
  public List<CronSchedulerInfo> schedulers(Instant now) {
    return database.read(
        sql ->
            sql.list(
                row -> Json.read(row.getString(1), CronSchedulerInfo.class),
                """
                SELECT scheduler FROM cron_schedulers WHERE heard_of > ? ORDER BY heard_of, name
                """,
                now.minus(LIFE)));
  }
}
