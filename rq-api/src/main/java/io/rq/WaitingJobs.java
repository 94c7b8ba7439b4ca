package io.rq;

import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs that wait for another one, as they were when they were read.
 *
 * @param ids all that wait
 * @param jobs their records, as far as they exist
 * @param others the status of every other job that any of them waits for; empty: there is none
 */
record WaitingJobs(Set<JobId> ids, List<JobRecord> jobs, Map<JobId, Optional<JobStatus>> others) {

  static WaitingJobs of(JobStore store, JobId parent) {
    Set<JobId> ids = store.dependents(parent);
    List<JobRecord> jobs =
        store.find(new ArrayList<>(ids)).stream()
            .flatMap(Optional::stream)
            .filter(job -> job.state().status() == JobStatus.DEFERRED)
            .toList();
    Set<JobId> parents = new LinkedHashSet<>();
    for (JobRecord job : jobs) {
      Plan.Dependencies on = job.spec().plan().dependencies();
      if (on != null) {
        parents.addAll(on.parents());
      }
    }
    parents.remove(parent);
    return new WaitingJobs(ids, jobs, statuses(store, parents));
  }

  /** The status of each of these jobs; empty: there is none. */
  static Map<JobId, Optional<JobStatus>> statuses(JobStore store, Set<JobId> jobs) {
    List<JobId> ids = new ArrayList<>(jobs);
    List<Optional<JobRecord>> found = store.find(ids);
    Map<JobId, Optional<JobStatus>> statuses = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      statuses.put(ids.get(i), found.get(i).map(job -> job.state().status()));
    }
    return statuses;
  }
}
