package io.rq.inmemory;

import io.rq.JobId;
import java.util.List;
import java.util.Set;

/**
 * Which deferred jobs wait for which others. They wait for ids: whether there is a job of that id
 * is another question.
 */
final class Dependents {

  private final Index<JobId> byParent = new Index<>();

  /** Notes what a job waits for. */
  void defer(KeptJob child, List<JobId> parents) {
    child.parents = parents;
    parents.forEach(parent -> byParent.add(parent, child.id()));
  }

  /** Forgets what a job waits for. */
  void release(KeptJob child) {
    child.parents.forEach(parent -> byParent.remove(parent, child.id()));
    child.parents = List.of();
  }

  /** Who waits for that job. */
  Set<JobId> of(JobId parent) {
    return byParent.of(parent);
  }
}
