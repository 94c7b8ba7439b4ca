package io.rq.testkit.jdbc;

import io.rq.QueueName;
import io.rq.spi.Locks;
import java.time.Duration;
import java.time.Instant;

/** Who holds what, and until when. */
final class SqlLocks implements Locks {

  private final Database database;

  SqlLocks(Database database) {
    this.database = database;
  }

  @Override
  public boolean acquire(
      Purpose purpose, QueueName queue, String owner, Instant now, Duration ttl) {
    return database.write(
        sql -> {
          sql.update("DELETE FROM locks WHERE held_until <= ?", now);
          release(sql, purpose, queue, owner);
          return sql.update(
                  """
                  INSERT INTO locks SELECT ?, ?, ?, ? WHERE NOT EXISTS (
                    SELECT 1 FROM locks WHERE purpose = ? AND queue = ?)
                  """,
                  purpose,
                  queue,
                  owner,
                  now.plus(ttl),
                  purpose,
                  queue)
              > 0;
        });
  }

  @Override
  public void release(Purpose purpose, QueueName queue, String owner) {
    database.run(sql -> release(sql, purpose, queue, owner));
  }

  private static void release(Sql sql, Purpose purpose, QueueName queue, String owner) {
    sql.update(
        "DELETE FROM locks WHERE purpose = ? AND queue = ? AND owner = ?", purpose, queue, owner);
  }
}
