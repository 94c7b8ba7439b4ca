package io.rq.testkit.jdbc;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import java.util.Optional;

/** The jobs, their lines and what they wait for, inside one transaction. */
final class Jobs {

  private final Sql sql;

  Jobs(Sql sql) {
    this.sql = sql;
  }

  Optional<KeptJob> find(JobId id) {
    return sql.first(KeptJob::read, "SELECT * FROM jobs WHERE id = ?", id);
  }

  /** The job whose turn it is in a queue. */
  Optional<KeptJob> first(QueueName queue) {
    return sql.first(
        KeptJob::read,
        "SELECT * FROM jobs WHERE queue = ? AND place = 'QUEUED' ORDER BY queue, place, score LIMIT 1",
        queue);
  }

  /** Keeps a new job, and puts it into its first place. */
  void add(JobRecord job, Placement placement) {
    JobSpec spec = job.spec();
    sql.update(
        "INSERT INTO jobs (id, queue, team, spec, state, meta) VALUES (?, ?, ?, ?, ?, ?)",
        spec.id(),
        spec.origin(),
        spec.plan().group(),
        Json.write(spec),
        Json.write(job.state()),
        job.meta());
    place(spec, job.state(), placement);
  }

  /** Gives a job another state and another place. */
  void place(JobSpec job, JobState next, Placement placement) {
    Optional<Line> line = Line.of(job, next, placement, this::turn);
    if (line.isEmpty()) {
      erase(job.id());
      return;
    }
    put(job, next, line.get());
    if (!(placement instanceof Placement.Retained)) {
      sql.update("MERGE INTO queues KEY (name) VALUES (?)", job.origin());
    }
    sql.update("DELETE FROM waits WHERE child = ?", job.id());
    if (placement instanceof Placement.Deferred deferred) {
      for (JobId parent : deferred.parents()) {
        sql.update("MERGE INTO waits KEY (parent, child) VALUES (?, ?)", parent, job.id());
      }
    }
    if (placement instanceof Placement.Queued) {
      sql.announce(News.WORK);
    }
  }

  private void put(JobSpec job, JobState next, Line line) {
    sql.update(
        """
        UPDATE jobs SET state = ?, expires_at = ?, place = ?, score = ?, member = ?, execution = ?
        WHERE id = ?
        """,
        Json.write(next),
        line.expiresAt(),
        line.place(),
        line.score(),
        line.member(job),
        line.execution(),
        job.id());
  }

  /** Gives a run that goes on a later end. */
  void renew(JobId id, JobState next, Lease lease) {
    sql.update(
        "UPDATE jobs SET state = ?, score = ? WHERE id = ?",
        Json.write(next),
        Line.score(lease),
        id);
  }

  /** Removes a job and all that was kept of it. Those that wait for it go on waiting for its id. */
  void erase(JobId id) {
    sql.update("DELETE FROM jobs WHERE id = ?", id);
  }

  private long turn() {
    return sql.first(row -> row.getLong(1), "SELECT NEXT VALUE FOR turns").orElseThrow();
  }
}
