package io.rq.testkit.equivalence;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Backend;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.StoredResult;
import io.rq.spi.WorkerRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that can be read of an installation at one time, in a form that does not depend on when what
 * is over is removed: a record whose time is over is as good as gone.
 *
 * @param now the time
 * @param queues the names of the queues
 * @param places the lines of each place that has any, by queue and place
 * @param jobs the jobs that exist, by id
 * @param results their results
 * @param dependents the jobs that wait for a job, by its id, where there are any
 * @param groups the jobs of each group that has any
 * @param workers the workers
 * @param suspended whether the workers are suspended
 */
public record State(
    Instant now,
    Set<QueueName> queues,
    Map<String, List<Entry>> places,
    Map<JobId, JobRecord> jobs,
    Map<JobId, List<StoredResult>> results,
    Map<JobId, Set<JobId>> dependents,
    Map<String, Set<JobId>> groups,
    List<WorkerRecord> workers,
    boolean suspended) {

  /** More than any scenario puts anywhere; a list that never ends is cut off there. */
  private static final Range ENOUGH = Range.first(10_000);

  /**
   * Reads it.
   *
   * @param known jobs to look for, besides those that stand anywhere
   * @param before the state before; what only changes with a job's record is taken from there if
   *     that did not change. {@code null}: everything is read
   */
  static State of(
      Backend backend,
      Instant now,
      Collection<QueueName> names,
      Collection<JobId> known,
      @Nullable State before) {
    JobStore store = backend.jobs();
    Set<JobId> ids = new LinkedHashSet<>(known);
    Map<String, List<Entry>> places = new TreeMap<>();
    for (QueueName queue : names) {
      for (Place place : Place.values()) {
        List<Entry> lines = store.list(queue, place, ENOUGH);
        if (!lines.isEmpty()) {
          places.put(queue + " " + place, lines);
          lines.forEach(line -> ids.add(line.job()));
        }
      }
    }
    Map<JobId, JobRecord> jobs = new TreeMap<>();
    store.find(new ArrayList<>(ids)).stream()
        .flatMap(Optional::stream)
        .filter(job -> !job.isExpired(now))
        .forEach(job -> jobs.put(job.id(), job));
    return new State(
        now,
        store.queues(),
        places,
        jobs,
        results(store, jobs, before),
        dependents(store, ids, jobs, before),
        groups(store, now),
        backend.workers().workers(now),
        backend.signals().isSuspended(now));
  }

  private static Map<JobId, List<StoredResult>> results(
      JobStore store, Map<JobId, JobRecord> jobs, @Nullable State before) {
    Map<JobId, List<StoredResult>> results = new TreeMap<>();
    jobs.forEach(
        (id, job) -> {
          List<StoredResult> found =
              before != null && job.equals(before.jobs.get(id))
                  ? before.results.getOrDefault(id, List.of())
                  : store.results(id, Integer.MAX_VALUE).stream().map(State::brief).toList();
          if (!found.isEmpty()) {
            results.put(id, found);
          }
        });
    return results;
  }

  // Frames differ from run to run.
  private static StoredResult brief(StoredResult result) {
    return new StoredResult(
        result.type(),
        result.createdAt(),
        result.returnValue(),
        result.failure() == null ? null : result.failure().lines().findFirst().orElse(""),
        result.worker(),
        result.execution(),
        result.startedAt(),
        result.endedAt());
  }

  private static Map<JobId, Set<JobId>> dependents(
      JobStore store, Set<JobId> ids, Map<JobId, JobRecord> jobs, @Nullable State before) {
    if (before != null && before.jobs.equals(jobs)) {
      return before.dependents;
    }
    Set<JobId> parents = new TreeSet<>();
    if (before == null) {
      parents.addAll(ids);
    } else {
      parents.addAll(before.dependents.keySet());
      jobs.values().stream()
          .map(job -> job.spec().plan().dependencies())
          .filter(Objects::nonNull)
          .forEach(on -> parents.addAll(on.parents()));
    }
    Map<JobId, Set<JobId>> dependents = new TreeMap<>();
    for (JobId parent : parents) {
      Set<JobId> waiting = store.dependents(parent);
      if (!waiting.isEmpty()) {
        dependents.put(parent, waiting);
      }
    }
    return dependents;
  }

  private static Map<String, Set<JobId>> groups(JobStore store, Instant now) {
    Map<String, Set<JobId>> groups = new TreeMap<>();
    store.groups(now).forEach(group -> groups.put(group, store.members(group, now)));
    return groups;
  }
}
