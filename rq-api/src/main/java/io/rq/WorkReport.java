package io.rq;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a worker, or a pool of them, did (BURST-18).
 *
 * @param executed how many jobs it ran, failed ones included (W-03)
 * @param succeeded how many of them succeeded
 * @param failed how many of them failed
 * @param stopped how many of them came to nothing, however they ended: their job was stopped,
 *     canceled, deleted or taken from the worker meanwhile
 * @param failures the runs that failed, in order; the first {@value #MAX_FAILURES} of them
 * @param scheduled how many jobs of its queues a burst left waiting for their time; 0 after other
 *     work
 * @param deferred how many jobs of its queues a burst left waiting for others; 0 after other work
 */
public record WorkReport(
    long executed,
    long succeeded,
    long failed,
    long stopped,
    List<JobFailure> failures,
    long scheduled,
    long deferred) {

  /** How many failures a report keeps at the most, so that a worker can run for years. */
  public static final int MAX_FAILURES = 100;

  /** Nothing was done. */
  public static final WorkReport NOTHING = new WorkReport(0, 0, 0, 0, List.of(), 0, 0);

  /** Keeps its own copy of the list. */
  public WorkReport {
    failures = List.copyOf(failures);
  }

  /** How many runs returned a {@link Retry}, and are followed by another. */
  public long askedAgain() {
    return executed - succeeded - failed - stopped;
  }

  /** Tells whether it ran anything: what RQ's {@code work()} returns. */
  public boolean didWork() {
    return executed > 0;
  }

  /** This work, and then that on the same queues, in one report. */
  public WorkReport then(WorkReport later) {
    return new WorkReport(
        executed + later.executed,
        succeeded + later.succeeded,
        failed + later.failed,
        stopped + later.stopped,
        Stream.concat(failures.stream(), later.failures.stream()).limit(MAX_FAILURES).toList(),
        later.scheduled,
        later.deferred);
  }
}
