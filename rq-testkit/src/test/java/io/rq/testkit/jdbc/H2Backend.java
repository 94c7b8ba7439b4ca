package io.rq.testkit.jdbc;

import io.rq.spi.Backend;
import io.rq.spi.CronStore;
import io.rq.spi.JobStore;
import io.rq.spi.Locks;
import io.rq.spi.SchedulerStore;
import io.rq.spi.Signals;
import io.rq.spi.WorkerStore;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps everything in tables of an H2 database in memory: each instance has one of its own, empty
 * at first and gone when it is closed.
 *
 * <p>Each call is one transaction. Those that change something lock the one row of {@code
 * installation} first, and so follow one another; those that read are single statements, which see
 * no step half done. Only waiting and commands to workers stay inside this program.
 */
public final class H2Backend implements Backend {

  private static final String TABLES =
      """
      SELECT table_name FROM information_schema.tables
      WHERE table_schema = 'PUBLIC' AND table_name <> 'INSTALLATION'
      """;

  private final Database database = new Database();
  private final JobStore jobs = new SqlJobStore(database);
  private final WorkerStore workers = new SqlWorkerStore(database);
  private final SchedulerStore schedulers = new SqlSchedulerStore(database);
  private final CronStore crons = new SqlCronStore(database);
  private final Locks locks = new SqlLocks(database);
  private final Signals signals = new SqlSignals(database);

  @Override
  public JobStore jobs() {
    return jobs;
  }

  @Override
  public WorkerStore workers() {
    return workers;
  }

  @Override
  public SchedulerStore schedulers() {
    return schedulers;
  }

  @Override
  public CronStore crons() {
    return crons;
  }

  @Override
  public Locks locks() {
    return locks;
  }

  @Override
  public Signals signals() {
    return signals;
  }

  @Override
  public String toString() {
    return "H2 in memory";
  }

  /** All that is kept, one line for each row; the one row that is always there is left out. */
  Set<String> rows() {
    return database.read(
        sql -> {
          Set<String> rows = new TreeSet<>();
          for (String table : sql.list(row -> row.getString(1), TABLES)) {
            rows.addAll(sql.list(row -> table + " " + row.getString(1), "SELECT * FROM " + table));
          }
          return rows;
        });
  }

  @Override
  public void close() {
    database.close();
  }
}
