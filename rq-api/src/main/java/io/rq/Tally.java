package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.Place;
import java.util.ArrayList;
import java.util.List;

/** What a worker has done so far. */
final class Tally {

  private final Rq rq;
  private final List<JobFailure> failures = new ArrayList<>();
  private long executed;
  private long succeeded;
  private long failed;
  private long stopped;

  Tally(Rq rq) {
    this.rq = rq;
  }

  /**
   * Counts a run.
   *
   * @param recorded whether its outcome was: if not, the job was taken from its holder, say, since
   *     it was canceled
   */
  void count(Claim claim, Outcome outcome, boolean recorded) {
    if (outcome instanceof Outcome.NotRun) {
      return;
    }
    executed++;
    if (!recorded || outcome instanceof Outcome.Stopped) {
      stopped++;
    } else if (outcome instanceof Outcome.Returned) {
      succeeded++;
    } else if (outcome instanceof Outcome.Threw threw) {
      Throwable error = threw.error();
      fail(claim, error, Lifecycle.isRetried(claim.job().spec(), claim.job().state(), error));
    } else {
      Retry asked = ((Outcome.AskedAgain) outcome).retry();
      if (Lifecycle.isLastTime(claim.job().state(), asked)) {
        fail(claim, askedTooOften(claim, asked), false);
      }
    }
  }

  // Whoever reads the report wants to know why, and nothing was thrown.
  private static RqException askedTooOften(Claim claim, Retry asked) {
    return new RqException(
        "The function asked "
            + (claim.job().state().counters().retriesUsed() + 1)
            + " times to be run again, and the last "
            + asked
            + " that it returned allows no more");
  }

  private void fail(Claim claim, Throwable error, boolean retried) {
    failed++;
    if (failures.size() < WorkReport.MAX_FAILURES) {
      Job<Object> job = new Job<>(rq, claim.job(), Object.class);
      failures.add(new JobFailure(job, error, retried));
    }
  }

  long executed() {
    return executed;
  }

  /** The report of a burst, which also says what it left (BURST-18). */
  WorkReport reportOfBurst(WorkerSettings settings) {
    return new WorkReport(
        executed,
        succeeded,
        failed,
        stopped,
        failures,
        left(rq, settings, Place.SCHEDULED),
        left(rq, settings, Place.DEFERRED));
  }

  /** How many jobs of a worker's queues are in that place. */
  static long left(Rq rq, WorkerSettings settings, Place place) {
    return settings.queues.stream()
        .distinct()
        .mapToLong(queue -> rq.backend().jobs().count(queue, place))
        .sum();
  }

  WorkReport report() {
    return new WorkReport(executed, succeeded, failed, stopped, failures, 0, 0);
  }
}
