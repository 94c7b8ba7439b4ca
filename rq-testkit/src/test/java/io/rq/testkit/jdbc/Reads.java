package io.rq.testkit.jdbc;

import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** What can be asked without changing anything, each question in one statement. */
final class Reads {

  private final Sql sql;

  Reads(Sql sql) {
    this.sql = sql;
  }

  List<Optional<JobRecord>> find(List<JobId> ids) {
    String[] texts = ids.stream().map(JobId::value).toArray(String[]::new);
    Map<JobId, JobRecord> found = new HashMap<>();
    sql.list(KeptJob::record, "SELECT * FROM jobs WHERE id = ANY(?)", (Object) texts)
        .forEach(job -> found.put(job.id(), job));
    return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
  }

  List<Entry> list(QueueName queue, Place place, Range range) {
    return sql.list(
        Reads::entry,
        """
        SELECT * FROM jobs WHERE queue = ? AND place = ? ORDER BY queue, place, score, member
        OFFSET ? ROWS FETCH FIRST ? ROWS ONLY
        """,
        queue,
        place,
        range.offset(),
        range.limit());
  }

  Optional<Entry> entry(QueueName queue, Place place, JobId job) {
    return sql.first(
        Reads::entry,
        "SELECT * FROM jobs WHERE id = ? AND queue = ? AND place = ?",
        job,
        queue,
        place);
  }

  /** One at the most: whoever takes a job from a lost holder takes its run along. */
  List<RunRecord> executions(JobId job) {
    return sql.list(Reads::run, "SELECT * FROM jobs WHERE id = ? AND place = 'STARTED'", job);
  }

  /** Those whose time is over, the longest over first. */
  List<Entry> due(QueueName queue, Place place, Instant now, int limit) {
    return sql.list(
        Reads::entry,
        """
        SELECT * FROM jobs WHERE queue = ? AND place = ? AND score > ? AND score <= ?
        ORDER BY queue, place, score, member LIMIT ?
        """,
        queue,
        place,
        Line.FIRST,
        now.getEpochSecond(),
        limit);
  }

  long count(QueueName queue, Place place) {
    return sql.first(
            row -> row.getLong(1),
            "SELECT COUNT(*) FROM jobs WHERE queue = ? AND place = ?",
            queue,
            place)
        .orElseThrow();
  }

  OptionalLong position(QueueName queue, JobId job) {
    return sql
        .list(
            row -> row.getLong(1),
            """
            SELECT (SELECT COUNT(*) FROM jobs ahead
                    WHERE ahead.queue = job.queue AND ahead.place = 'QUEUED'
                      AND ahead.score < job.score)
            FROM jobs job WHERE job.queue = ? AND job.place = 'QUEUED' AND job.id = ?
            """,
            queue,
            job)
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  Set<QueueName> queues() {
    return new TreeSet<>(
        sql.list(row -> QueueName.of(row.getString("name")), "SELECT name FROM queues"));
  }

  Set<JobId> dependents(JobId job) {
    return ids("SELECT child FROM waits WHERE parent = ?", job);
  }

  Set<String> groups(Instant now) {
    return new HashSet<>(
        sql.list(
            row -> row.getString("team"),
            """
            SELECT DISTINCT team FROM jobs
            WHERE team IS NOT NULL AND (expires_at IS NULL OR expires_at > ?)
            """,
            now));
  }

  Set<JobId> members(String group, Instant now) {
    return ids(
        "SELECT id FROM jobs WHERE team = ? AND (expires_at IS NULL OR expires_at > ?)",
        group,
        now);
  }

  private Set<JobId> ids(String query, Object... values) {
    return new HashSet<>(sql.list(row -> JobId.of(row.getString(1)), query, values));
  }

  private static RunRecord run(ResultSet row) throws SQLException {
    JobState state = KeptJob.record(row).state();
    return new RunRecord(
        ExecutionId.of(row.getString("execution")),
        state.startedAt(),
        state.lastHeartbeat(),
        Instant.ofEpochSecond(row.getLong("score")));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    long score = row.getLong("score");
    boolean isTime =
        !row.getString("place").equals(Place.QUEUED.name())
            && score != Line.FIRST
            && score != Line.LAST;
    return new Entry(
        JobId.of(row.getString("id")),
        isTime ? Instant.ofEpochSecond(score) : null,
        Optional.ofNullable(row.getString("execution")).map(ExecutionId::of).orElse(null));
  }
}
