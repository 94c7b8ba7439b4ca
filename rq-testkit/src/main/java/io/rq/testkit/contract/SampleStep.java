package io.rq.testkit.contract;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Expected;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Placement.Outcome;
import io.rq.spi.StoredResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** Steps in the life of a job, as they are usually taken. */
final class SampleStep {

  /** How long the usual steps keep a job that ended, and its results. */
  static final Retention KEPT = Retention.of(Duration.ofSeconds(500));

  private SampleStep() {}

  static Expected heldBy(Lease lease) {
    return new Expected.Leased(lease.execution());
  }

  static Expected in(JobStatus... statuses) {
    return new Expected.In(Set.of(statuses));
  }

  static Change finish(JobRecord job, Expected expected, Instant now) {
    return recording(end(job, expected, now, Outcome.FINISHED, KEPT), success(now, "done"));
  }

  static Change fail(JobRecord job, Expected expected, Instant now) {
    return recording(end(job, expected, now, Outcome.FAILED, KEPT), failure(now, "at Some.where"));
  }

  static Change cancel(JobRecord job, Expected expected, Instant now) {
    return end(job, expected, now, Outcome.CANCELED, Retention.forever());
  }

  /** The end of a job, without a result. */
  static Change end(
      JobRecord job, Expected expected, Instant now, Outcome outcome, Retention kept) {
    JobStatus status = JobStatus.valueOf(outcome.name());
    return change(
        job, expected, job.state().ended(status, now), new Placement.Retained(outcome, kept, now));
  }

  static Change requeue(JobRecord job, Expected expected, Instant now, End end) {
    return change(job, expected, JobState.queued(now), new Placement.Queued(end));
  }

  /** Lets a job that waits for its time, or for others, go on. */
  static Change release(JobRecord job, Expected expected, Instant now, End end) {
    return change(job, expected, job.state().enqueued(now), new Placement.Queued(end));
  }

  static Change defer(JobRecord job, Expected expected, Instant since, JobId... parents) {
    return change(
        job,
        expected,
        job.state().in(JobStatus.DEFERRED),
        new Placement.Deferred(List.of(parents), since));
  }

  static Change schedule(JobRecord job, Expected expected, Instant due) {
    return change(job, expected, job.state().in(JobStatus.SCHEDULED), new Placement.Scheduled(due));
  }

  static Change discard(JobRecord job, Expected expected) {
    return change(job, expected, job.state(), new Placement.Discarded());
  }

  static Change change(JobRecord job, Expected expected, JobState next, Placement placement) {
    return new Change(job.id(), job.spec().origin(), expected, next, placement, null);
  }

  /** The same step, which also records a result. */
  static Change recording(Change change, StoredResult result) {
    return new Change(
        change.job(),
        change.origin(),
        change.expected(),
        change.next(),
        change.placement(),
        result);
  }

  static StoredResult success(Instant now, String returnValue) {
    return new StoredResult(
        ResultType.SUCCESSFUL,
        now.truncatedTo(ChronoUnit.MILLIS),
        Bytes.ofText(returnValue),
        null,
        null,
        null,
        null,
        null);
  }

  static StoredResult failure(Instant now, String stackTrace) {
    return new StoredResult(
        ResultType.FAILED,
        now.truncatedTo(ChronoUnit.MILLIS),
        null,
        stackTrace,
        null,
        null,
        null,
        null);
  }
}
