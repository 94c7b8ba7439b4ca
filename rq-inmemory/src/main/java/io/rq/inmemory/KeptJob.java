package io.rq.inmemory;

import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.spi.Bytes;
import io.rq.spi.Entry;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job, where it lies, and what was recorded of it. It carries its own links to its neighbours in
 * the queue, so that it leaves from anywhere in a queue of any length at the same cost.
 */
final class KeptJob {

  final KeptQueue queue;
  JobRecord record;

  /** Where it lies; {@code null} on its way from one place to another. */
  @Nullable Place place;

  /** Its score in the registry of its place; {@code null} in a queue. */
  @Nullable Score score;

  /** The run that goes on; {@code null} anywhere but in the started registry. */
  @Nullable ExecutionId execution;

  @Nullable KeptJob ahead;
  @Nullable KeptJob behind;
  List<JobId> parents = List.of();
  @Nullable History history;

  KeptJob(JobRecord record, KeptQueue queue) {
    this.record = record;
    this.queue = queue;
  }

  JobId id() {
    return record.id();
  }

  JobStatus status() {
    return record.state().status();
  }

  boolean waitsIn(QueueName name) {
    return place == Place.QUEUED && record.spec().origin().equals(name);
  }

  /** Its line in its place. */
  Entry entry() {
    return new Entry(id(), score == null ? null : score.time(), execution);
  }

  /** Tells whether that run goes on and its lease is over. */
  boolean isOverdue(Expected.Overdue run) {
    return execution != null
        && execution.equals(run.execution())
        && score != null
        && score.second() <= run.now().getEpochSecond();
  }

  boolean isDue(Fact.Due due) {
    return place == Place.SCHEDULED
        && score != null
        && score.second() <= due.now().getEpochSecond()
        && record.spec().origin().equals(due.queue());
  }

  /** Changes its record to another state, with another end. */
  void become(JobState next, @Nullable Instant expiresAt) {
    record = new JobRecord(record.spec(), next, record.meta(), expiresAt, record.flaw());
  }

  /** Changes its record to another meta. */
  void annotate(Bytes meta) {
    record = new JobRecord(record.spec(), record.state(), meta, record.expiresAt(), record.flaw());
  }
}
