package io.rq.testkit.jdbc;

import io.rq.JobId;
import io.rq.spi.StoredResult;
import java.util.List;
import java.util.Optional;

/** The newest results of one job. */
final class History {

  private final Sql sql;
  private final JobId job;

  History(Sql sql, JobId job) {
    this.sql = sql;
    this.job = job;
  }

  /** Adds a result, if there is such a job. */
  void add(StoredResult result) {
    int added =
        sql.update(
            "INSERT INTO results (job, result) SELECT id, ? FROM jobs WHERE id = ?",
            Json.write(newest().map(newest -> notBefore(newest, result)).orElse(result)),
            job);
    sql.update(
        """
        DELETE FROM results WHERE job = ? AND number NOT IN (
          SELECT number FROM results WHERE job = ? ORDER BY number DESC LIMIT ?)
        """,
        job,
        job,
        StoredResult.KEPT_PER_JOB);
    if (added > 0) {
      sql.announce(News.RESULT);
    }
  }

  List<StoredResult> newest(int limit) {
    return sql.list(
        row -> Json.read(row.getString("result"), StoredResult.class),
        "SELECT result FROM results WHERE job = ? ORDER BY number DESC LIMIT ?",
        job,
        limit);
  }

  Optional<StoredResult> newest() {
    return newest(1).stream().findFirst();
  }

  void delete() {
    sql.update("DELETE FROM results WHERE job = ?", job);
  }

  private static StoredResult notBefore(StoredResult newest, StoredResult result) {
    if (!result.createdAt().isBefore(newest.createdAt())) {
      return result;
    }
    return new StoredResult(
        result.type(),
        newest.createdAt(),
        result.returnValue(),
        result.failure(),
        result.worker(),
        result.execution(),
        result.startedAt(),
        result.endedAt());
  }
}
