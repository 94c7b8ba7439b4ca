package io.rq.testkit.jdbc;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Admission;
import io.rq.spi.Bytes;
import io.rq.spi.Claim;
import io.rq.spi.Entry;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.RunRecord;
import io.rq.spi.Selection;
import io.rq.spi.Settlement;
import io.rq.spi.StoredResult;
import io.rq.spi.Stranded;
import io.rq.spi.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a transaction of each call. */
final class SqlJobStore implements JobStore {

  private final Database database;

  SqlJobStore(Database database) {
    this.database = database;
  }

  @Override
  public Admission insert(List<Insertion> jobs, List<Fact> facts) {
    Insertion.requireDistinct(jobs);
    return database.write(sql -> new Steps(sql).insert(jobs, facts));
  }

  @Override
  public Optional<Claim> claim(Selection selection, Lease lease) {
    return database.write(sql -> new Claims(sql).claim(selection, lease));
  }

  @Override
  public boolean extend(JobId job, QueueName origin, Lease lease) {
    return database.write(sql -> new Claims(sql).extend(job, lease));
  }

  @Override
  public boolean commit(Transition transition) {
    return database.write(sql -> new Steps(sql).commit(transition));
  }

  @Override
  public Settlement commitAndClaim(Transition transition, Selection selection, Lease lease) {
    return database.write(
        sql -> {
          boolean applied = new Steps(sql).commit(transition);
          return new Settlement(
              applied, applied ? new Claims(sql).claim(selection, lease) : Optional.empty());
        });
  }

  @Override
  public List<Boolean> commitEach(List<Transition> transitions) {
    return database.write(sql -> transitions.stream().map(new Steps(sql)::commit).toList());
  }

  @Override
  public boolean annotate(JobId job, Bytes meta, Instant now) {
    return database.write(
        sql ->
            sql.update(
                    """
                    UPDATE jobs SET meta = ?
                    WHERE id = ? AND (expires_at IS NULL OR expires_at > ?)
                    """,
                    meta,
                    job,
                    now)
                > 0);
  }

  @Override
  public int purge(QueueName queue, Instant now, int limit) {
    return database.write(
        sql -> {
          int finished = purge(sql, queue, Place.FINISHED, now, limit);
          return finished + purge(sql, queue, Place.FAILED, now, limit - finished);
        });
  }

  private static int purge(Sql sql, QueueName queue, Place place, Instant now, int limit) {
    List<Entry> over = new Reads(sql).due(queue, place, now, limit);
    over.forEach(entry -> new Jobs(sql).erase(entry.job()));
    return over.size();
  }

  @Override
  public int compact(QueueName queue, Range part, Instant now) {
    return database.write(
        sql -> {
          Reads reads = new Reads(sql);
          List<JobId> ids = reads.list(queue, Place.QUEUED, part).stream().map(Entry::job).toList();
          List<JobId> over =
              reads.find(ids).stream()
                  .map(Optional::orElseThrow)
                  .filter(job -> job.isExpired(now))
                  .map(JobRecord::id)
                  .toList();
          over.forEach(new Jobs(sql)::erase);
          return over.size();
        });
  }

  @Override
  public boolean forget(QueueName queue) {
    return database.write(
        sql -> {
          boolean empty = new Reads(sql).count(queue, Place.QUEUED) == 0;
          if (empty) {
            sql.update("DELETE FROM queues WHERE name = ?", queue);
          }
          return empty;
        });
  }

  @Override
  public List<Optional<JobRecord>> find(List<JobId> jobs) {
    return database.read(sql -> new Reads(sql).find(jobs));
  }

  @Override
  public List<Entry> list(QueueName queue, Place place, Range range) {
    return database.read(sql -> new Reads(sql).list(queue, place, range));
  }

  @Override
  public Optional<Entry> entry(QueueName queue, Place place, JobId job) {
    return database.read(sql -> new Reads(sql).entry(queue, place, job));
  }

  @Override
  public long count(QueueName queue, Place place) {
    return database.read(sql -> new Reads(sql).count(queue, place));
  }

  @Override
  public OptionalLong position(QueueName queue, JobId job) {
    return database.read(sql -> new Reads(sql).position(queue, job));
  }

  @Override
  public Set<QueueName> queues() {
    return database.read(sql -> new Reads(sql).queues());
  }

  @Override
  public List<RunRecord> executions(JobId job) {
    return database.read(sql -> new Reads(sql).executions(job));
  }

  @Override
  public List<StoredResult> results(JobId job, int limit) {
    return database.read(sql -> new History(sql, job).newest(limit));
  }

  @Override
  public void deleteResults(JobId job) {
    database.run(sql -> new History(sql, job).delete());
  }

  @Override
  public List<Entry> due(QueueName queue, Place place, Instant now, int limit) {
    if (place != Place.STARTED && place != Place.SCHEDULED) {
      throw new IllegalArgumentException(
          "Nothing becomes due in " + place + ": ask for STARTED or SCHEDULED");
    }
    return database.read(sql -> new Reads(sql).due(queue, place, now, limit));
  }

  @Override
  public Set<JobId> dependents(JobId job) {
    return database.read(sql -> new Reads(sql).dependents(job));
  }

  /** Finds none: here a job is taken and started in one step. */
  @Override
  public List<Stranded> stranded(QueueName queue, int limit) {
    return List.of();
  }

  @Override
  public void noticeStranded(QueueName queue, List<JobId> jobs, Instant now) {
    // There are none.
  }

  @Override
  public Set<String> groups(Instant now) {
    return database.read(sql -> new Reads(sql).groups(now));
  }

  @Override
  public Set<JobId> members(String group, Instant now) {
    return database.read(sql -> new Reads(sql).members(group, now));
  }

  @Override
  public void awaitWork(List<QueueName> queues, Duration atMost) throws InterruptedException {
    database.await(
        News.WORK, () -> queues.stream().anyMatch(queue -> count(queue, Place.QUEUED) > 0), atMost);
  }

  @Override
  public Set<JobId> awaitResults(Map<JobId, Optional<Instant>> after, Duration atMost)
      throws InterruptedException {
    database.await(News.RESULT, () -> !withResults(after).isEmpty(), atMost);
    return withResults(after);
  }

  private Set<JobId> withResults(Map<JobId, Optional<Instant>> after) {
    return after.entrySet().stream()
        .filter(one -> hasLater(results(one.getKey(), 1), one.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean hasLater(List<StoredResult> newest, Optional<Instant> after) {
    return newest.stream().anyMatch(result -> after.map(result.createdAt()::isAfter).orElse(true));
  }
}
