package io.rq.inmemory;

import io.rq.JobId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Which deferred jobs wait for which others. */
final class Dependents {

  private final Map<JobId, NavigableSet<Dependent>> byParent = new HashMap<>();

  /** Notes what a job waits for. */
  void defer(KeptJob child, List<JobId> parents) {
    child.parents = parents;
    for (JobId parent : parents) {
      byParent.computeIfAbsent(parent, any -> new TreeSet<>()).add(Dependent.of(child));
    }
  }

  /** Forgets what a job waits for. */
  void release(KeptJob child) {
    for (JobId parent : child.parents) {
      NavigableSet<Dependent> children = byParent.get(parent);
      if (children != null) {
        children.remove(Dependent.of(child));
        if (children.isEmpty()) {
          byParent.remove(parent);
        }
      }
    }
    child.parents = List.of();
  }

  /** Forgets who waits for that job. */
  void abandon(JobId parent) {
    byParent.remove(parent);
  }

  /** Who waits for that job, in the order of (created at, id). */
  List<JobId> of(JobId parent) {
    NavigableSet<Dependent> children = byParent.get(parent);
    return children == null ? List.of() : children.stream().map(Dependent::id).toList();
  }

  private record Dependent(Instant createdAt, JobId id) implements Comparable<Dependent> {

    private static final Comparator<Dependent> ORDER =
        Comparator.comparing(Dependent::createdAt).thenComparing(Dependent::id);

    static Dependent of(KeptJob job) {
      return new Dependent(job.record.spec().createdAt(), job.id());
    }

    @Override
    public int compareTo(Dependent other) {
      return ORDER.compare(this, other);
    }
  }
}
