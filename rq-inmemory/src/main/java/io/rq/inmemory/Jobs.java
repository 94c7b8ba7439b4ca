package io.rq.inmemory;

import io.rq.End;
import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** All jobs and where they lie: each in exactly one place, of its own queue. */
final class Jobs {

  private final Map<JobId, KeptJob> jobs = new HashMap<>();
  private final Map<QueueName, KeptQueue> queues = new TreeMap<>();
  private final Dependents dependents = new Dependents();
  private final Index<String> groups = new Index<>();
  private final Runnable workArrived;

  Jobs(Runnable workArrived) {
    this.workArrived = workArrived;
  }

  @Nullable KeptJob get(JobId id) {
    return jobs.get(id);
  }

  @Nullable KeptQueue queue(QueueName name) {
    return queues.get(name);
  }

  Set<QueueName> queueNames() {
    Set<QueueName> names = new TreeSet<>();
    queues.forEach(
        (name, queue) -> {
          if (queue.listed) {
            names.add(name);
          }
        });
    return Collections.unmodifiableSet(names);
  }

  Set<JobId> dependents(JobId parent) {
    return dependents.of(parent);
  }

  Set<String> groups() {
    return groups.keys();
  }

  Set<JobId> members(String group) {
    return groups.of(group);
  }

  /** Keeps a new job and puts it into its first place. */
  void add(JobRecord record, Placement placement) {
    KeptQueue queue = queues.computeIfAbsent(record.spec().origin(), name -> new KeptQueue());
    KeptJob job = new KeptJob(record, queue);
    jobs.put(job.id(), job);
    queue.jobs++;
    inGroup(job, groups::add);
    place(job, record.state(), placement);
  }

  /** Gives a job another state and another place. */
  void place(KeptJob job, JobState next, Placement placement) {
    leave(job);
    if (placement instanceof Placement.Retained retained) {
      retain(job, next, retained);
    } else if (placement instanceof Placement.Discarded) {
      erase(job);
    } else {
      job.queue.listed = true;
      putAmongTheLiving(job, next, placement);
    }
  }

  private void putAmongTheLiving(KeptJob job, JobState next, Placement placement) {
    if (placement instanceof Placement.Queued queued) {
      enqueue(job, next, queued.end());
    } else if (placement instanceof Placement.Started started) {
      run(job, next, started.lease());
    } else if (placement instanceof Placement.Scheduled scheduled) {
      job.become(next, null);
      job.queue.register(job, Place.SCHEDULED, Score.of(scheduled.due(), job.id().value()));
    } else if (placement instanceof Placement.Deferred deferred) {
      job.become(next, null);
      job.queue.register(job, Place.DEFERRED, Score.of(deferred.since(), job.id().value()));
      dependents.defer(job, deferred.parents());
    }
  }

  /** Gives a run that goes on a later end. */
  void renew(KeptJob job, JobState next, Lease lease) {
    job.queue.remove(job);
    run(job, next, lease);
  }

  /** Removes a job and all that was kept of it. */
  void discard(KeptJob job) {
    leave(job);
    erase(job);
  }

  /** Removes jobs of a queue whose retention is over, and says how many. */
  int purge(QueueName name, Instant now, int limit) {
    KeptQueue queue = queues.get(name);
    if (queue == null) {
      return 0;
    }
    List<Entry> over = new ArrayList<>(queue.due(Place.FINISHED, now, limit));
    over.addAll(queue.due(Place.FAILED, now, limit - over.size()));
    over.forEach(entry -> discard(Objects.requireNonNull(jobs.get(entry.job()))));
    return over.size();
  }

  /** Removes jobs that waited in a queue for too long, and says how many. */
  int compact(QueueName name, Range part, Instant now) {
    KeptQueue queue = queues.get(name);
    if (queue == null) {
      return 0;
    }
    List<KeptJob> over =
        queue.entries(Place.QUEUED, part).stream()
            .map(entry -> Objects.requireNonNull(jobs.get(entry.job())))
            .filter(job -> job.record.isExpired(now))
            .toList();
    over.forEach(this::discard);
    return over.size();
  }

  /** Takes a queue in which no job lies off the list; jobs in its other places stay. */
  boolean forget(QueueName name) {
    KeptQueue queue = queues.get(name);
    if (queue == null) {
      return true;
    }
    if (queue.count(Place.QUEUED) > 0) {
      return false;
    }
    queue.listed = false;
    dropIfUnknown(name, queue);
    return true;
  }

  private void dropIfUnknown(QueueName name, KeptQueue queue) {
    if (!queue.listed && queue.jobs == 0) {
      queues.remove(name);
    }
  }

  private void enqueue(KeptJob job, JobState next, End end) {
    job.become(next, job.record.spec().endOfWaiting(next.enqueuedAt()).orElse(null));
    job.queue.push(job, end);
    workArrived.run();
  }

  private static void run(KeptJob job, JobState next, Lease lease) {
    job.become(next, null);
    job.queue.start(job, lease);
  }

  private void retain(KeptJob job, JobState next, Placement.Retained retained) {
    switch (retained.outcome()) {
      case FINISHED -> retain(job, next, retained, Place.FINISHED, Score.LAST);
      case FAILED -> retain(job, next, retained, Place.FAILED, Score.FIRST);
      case CANCELED -> {
        job.become(next, null);
        job.queue.register(job, Place.CANCELED, Score.of(retained.since(), job.id().value()));
      }
    }
  }

  private void retain(
      KeptJob job, JobState next, Placement.Retained retained, Place place, long forEver) {
    if (retained.retention().isNone()) {
      erase(job);
      return;
    }
    Instant end = retained.retention().endAfter(retained.since()).orElse(null);
    job.become(next, end);
    job.queue.register(
        job, place, new Score(end == null ? forEver : end.getEpochSecond(), job.id().value()));
  }

  private void leave(KeptJob job) {
    job.queue.remove(job);
    dependents.release(job);
  }

  /** Those that wait for it go on waiting for its id. */
  private void erase(KeptJob job) {
    jobs.remove(job.id());
    inGroup(job, groups::remove);
    job.queue.jobs--;
    dropIfUnknown(job.record.spec().origin(), job.queue);
  }

  private static void inGroup(KeptJob job, BiConsumer<String, JobId> action) {
    String group = job.record.spec().plan().group();
    if (group != null) {
      action.accept(group, job.id());
    }
  }
}
