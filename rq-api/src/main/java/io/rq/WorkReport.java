package io.rq;

import java.util.List;

/**
 * What a worker did.
 *
 * @param executed how many jobs it ran, failed ones included (W-03)
 * @param succeeded how many of them succeeded
 * @param failures the runs that failed, in order; the first {@value #MAX_FAILURES} of them
 */
public record WorkReport(long executed, long succeeded, List<JobFailure> failures) {

  /** How many failures a report keeps at the most, so that a worker can run for years. */
  public static final int MAX_FAILURES = 100;

  /** Keeps its own copy of the list. */
  public WorkReport {
    failures = List.copyOf(failures);
  }

  /** How many runs failed. */
  public long failed() {
    return executed - succeeded;
  }

  /** Tells whether it ran anything: what RQ's {@code work()} returns. */
  public boolean didWork() {
    return executed > 0;
  }
}
