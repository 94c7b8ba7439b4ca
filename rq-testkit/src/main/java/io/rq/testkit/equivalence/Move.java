package io.rq.testkit.equivalence;

import io.rq.End;
import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.ResultType;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Expected;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.StoredResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who goes past RQ's own decisions makes of a job: any change that a backend must be
 * able to commit, sensible or not.
 *
 * @param job the index of the job
 * @param when what is expected of it
 * @param goal where it goes
 * @param seconds how long it is kept there, or until when it waits; -1: for ever
 * @param written what is recorded of it
 */
public record Move(int job, When when, Goal goal, int seconds, Written written) {

  /** What is expected of a job. */
  public enum When {
    /** That it exists. */
    EVER,
    /** That it waits in its queue. */
    QUEUED,
    /** That it runs. */
    STARTED,
    /** That its life is over. */
    ENDED,
    /** That the run goes on for which it was taken last. */
    LEASED,
    /** The same, and that its lease is over. */
    OVERDUE
  }

  /** Where a job goes. */
  public enum Goal {
    /** Nowhere: it is gone. */
    DISCARD,
    /** To the back of its queue. */
    QUEUE,
    /** To the front of its queue. */
    QUEUE_AT_FRONT,
    /** To those that wait for their time. */
    SCHEDULE,
    /** To those that wait for others: for the two jobs before it. */
    DEFER,
    /** Into the hands of a worker. */
    START,
    /** To those that finished. */
    FINISH,
    /** To those that failed. */
    FAIL,
    /** To those that failed, as one that was stopped. */
    STOP,
    /** To those that were called off. */
    CANCEL
  }

  /** What is recorded. */
  public enum Written {
    /** Nothing. */
    NOTHING,
    /** A success. */
    SUCCESS,
    /** A failure, by a clock that is slow. */
    SLOW_FAILURE
  }

  Optional<Change> toChange(Program program) {
    return program
        .job(job)
        .flatMap(target -> program.backend().jobs().find(List.of(target.id())).get(0))
        .filter(found -> !found.isExpired(program.now()))
        .map(found -> change(program, found));
  }

  private Change change(Program program, JobRecord found) {
    Instant now = program.now();
    return new Change(
        found.id(),
        found.spec().origin(),
        expected(program, found.id()),
        next(program, found.state()),
        placement(program, now),
        result(now));
  }

  private Expected expected(Program program, JobId id) {
    return switch (when) {
      case EVER -> new Expected.In(EnumSet.allOf(JobStatus.class));
      case QUEUED -> new Expected.In(Set.of(JobStatus.QUEUED));
      case STARTED -> new Expected.In(Set.of(JobStatus.STARTED));
      case ENDED ->
          new Expected.In(Set.of(JobStatus.FINISHED, JobStatus.FAILED, JobStatus.CANCELED));
      case LEASED ->
          program
              .takenOf(id)
              .<Expected>map(claim -> new Expected.Leased(claim.lease().execution()))
              .orElse(new Expected.Leased(program.newExecution()));
      case OVERDUE ->
          new Expected.Overdue(
              program.takenOf(id).map(Claim::lease).map(Lease::execution).orElse(null),
              program.now());
    };
  }

  private JobState next(Program program, JobState state) {
    Instant now = program.now();
    return switch (goal) {
      case DISCARD -> state;
      case QUEUE, QUEUE_AT_FRONT -> state.enqueued(now);
      case SCHEDULE -> state.in(JobStatus.SCHEDULED);
      case DEFER -> state.in(JobStatus.DEFERRED);
      case START -> state.started(lease(program));
      case FINISH -> state.ended(JobStatus.FINISHED, now);
      case FAIL -> state.ended(JobStatus.FAILED, now);
      case STOP -> state.ended(JobStatus.STOPPED, now);
      case CANCEL -> state.in(JobStatus.CANCELED);
    };
  }

  private Placement placement(Program program, Instant now) {
    return switch (goal) {
      case DISCARD -> new Placement.Discarded();
      case QUEUE -> new Placement.Queued(End.BACK);
      case QUEUE_AT_FRONT -> new Placement.Queued(End.FRONT);
      case SCHEDULE -> new Placement.Scheduled(now.plusSeconds(seconds));
      case DEFER ->
          new Placement.Deferred(
              List.of(
                  program.job(job - 1).orElseThrow().id(), program.job(job - 2).orElseThrow().id()),
              now);
      case START -> new Placement.Started(lease(program));
      case FINISH -> retained(Placement.Outcome.FINISHED, now);
      case FAIL, STOP -> retained(Placement.Outcome.FAILED, now);
      case CANCEL -> retained(Placement.Outcome.CANCELED, now);
    };
  }

  private Placement retained(Placement.Outcome outcome, Instant now) {
    return new Placement.Retained(outcome, Option.retention(seconds), now);
  }

  // The execution must be the same in the state and in the placement; its name is made of the
  // job's.
  private Lease lease(Program program) {
    JobId id = program.job(job).orElseThrow().id();
    return new Lease(
        ExecutionId.of("run-of-" + id),
        Program.lostWorker(job),
        program.now(),
        Duration.ofSeconds(Math.max(1, seconds)));
  }

  private @Nullable StoredResult result(Instant now) {
    Instant cut = now.truncatedTo(ChronoUnit.MILLIS);
    return switch (written) {
      case NOTHING -> null;
      case SUCCESS -> result(ResultType.SUCCESSFUL, cut, Bytes.ofText("1"), null);
      case SLOW_FAILURE -> result(ResultType.FAILED, cut.minusSeconds(3), null, "at Some.where");
    };
  }

  private static StoredResult result(
      ResultType type, Instant at, @Nullable Bytes value, @Nullable String failure) {
    return new StoredResult(type, at, value, failure, null, null, null, null);
  }
}
