package io.rq;

import io.rq.spi.Admission;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores new jobs where they begin: in their queue, among those that wait for their time or for
 * others, or in the hands of whoever enqueues them. One call of the store, and a read before it
 * where a job waits for others.
 */
final class Intake {

  /** What stores the jobs, if it does. */
  interface Gate {

    /** Stores all of them, or nothing. */
    Admission admit(List<Insertion> jobs, List<Fact> facts);
  }

  private final Rq rq;
  private final @Nullable Gate gate;

  /**
   * An intake.
   *
   * @param gate what stores the jobs; {@code null}: the store of jobs
   */
  Intake(Rq rq, @Nullable Gate gate) {
    this.rq = rq;
    this.gate = gate;
  }

  /**
   * Stores the jobs, all or none.
   *
   * @param holder takes a lease on a job that could begin now; {@code null}: it waits in its queue
   * @return where each begins; empty if the gate was shut
   * @throws DuplicateJobException if an id is taken; it names the first one
   * @throws NoSuchJobException if one waits for a job that there is not
   * @throws InvalidJobOperationException if one waits for a job that was canceled
   */
  Optional<List<Insertion>> store(List<NewJob> jobs, @Nullable Function<NewJob, Lease> holder) {
    Races races = new Races();
    while (true) {
      Parents parents = parents(jobs);
      List<Insertion> insertions = insertions(jobs, parents, holder);
      Admission admission =
          gate == null
              ? rq.backend().jobs().insert(insertions, parents.facts())
              : gate.admit(insertions, parents.facts());
      refuseTaken(jobs, admission);
      if (admission.isStored()) {
        rq.interceptors().enqueued(rq, jobs);
        return Optional.of(insertions);
      }
      if (gate != null) {
        return Optional.empty();
      }
      races.won(false, jobs.get(0).spec().id());
    }
  }

  private static void refuseTaken(List<NewJob> jobs, Admission admission) {
    for (NewJob job : jobs) {
      if (admission.taken().contains(job.spec().id())) {
        throw new DuplicateJobException(job.spec().id());
      }
    }
  }

  private Parents parents(List<NewJob> jobs) {
    Set<JobId> earlier = new LinkedHashSet<>();
    Set<JobId> stored = new LinkedHashSet<>();
    for (NewJob job : jobs) {
      Plan.Dependencies on = job.spec().plan().dependencies();
      if (on != null) {
        if (on.parents().contains(job.spec().id())) {
          throw new IllegalArgumentException("Job " + job.spec().id() + " cannot wait for itself");
        }
        on.parents().stream().filter(parent -> !earlier.contains(parent)).forEach(stored::add);
      }
      earlier.add(job.spec().id());
    }
    if (stored.isEmpty()) {
      return Parents.NONE;
    }
    Parents parents = Parents.read(rq.backend().jobs(), stored, rq.now());
    stored.forEach(parent -> check(parent, parents));
    return parents;
  }

  private static void check(JobId parent, Parents parents) {
    if (parents.isGone(parent)) {
      throw new NoSuchJobException(parent);
    }
    if (parents.isCanceled(parent)) {
      throw new InvalidJobOperationException(
          parent, "Nothing can wait for job " + parent + ": it is canceled");
    }
  }

  private List<Insertion> insertions(
      List<NewJob> jobs, Parents parents, @Nullable Function<NewJob, Lease> holder) {
    Instant now = rq.now();
    Set<JobId> earlier = new HashSet<>();
    List<Insertion> insertions = new ArrayList<>(jobs.size());
    for (NewJob job : jobs) {
      boolean waits = waits(job, earlier, parents);
      insertions.add(insertion(job, waits, now, holder));
      earlier.add(job.spec().id());
    }
    return insertions;
  }

  // Those that are enqueued with it did not even begin.
  private static boolean waits(NewJob job, Set<JobId> earlier, Parents parents) {
    Plan.Dependencies on = job.spec().plan().dependencies();
    return on != null
        && (on.parents().stream().anyMatch(earlier::contains)
            || !parents.areDoneFor(job.in(job.made())));
  }

  private Insertion insertion(
      NewJob job, boolean waits, Instant now, @Nullable Function<NewJob, Lease> holder) {
    Plan.Dependencies on = job.spec().plan().dependencies();
    JobState made = job.made();
    if (job.due() != null) {
      return new Insertion(
          job.in(made.in(JobStatus.SCHEDULED)), new Placement.Scheduled(job.due()));
    }
    if (on != null && waits) {
      return new Insertion(
          job.in(made.in(JobStatus.DEFERRED)),
          new Placement.Deferred(on.parents(), job.spec().createdAt()));
    }
    if (holder != null) {
      Lease lease = holder.apply(job);
      return new Insertion(job.in(made.enqueued(now).started(lease)), new Placement.Started(lease));
    }
    return new Insertion(job.in(made.enqueued(now)), new Placement.Queued(job.end()));
  }
}
