package io.rq;

import io.rq.spi.Change;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.Placement;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
   * What the end of a job means for those that wait for it.
   *
   * @param ended the job
   * @param how the status that it will have; empty: it will be gone
   * @param waiting the jobs that wait for it, and what else they wait for
   */
  static Release after(JobId ended, Optional<JobStatus> how, WaitingJobs waiting, Instant now) {
    Parents parents = waiting.others().after(ended, how);
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.Dependents(ended, waiting.ids()));
    facts.addAll(waiting.others().facts());
    List<JobRecord> ready = ready(waiting, parents);
    List<Change> changes = new ArrayList<>();
    ready.forEach(child -> changes.add(enqueue(child, now)));
    return new Release(changes, facts, ready);
  }

  /**
   * What it means that a job is deleted or called off, and those that wait for it shall go on
   * without it (J-26, D-24): they wait for the others alone.
   */
  static Release without(JobId removed, WaitingJobs waiting, Instant now) {
    Release release = after(removed, Optional.empty(), waiting, now);
    List<Change> changes = new ArrayList<>(release.changes());
    waiting.jobs().stream()
        .filter(child -> !release.released().contains(child))
        .map(child -> deferred(child, waiting.others().remainingFor(child, removed)))
        .forEach(changes::add);
    return new Release(changes, release.facts(), release.released());
  }

  private static List<JobRecord> ready(WaitingJobs waiting, Parents parents) {
    return waiting.jobs().stream()
        .filter(parents::areDoneFor)
        .sorted(
            Comparator.comparing((JobRecord child) -> child.spec().createdAt())
                .thenComparing(JobRecord::id))
        .toList();
  }

  /** The whole step: the end of the job itself, and what it means for those that wait for it. */
  Transition after(Change end, @Nullable WorkerTally tally) {
    List<Change> all = new ArrayList<>(changes.size() + 1);
    all.add(end);
    all.addAll(changes);
    return new Transition(all, facts, tally);
  }

  /** Puts a job that waited for others into its queue. */
  static Change enqueue(JobRecord waiting, Instant now) {
    End end = waiting.spec().plan().end();
    return new Change(
        waiting.id(),
        waiting.spec().origin(),
        new Expected.In(Set.of(JobStatus.DEFERRED)),
        waiting.state().enqueued(now),
        new Placement.Queued(end == null ? End.BACK : end),
        null);
  }

  private static Change deferred(JobRecord waiting, List<JobId> parents) {
    return new Change(
        waiting.id(),
        waiting.spec().origin(),
        new Expected.In(Set.of(JobStatus.DEFERRED)),
        waiting.state(),
        new Placement.Deferred(parents, waiting.spec().createdAt()),
        null);
  }
}
