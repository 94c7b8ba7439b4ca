package io.rq.testkit.jdbc;

import io.rq.End;
import io.rq.ExecutionId;
import io.rq.Retention;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A job's line in the place where it lies.
 *
 * @param score what the place is ordered by: a turn in a queue, elsewhere seconds
 * @param execution the run that goes on; {@code null}: none
 * @param expiresAt when the job is gone; {@code null}: never
 */
record Line(Place place, long score, @Nullable ExecutionId execution, @Nullable Instant expiresAt) {

  /** Stands before all times, or behind them all, where a job is kept for ever. */
  static final long FIRST = Long.MIN_VALUE;

  static final long LAST = Long.MAX_VALUE;

  /**
   * The line of a job that is put there in that state; empty if nothing is kept of it.
   *
   * @param turns gives a higher number each time
   */
  static Optional<Line> of(JobSpec job, JobState state, Placement placement, LongSupplier turns) {
    if (placement instanceof Placement.Queued queued) {
      long turn = turns.getAsLong();
      return Optional.of(
          new Line(
              Place.QUEUED,
              queued.end() == End.FRONT ? -turn : turn,
              null,
              job.endOfWaiting(state.enqueuedAt()).orElse(null)));
    }
    if (placement instanceof Placement.Started started) {
      Lease lease = started.lease();
      return Optional.of(new Line(Place.STARTED, score(lease), lease.execution(), null));
    }
    if (placement instanceof Placement.Scheduled scheduled) {
      return Optional.of(at(Place.SCHEDULED, scheduled.due()));
    }
    if (placement instanceof Placement.Deferred deferred) {
      return Optional.of(at(Place.DEFERRED, deferred.since()));
    }
    return placement instanceof Placement.Retained retained ? of(retained) : Optional.empty();
  }

  private static Optional<Line> of(Placement.Retained retained) {
    return switch (retained.outcome()) {
      case FINISHED -> kept(Place.FINISHED, retained, LAST);
      case FAILED -> kept(Place.FAILED, retained, FIRST);
      case CANCELED -> Optional.of(at(Place.CANCELED, retained.since()));
    };
  }

  private static Optional<Line> kept(Place place, Placement.Retained retained, long forEver) {
    Retention retention = retained.retention();
    if (retention.isNone()) {
      return Optional.empty();
    }
    Instant end = retention.endAfter(retained.since()).orElse(null);
    return Optional.of(new Line(place, end == null ? forEver : end.getEpochSecond(), null, end));
  }

  private static Line at(Place place, Instant time) {
    return new Line(place, time.getEpochSecond(), null, null);
  }

  /** Where a run stands among others. */
  static long score(Lease lease) {
    return lease.expiresAt().getEpochSecond();
  }

  /** What lines of one score are ordered by. */
  String member(JobSpec job) {
    return execution == null ? job.id().value() : job.id() + ":" + execution;
  }
}
