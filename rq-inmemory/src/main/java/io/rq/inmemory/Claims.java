package io.rq.inmemory;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Claim;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How waiting jobs come into the hands of workers, and stay there. */
final class Claims {

  private final Jobs jobs;
  private final Roster roster;
  private final Suspension suspension;

  Claims(Jobs jobs, Roster roster, Suspension suspension) {
    this.jobs = jobs;
    this.roster = roster;
    this.suspension = suspension;
  }

  Optional<Claim> claim(Selection selection, Lease lease) {
    KeptJob job = select(selection, lease.at());
    if (job == null) {
      return Optional.empty();
    }
    jobs.place(job, job.record.state().started(lease), new Placement.Started(lease));
    roster.begin(job.id(), lease);
    return Optional.of(new Claim(job.record, lease));
  }

  boolean extend(JobId id, Lease lease) {
    KeptJob job = jobs.get(id);
    if (job == null || !lease.execution().equals(job.execution)) {
      return false;
    }
    jobs.renew(job, heardOf(job.record.state(), lease.at()), lease);
    roster.goOn(lease);
    return true;
  }

  private @Nullable KeptJob select(Selection selection, Instant now) {
    if (selection instanceof Selection.Exactly exactly) {
      return exactly(exactly, now);
    }
    if (selection instanceof Selection.FirstOf firstOf && !suspension.holdsAt(now)) {
      return firstOf(firstOf.queues(), now);
    }
    return null;
  }

  private @Nullable KeptJob exactly(Selection.Exactly wanted, Instant now) {
    KeptJob job = jobs.get(wanted.job());
    if (job == null || !job.waitsIn(wanted.queue()) || droppedAsExpired(job, now)) {
      return null;
    }
    return job;
  }

  private @Nullable KeptJob firstOf(List<QueueName> queues, Instant now) {
    for (QueueName name : queues) {
      KeptQueue queue = jobs.queue(name);
      KeptJob first = queue == null ? null : queue.first();
      while (queue != null && first != null && droppedAsExpired(first, now)) {
        first = queue.first();
      }
      if (first != null) {
        return first;
      }
    }
    return null;
  }

  private boolean droppedAsExpired(KeptJob job, Instant now) {
    boolean expired = job.record.isExpired(now);
    if (expired) {
      jobs.discard(job);
    }
    return expired;
  }

  private static JobState heardOf(JobState state, Instant now) {
    return new JobState(
        state.status(),
        state.enqueuedAt(),
        state.startedAt(),
        state.endedAt(),
        now,
        state.worker(),
        state.counters());
  }
}
