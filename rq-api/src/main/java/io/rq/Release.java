package io.rq;

import io.rq.spi.Change;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.Placement;
import io.rq.spi.Plan;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the jobs that wait for another may go on once that has ended. Pure: it is given
 * all that it looks at, and names all of it as facts, so that a decision which was overtaken is not
 * committed but made again (D-08).
 *
 * @param changes of the jobs that go on
 * @param facts what the decision relied on
 * @param released the jobs that go on
 */
record Release(List<Change> changes, List<Fact> facts, List<JobRecord> released) {

  /**
   * Whether a job in that status is done for one that waits for it. A job that is gone was done
   * once, or was deleted on purpose (D-14, D-24); one that was called off is not (D-15).
   */
  static boolean isDone(Optional<JobStatus> parent, boolean allowFailure) {
    return parent.isEmpty()
        || parent.get() == JobStatus.FINISHED
        || (parent.get() == JobStatus.FAILED && allowFailure);
  }

  /** Whether a job may go on, given the status of each job that it waits for. */
  static boolean isReady(JobRecord waiting, Map<JobId, Optional<JobStatus>> parents) {
    Plan.Dependencies on = waiting.spec().plan().dependencies();
    return on == null
        || on.parents().stream()
            .allMatch(
                parent ->
                    isDone(parents.getOrDefault(parent, Optional.empty()), allowsFailure(on)));
  }

  /**
   * What the end of a job means for those that wait for it.
   *
   * @param ended the job
   * @param how the status that it will have; empty: it will be gone
   * @param waiting the jobs that wait for it, and what else they wait for
   */
  static Release after(JobId ended, Optional<JobStatus> how, WaitingJobs waiting, Instant now) {
    Map<JobId, Optional<JobStatus>> others = waiting.others();
    Map<JobId, Optional<JobStatus>> parents = new HashMap<>(others);
    parents.put(ended, how);
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.Dependents(ended, waiting.ids()));
    others.forEach((parent, status) -> facts.add(new Fact.Status(parent, status)));
    List<JobRecord> ready =
        waiting.jobs().stream()
            .filter(child -> isReady(child, parents))
            .sorted(
                Comparator.comparing((JobRecord child) -> child.spec().createdAt())
                    .thenComparing(JobRecord::id))
            .toList();
    return new Release(ready.stream().map(child -> enqueue(child, now)).toList(), facts, ready);
  }

  /** The whole step: the end of the job itself, and what it means for those that wait for it. */
  Transition after(Change end, @Nullable WorkerTally tally) {
    List<Change> all = new ArrayList<>(changes.size() + 1);
    all.add(end);
    all.addAll(changes);
    return new Transition(all, facts, tally);
  }

  /** Puts a job that waited for others into its queue. */
  private static Change enqueue(JobRecord waiting, Instant now) {
    End end = waiting.spec().plan().end();
    return new Change(
        waiting.id(),
        waiting.spec().origin(),
        new Expected.In(Set.of(JobStatus.DEFERRED)),
        waiting.state().enqueued(now),
        new Placement.Queued(end == null ? End.BACK : end),
        null);
  }

  private static boolean allowsFailure(Plan.Dependencies on) {
    return on.allowFailure() != null && on.allowFailure();
  }
}
