package io.rq;

import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs that wait for another one, as they were when they were read.
 *
 * @param ids all that wait
 * @param jobs their records, as far as they exist; not that of the job itself, which another
 *     program may have let wait for itself (D-25)
 * @param others every other job that any of them waits for
 */
record WaitingJobs(Set<JobId> ids, List<JobRecord> jobs, Parents others) {

  static WaitingJobs of(JobStore store, JobId parent, Instant now) {
    Set<JobId> ids = store.dependents(parent);
    List<JobRecord> jobs =
        store.find(new ArrayList<>(ids)).stream()
            .flatMap(Optional::stream)
            .filter(job -> job.state().status() == JobStatus.DEFERRED)
            .filter(job -> !job.id().equals(parent))
            .toList();
    Set<JobId> others = Parents.named(jobs);
    others.remove(parent);
    return new WaitingJobs(ids, jobs, Parents.read(store, others, now).withTies(store, jobs));
  }

  /** The same, and who else waits for each of the others. */
  WaitingJobs withAllTies(JobStore store) {
    return new WaitingJobs(ids, jobs, others.withAllTies(store));
  }
}
