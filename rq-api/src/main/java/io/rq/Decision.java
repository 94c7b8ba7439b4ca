package io.rq;

import io.rq.spi.Change;
import io.rq.spi.Fact;
import io.rq.spi.Placement;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a job whose run ended.
 *
 * @param change of the job itself
 * @param isFinal whether its life is over, so that those that wait for it must be told
 * @param tally what it counts for its worker; {@code null}: nothing
 */
record Decision(Change change, boolean isFinal, @Nullable WorkerTally tally) {

  /** The step, if nobody waits for the job. */
  Transition alone() {
    List<Fact> facts = isFinal ? List.of(new Fact.Dependents(change.job(), Set.of())) : List.of();
    return new Transition(List.of(change), facts, tally);
  }

  /**
   * The same, but a failed job is kept for a year at least: those that wait for it would take its
   * absence for success, and it may yet be requeued (D-09, D-26).
   */
  Decision keptWhileOthersWait(Instant now) {
    if (change.next().status() == JobStatus.FINISHED || isKeptLongEnough(change.placement())) {
      return this;
    }
    Retention year = Lifecycle.DEFAULT_FAILURE_TTL;
    Change kept =
        new Change(
            change.job(),
            change.origin(),
            change.expected(),
            change.next(),
            new Placement.Retained(Placement.Outcome.FAILED, year, now),
            change.result());
    return new Decision(kept, isFinal, tally);
  }

  private static boolean isKeptLongEnough(Placement placement) {
    return placement instanceof Placement.Retained retained
        && retained.retention().isAtLeast(Lifecycle.DEFAULT_FAILURE_TTL);
  }

  /** The step that also does what the end of the job means for others. */
  Transition with(Release release) {
    return release.after(change, tally);
  }
}
