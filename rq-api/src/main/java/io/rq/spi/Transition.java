package io.rq.spi;

import io.rq.JobId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole step in the life of one or more jobs, applied all or not at all. It applies if every fact
 * holds and every change meets what it expects; all that is looked at before anything is changed.
 *
 * @param changes what shall become of which job; applied in this order
 * @param facts what else must still be true
 * @param tally what the step adds to a worker's counters; {@code null}: nothing. A worker that is
 *     settled here becomes idle and has no current job
 */
public record Transition(List<Change> changes, List<Fact> facts, @Nullable WorkerTally tally) {

  /**
   * Keeps its own copies of the lists.
   *
   * @throws IllegalArgumentException if two of the changes are of one job
   */
  public Transition {
    changes = List.copyOf(changes);
    facts = List.copyOf(facts);
    if (changes.size() > 1) {
      requireDistinct(changes);
    }
  }

  private static void requireDistinct(List<Change> changes) {
    Set<JobId> seen = new HashSet<>();
    for (Change change : changes) {
      if (!seen.add(change.job())) {
        throw new IllegalArgumentException(
            "Job "
                + change.job()
                + " is changed twice in one step: say what comes of it in the end");
      }
    }
  }

  /** A step of one job that relies on nothing else. */
  public static Transition of(Change change) {
    return new Transition(List.of(change), List.of(), null);
  }

  /** The same step, which also counts for a worker. */
  public Transition countedFor(WorkerTally newTally) {
    return new Transition(changes, facts, newTally);
  }
}
