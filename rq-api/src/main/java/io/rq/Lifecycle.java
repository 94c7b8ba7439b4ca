package io.rq;

import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Counters;
import io.rq.spi.Expected;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Plan;
import io.rq.spi.StoredResult;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a job whose run ended. Pure: no backend, no clock, no threads;
 * synchronous programs, burst workers and working workers all ask here.
 */
final class Lifecycle {

  /** How long a success is kept if neither the job nor the worker says (W-23). */
  static final Retention DEFAULT_RESULT_TTL = Retention.of(Duration.ofSeconds(500));

  /** How long a failure is kept if the job does not say (REG-12). */
  static final Retention DEFAULT_FAILURE_TTL = Retention.of(Duration.ofDays(365));

  /** Runs a program's own jobs in synchronous mode; RQ writes this name too (SYNC-03). */
  static final WorkerName SYNC = WorkerName.of("sync");

  private final Claim claim;
  private final JobSpec spec;
  private final Plan plan;
  private final Instant now;

  private Lifecycle(Claim claim, Instant now) {
    this.claim = claim;
    this.spec = claim.job().spec();
    this.plan = spec.plan();
    this.now = now;
  }

  /** What becomes of a job whose run ended. */
  static Decision settle(Claim claim, Outcome outcome, Instant now, Retention workerResultTtl) {
    Lifecycle run = new Lifecycle(claim, now);
    if (outcome instanceof Outcome.Threw threw) {
      return run.threw(threw.error());
    }
    if (outcome instanceof Outcome.AskedAgain asked) {
      return run.askedAgain(asked);
    }
    if (outcome instanceof Outcome.Stopped stopped) {
      return run.ended(
          JobStatus.STOPPED,
          Placement.Outcome.FAILED,
          run.failureTtl(),
          run.result(ResultType.FAILED, null, stopped.text()),
          false);
    }
    if (outcome instanceof Outcome.NotRun) {
      return run.notRun();
    }
    return run.returned((Outcome.Returned) outcome, workerResultTtl);
  }

  /** How long the success of that job is kept. */
  static Retention resultTtl(JobSpec spec, Retention workerResultTtl) {
    return spec.resultTtl() != null ? spec.resultTtl() : workerResultTtl;
  }

  /** Whether that failure will be followed by another run. */
  static boolean isRetried(JobSpec spec, JobState state, Throwable error) {
    Integer left = state.counters().retriesLeft();
    Plan.Retry retry = spec.plan().retry();
    return left != null
        && left > 0
        && retry != null
        && !(error instanceof LostDependencyException)
        && matches(retry.only(), error);
  }

  /** Whether a run that asks to be followed by another is not: there were as many as it allows. */
  static boolean isLastTime(JobState state, Retry asked) {
    return state.counters().retriesUsed() >= asked.max();
  }

  private Decision returned(Outcome.Returned returned, Retention workerResultTtl) {
    Retention kept = resultTtl(spec, workerResultTtl);
    StoredResult result = result(ResultType.SUCCESSFUL, returned.written(), null);
    Integer left = state().counters().repeatsLeft();
    if (left != null && left > 0 && plan.repeat() != null) {
      List<Duration> pauses = plan.repeat().intervals();
      Duration pause = pauses.get(Math.min(left - 1, pauses.size() - 1));
      return again(state().counters().repeated(), pause, End.BACK, result, kept, true);
    }
    return ended(JobStatus.FINISHED, Placement.Outcome.FINISHED, kept, result, true);
  }

  private Decision threw(Throwable error) {
    StoredResult result = result(ResultType.FAILED, null, StackTrace.of(error));
    Counters counters = state().counters();
    Plan.Retry retry = plan.retry();
    if (retry != null && counters.retriesLeft() != null && isRetried(spec, state(), error)) {
      List<Duration> pauses = retry.intervals();
      Duration pause = pauses.get(Math.max(pauses.size() - counters.retriesLeft(), 0));
      return again(counters.retried(), pause, retry.end(), result, failureTtl(), false);
    }
    return ended(JobStatus.FAILED, Placement.Outcome.FAILED, failureTtl(), result, false);
  }

  private Decision askedAgain(Outcome.AskedAgain asked) {
    Retry retry = asked.retry();
    Counters counters = state().counters();
    int used = counters.retriesUsed();
    if (isLastTime(state(), retry)) {
      return ended(
          JobStatus.FAILED,
          Placement.Outcome.FAILED,
          failureTtl(),
          result(ResultType.MAX_RETRIES_EXCEEDED, asked.written(), null),
          false);
    }
    Duration pause = retry.intervals().get(Math.min(used, retry.intervals().size() - 1));
    StoredResult result = result(ResultType.RETRIED, asked.written(), null);
    return again(counters.retriedOnRequest(), pause, End.BACK, result, failureTtl(), false);
  }

  // It never began, and is the next one again.
  private Decision notRun() {
    Expected held = new Expected.Leased(claim.lease().execution());
    JobState waiting = state().notStarted();
    Placement first = new Placement.Queued(End.FRONT);
    return new Decision(
        new Change(spec.id(), spec.origin(), held, waiting, first, null), false, null);
  }

  // Once more: at once, or after a pause.
  private Decision again(
      Counters counters, Duration pause, End end, StoredResult result, Retention kept, boolean ok) {
    JobState over = state().ended(state().status(), now).counting(counters);
    boolean atOnce = pause.isZero();
    return decide(
        atOnce ? over.enqueued(now) : over.in(JobStatus.SCHEDULED),
        atOnce ? new Placement.Queued(end) : new Placement.Scheduled(now.plus(pause)),
        kept.isNone() ? null : result,
        false,
        ok);
  }

  // A retention of nothing leaves no trace at all: no registry entry, no result (J-23, REG-13).
  private Decision ended(
      JobStatus status,
      Placement.Outcome outcome,
      Retention kept,
      StoredResult result,
      boolean ok) {
    JobState next = state().ended(status, now);
    return kept.isNone()
        ? decide(next, new Placement.Discarded(), null, true, ok)
        : decide(next, new Placement.Retained(outcome, kept, now), result, true, ok);
  }

  private Decision decide(
      JobState next,
      Placement placement,
      @Nullable StoredResult result,
      boolean isFinal,
      boolean ok) {
    Expected held = new Expected.Leased(claim.lease().execution());
    return new Decision(
        new Change(spec.id(), spec.origin(), held, next, placement, result),
        isFinal,
        isSync() ? null : tally(ok));
  }

  private JobState state() {
    return claim.job().state();
  }

  private Retention failureTtl() {
    return spec.failureTtl() != null ? spec.failureTtl() : DEFAULT_FAILURE_TTL;
  }

  // As in RQ, a synchronous run has no worker and no execution of its own in its result (SYNC-06).
  private StoredResult result(ResultType type, @Nullable Bytes value, @Nullable String failure) {
    Lease lease = claim.lease();
    boolean sync = isSync();
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

  private WorkerTally tally(boolean ok) {
    Lease lease = claim.lease();
    return new WorkerTally(lease.worker(), ok, Duration.between(lease.at(), now), now);
  }

  private boolean isSync() {
    return claim.lease().worker().equals(SYNC);
  }

  private static boolean matches(List<String> only, Throwable error) {
    for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
      if (only.contains(type.getName())) {
        return true;
      }
    }
    return only.isEmpty();
  }
}
