package io.rq.inmemory;

import io.rq.End;
import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All jobs and where they lie. A job lies in exactly one place, of its own queue. */
final class Jobs {

  private final Map<JobId, KeptJob> jobs = new HashMap<>();
  private final Map<QueueName, KeptQueue> queues = new TreeMap<>();
  private final Dependents dependents = new Dependents();
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
    return Collections.unmodifiableSet(new TreeSet<>(queues.keySet()));
  }

  /** Keeps a new job and puts it into its first place. */
  void add(JobRecord record, Placement placement) {
    KeptQueue queue = queues.computeIfAbsent(record.spec().origin(), name -> new KeptQueue());
    KeptJob job = new KeptJob(record, queue);
    jobs.put(job.id(), job);
    place(job, record.state(), placement);
  }

  /** Gives a job another state and another place. */
  void place(KeptJob job, JobState next, Placement placement) {
    leave(job);
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
    } else if (placement instanceof Placement.Retained retained) {
      retain(job, next, retained);
    } else {
      forget(job);
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
    forget(job);
  }

  /** Removes jobs of a queue whose retention is over, and says how many. */
  int purge(QueueName name, Instant now, int limit) {
    KeptQueue queue = queues.get(name);
    int gone = 0;
    while (queue != null && gone < limit) {
      KeptJob expired = queue.firstExpired(now);
      if (expired == null) {
        break;
      }
      discard(expired);
      gone++;
    }
    return gone;
  }

  private void enqueue(KeptJob job, JobState next, End end) {
    job.become(next, endOfWaiting(next.enqueuedAt(), job.record.spec().ttl()));
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
      forget(job);
      return;
    }
    Instant end = retained.retention().endAfter(retained.since()).orElse(null);
    job.become(next, end);
    job.queue.register(
        job, place, new Score(end == null ? forEver : end.getEpochSecond(), job.id().value()));
  }

  /**
   * Waiting starts anew each time a job enters its queue, so only then does its time to live run
   * (J-21).
   */
  private static @Nullable Instant endOfWaiting(
      @Nullable Instant enqueuedAt, @Nullable Duration ttl) {
    return enqueuedAt == null || ttl == null
        ? null
        : enqueuedAt.truncatedTo(ChronoUnit.SECONDS).plus(ttl);
  }

  private void leave(KeptJob job) {
    job.queue.remove(job);
    dependents.release(job);
  }

  private void forget(KeptJob job) {
    jobs.remove(job.id());
    dependents.abandon(job.id());
  }
}
