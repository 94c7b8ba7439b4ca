package io.rq;

import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs that others wait for, as they were when they were read, and what each means for those.
 *
 * @param statuses their statuses as they are stored; empty: there is no such job
 * @param gone those of which there is nothing left, or nothing that counts any more
 * @param ties who still waits for them, as far as it was read: whoever is let go on purpose waits
 *     for them no longer, whatever becomes of them (J-26)
 */
record Parents(
    Map<JobId, Optional<JobStatus>> statuses, Set<JobId> gone, Map<JobId, Set<JobId>> ties) {

  /** None at all. */
  static final Parents NONE = new Parents(Map.of(), Set.of(), Map.of());

  /** Reads those jobs. */
  static Parents read(JobStore store, Collection<JobId> ids, Instant now) {
    List<JobId> asked = new ArrayList<>(ids);
    List<Optional<JobRecord>> found = store.find(asked);
    Map<JobId, Optional<JobStatus>> statuses = new HashMap<>();
    Set<JobId> gone = new HashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      Optional<JobRecord> parent = found.get(i);
      statuses.put(asked.get(i), parent.map(job -> job.state().status()));
      if (parent.filter(job -> !job.isExpired(now)).isEmpty()) {
        gone.add(asked.get(i));
      }
    }
    return new Parents(statuses, gone, Map.of());
  }

  /** All jobs that any of these was to wait for. */
  static Set<JobId> named(Collection<JobRecord> children) {
    Set<JobId> parents = new LinkedHashSet<>();
    children.forEach(child -> parents.addAll(named(child)));
    return parents;
  }

  private static List<JobId> named(JobRecord child) {
    Plan.Dependencies on = child.spec().plan().dependencies();
    return on == null ? List.of() : on.parents();
  }

  /**
   * The same, and who still waits for those of them that cannot end any more, or that seem to hold
   * one of these jobs back. One that does is enough for a job; no more are read for it.
   */
  Parents withTies(JobStore store, Collection<JobRecord> children) {
    Map<JobId, Set<JobId>> read = new HashMap<>();
    statuses.forEach(
        (parent, status) -> {
          if (gone.contains(parent) || isCanceled(status)) {
            read.put(parent, store.dependents(parent));
          }
        });
    Parents known = new Parents(statuses, gone, read);
    for (JobRecord child : children) {
      for (JobId parent : named(child)) {
        if (!known.isDone(parent, child)) {
          read.computeIfAbsent(parent, store::dependents);
          if (known.isTied(parent, child)) {
            break;
          }
        }
      }
    }
    return known;
  }

  /** The same, and who still waits for each of them. */
  Parents withAllTies(JobStore store) {
    Map<JobId, Set<JobId>> read = new HashMap<>();
    statuses.keySet().forEach(parent -> read.put(parent, store.dependents(parent)));
    return new Parents(statuses, gone, read);
  }

  /** The same, after one of them will have that status; empty: will be gone. */
  Parents after(JobId ended, Optional<JobStatus> how) {
    Map<JobId, Optional<JobStatus>> then = new HashMap<>(statuses);
    then.put(ended, how);
    Set<JobId> goneThen = new HashSet<>(gone);
    if (how.isEmpty()) {
      goneThen.add(ended);
    } else {
      goneThen.remove(ended);
    }
    return new Parents(then, goneThen, ties);
  }

  /** What a decision relies on that was made by these. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    statuses.forEach((parent, status) -> facts.add(new Fact.Status(parent, status)));
    ties.forEach((parent, waiting) -> facts.add(new Fact.Dependents(parent, waiting)));
    return facts;
  }

  /** Whether a job may go on. */
  boolean areDoneFor(JobRecord child) {
    return named(child).stream().allMatch(parent -> isDone(parent, child));
  }

  // A job that is gone was done once, or was deleted on purpose (D-14, D-24). One that let its
  // children go when it was called off (J-26) is none of theirs any more, even if it is requeued.
  private boolean isDone(JobId parent, JobRecord child) {
    if (isGone(parent)) {
      return true;
    }
    return switch (statusOf(parent).orElse(JobStatus.CREATED)) {
      case FINISHED -> true;
      case FAILED -> allowsFailure(child) || !isTied(parent, child);
      default -> !isTied(parent, child);
    };
  }

  /** Whether a job waits for one that was called off, and so for ever. */
  boolean areCanceledFor(JobRecord child) {
    return named(child).stream().anyMatch(parent -> isCanceled(parent) && isTied(parent, child));
  }

  /**
   * Those that went away and left a job waiting. How they ended nobody can say: what a store may
   * still hold of them counts no more.
   */
  List<JobId> lostTo(JobRecord child) {
    return named(child).stream()
        .filter(parent -> gone.contains(parent) && isTied(parent, child))
        .toList();
  }

  /** Those that a job waits for, once it was let go by one of them. */
  List<JobId> remainingFor(JobRecord child, JobId letGoBy) {
    return named(child).stream()
        .filter(parent -> !parent.equals(letGoBy) && isTied(parent, child))
        .toList();
  }

  /** Whether nothing is left of a job, or nothing that counts. */
  boolean isGone(JobId parent) {
    return statusOf(parent).isEmpty() || gone.contains(parent);
  }

  /** Whether a job was called off. */
  boolean isCanceled(JobId parent) {
    return isCanceled(statusOf(parent));
  }

  private Optional<JobStatus> statusOf(JobId parent) {
    return statuses.getOrDefault(parent, Optional.empty());
  }

  private boolean isTied(JobId parent, JobRecord child) {
    Set<JobId> waiting = ties.get(parent);
    return waiting == null || waiting.contains(child.id());
  }

  private static boolean isCanceled(Optional<JobStatus> status) {
    return status.equals(Optional.of(JobStatus.CANCELED));
  }

  private static boolean allowsFailure(JobRecord child) {
    Plan.Dependencies on = child.spec().plan().dependencies();
    return on != null && on.allowFailure() != null && on.allowFailure();
  }
}
