package io.rq;

import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Expected;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Recording;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a job. Pure: no backend, no clock, no threads; synchronous programs,
 * burst workers and working workers all ask here.
 */
final class Lifecycle {

  /** How long a success is kept if neither the job nor the worker says (W-23). */
  static final Retention DEFAULT_RESULT_TTL = Retention.of(Duration.ofSeconds(500));

  /** How long a failure is kept if the job does not say (REG-12). */
  static final Retention DEFAULT_FAILURE_TTL = Retention.of(Duration.ofDays(365));

  /** Runs a program's own jobs in synchronous mode; RQ writes this name too (SYNC-03). */
  static final WorkerName SYNC = WorkerName.of("sync");

  private Lifecycle() {}

  /** What becomes of a job whose run ended. */
  static Transition settle(Claim claim, Outcome outcome, Instant now, Retention workerResultTtl) {
    Change change =
        outcome instanceof Outcome.Threw threw
            ? failed(claim, threw.error(), now)
            : finished(claim, (Outcome.Returned) outcome, now, workerResultTtl);
    Transition step = Transition.of(change);
    return isSync(claim) ? step : step.countedFor(tally(claim, outcome, now));
  }

  /** How long the success of that job is kept. */
  static Retention resultTtl(JobSpec spec, Retention workerResultTtl) {
    return spec.resultTtl() != null ? spec.resultTtl() : workerResultTtl;
  }

  private static Change finished(
      Claim claim, Outcome.Returned returned, Instant now, Retention workerResultTtl) {
    Retention kept = resultTtl(claim.job().spec(), workerResultTtl);
    StoredResult result = result(claim, ResultType.SUCCESSFUL, returned.value(), null, now);
    return ended(claim, JobStatus.FINISHED, Placement.Outcome.FINISHED, kept, result, now);
  }

  private static Change failed(Claim claim, Throwable error, Instant now) {
    Retention own = claim.job().spec().failureTtl();
    Retention kept = own != null ? own : DEFAULT_FAILURE_TTL;
    StoredResult result = result(claim, ResultType.FAILED, null, stackTrace(error), now);
    return ended(claim, JobStatus.FAILED, Placement.Outcome.FAILED, kept, result, now);
  }

  // A retention of nothing leaves no trace at all: no registry entry, no result (J-23, REG-13).
  private static Change ended(
      Claim claim,
      JobStatus status,
      Placement.Outcome outcome,
      Retention kept,
      StoredResult result,
      Instant now) {
    JobSpec spec = claim.job().spec();
    JobState next = claim.job().state().ended(status, now);
    Expected held = new Expected.Leased(claim.lease().execution());
    return kept.isNone()
        ? new Change(spec.id(), spec.origin(), held, next, new Placement.Discarded(), null)
        : new Change(
            spec.id(),
            spec.origin(),
            held,
            next,
            new Placement.Retained(outcome, kept, now),
            new Recording(result, kept));
  }

  // As in RQ, a synchronous run has no worker and no execution of its own in its result (SYNC-06).
  private static StoredResult result(
      Claim claim, ResultType type, @Nullable Bytes value, @Nullable String failure, Instant now) {
    Lease lease = claim.lease();
    boolean sync = isSync(claim);
    return new StoredResult(
        type,
        now.truncatedTo(ChronoUnit.MILLIS),
        value,
        failure,
        sync ? null : lease.worker(),
        sync ? null : lease.execution(),
        sync ? null : lease.at(),
        sync ? null : now);
  }

  private static WorkerTally tally(Claim claim, Outcome outcome, Instant now) {
    return new WorkerTally(
        claim.lease().worker(),
        outcome instanceof Outcome.Returned,
        Duration.between(claim.lease().at(), now),
        now);
  }

  private static boolean isSync(Claim claim) {
    return claim.lease().worker().equals(SYNC);
  }

  static String stackTrace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
