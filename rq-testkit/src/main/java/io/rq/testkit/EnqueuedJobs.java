package io.rq.testkit;

import io.rq.Job;
import io.rq.JobId;
import io.rq.Queue;
import io.rq.Rq;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jobs that a test asks about, in the order in which they were made. */
public final class EnqueuedJobs {

  /** A piece of a program. */
  @FunctionalInterface
  public interface Block {
    /** Does it. */
    void run() throws Exception;
  }

  private final List<Job<Object>> jobs;

  private EnqueuedJobs(List<Job<Object>> jobs) {
    this.jobs = jobs;
  }

  /** Those that wait in queues, for their time, or for other jobs. */
  static EnqueuedJobs waiting(Rq rq) {
    List<Job<Object>> jobs = new ArrayList<>();
    rq.queues().forEach(queue -> addWaiting(queue, jobs));
    return new EnqueuedJobs(jobs);
  }

  static EnqueuedJobs waiting(Queue queue) {
    List<Job<Object>> jobs = new ArrayList<>();
    addWaiting(queue, jobs);
    return new EnqueuedJobs(jobs);
  }

  private static void addWaiting(Queue queue, List<Job<Object>> jobs) {
    jobs.addAll(queue.jobs());
    jobs.addAll(queue.scheduled().jobs());
    jobs.addAll(queue.deferred().jobs());
  }

  /**
   * Those that a piece of a program enqueued, whatever became of them since, as long as they are
   * kept.
   */
  static EnqueuedJobs by(Rq rq, Block block) throws Exception {
    Set<JobId> before = new HashSet<>(all(rq).keySet());
    block.run();
    Map<JobId, Job<Object>> after = all(rq);
    after.keySet().removeAll(before);
    return new EnqueuedJobs(List.copyOf(after.values()));
  }

  private static Map<JobId, Job<Object>> all(Rq rq) {
    Map<JobId, Job<Object>> jobs = new LinkedHashMap<>();
    for (Queue queue : rq.queues()) {
      List<Job<Object>> here = new ArrayList<>();
      addWaiting(queue, here);
      here.addAll(queue.started().jobs());
      here.addAll(queue.finished().jobs());
      here.addAll(queue.failed().jobs());
      here.addAll(queue.canceled().jobs());
      here.forEach(job -> jobs.put(job.id(), job));
    }
    return jobs;
  }

  /** The jobs. */
  public List<Job<Object>> jobs() {
    return jobs;
  }

  @Override
  public String toString() {
    return jobs.toString();
  }
}
