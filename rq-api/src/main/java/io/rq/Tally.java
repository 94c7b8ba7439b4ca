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

  Tally(Rq rq) {
    this.rq = rq;
  }

  void count(Claim claim, Outcome outcome) {
    if (outcome instanceof Outcome.NotRun) {
      return;
    }
    executed++;
    if (outcome instanceof Outcome.Returned) {
      succeeded++;
    } else if (outcome instanceof Outcome.Threw threw
        && failures.size() < WorkReport.MAX_FAILURES) {
      boolean retried = Lifecycle.isRetried(claim.job().spec(), claim.job().state(), threw.error());
      Job<Object> job = new Job<>(rq, claim.job(), Object.class);
      failures.add(new JobFailure(job, threw.error(), retried));
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
    return new WorkReport(executed, succeeded, failures, 0, 0);
  }
}
