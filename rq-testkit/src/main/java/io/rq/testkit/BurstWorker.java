package io.rq.testkit;

import io.rq.JobFailure;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.WorkerOptions;
import java.util.List;

/**
 * A worker inside a test: runs, here and now and on the calling thread, all that waits in any
 * queue, and all that this enqueues in turn (BURST-01, BURST-03).
 */
public final class BurstWorker {

  private final Rq rq;

  BurstWorker(Rq rq) {
    this.rq = rq;
  }

  /**
   * Runs everything.
   *
   * @return what was run
   * @throws JobFailedError if a job failed for good, after all have run; the cause is the exception
   *     of the first one, those of the others are suppressed
   */
  public WorkReport burst() {
    WorkReport report = burstAllowingFailures();
    List<JobFailure> forGood =
        report.failures().stream().filter(failure -> !failure.isRetried()).toList();
    if (!forGood.isEmpty()) {
      throw JobFailedError.of(forGood);
    }
    return report;
  }

  /** Runs everything, for tests in which jobs are meant to fail: failures stand in the report. */
  public WorkReport burstAllowingFailures() {
    WorkReport all = WorkReport.NOTHING;
    WorkReport round;
    // A job may open a queue that was not there when the round began; hence the rounds.
    do {
      round = rq.worker(WorkerOptions.on(rq.queues())).burst();
      all = all.then(round);
    } while (round.didWork());
    return all;
  }
}
