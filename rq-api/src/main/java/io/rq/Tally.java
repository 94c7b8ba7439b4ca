package io.rq;

import io.rq.spi.Claim;
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

  WorkReport report() {
    return new WorkReport(executed, succeeded, failures);
  }
}
