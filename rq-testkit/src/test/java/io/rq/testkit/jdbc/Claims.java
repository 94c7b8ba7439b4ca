package io.rq.testkit.jdbc;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Claim;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Selection;
import java.time.Instant;
import java.util.Optional;

/** How waiting jobs come into the hands of workers, and stay there. */
final class Claims {

  private final Jobs jobs;
  private final Roster roster;
  private final Suspension suspension;

  Claims(Sql sql) {
    this.jobs = new Jobs(sql);
    this.roster = new Roster(sql);
    this.suspension = new Suspension(sql);
  }

  Optional<Claim> claim(Selection selection, Lease lease) {
    return select(selection, lease.at()).map(job -> take(job.record(), lease));
  }

  private Claim take(JobRecord job, Lease lease) {
    JobState started = job.state().started(lease);
    jobs.place(job.spec(), started, new Placement.Started(lease));
    roster.begin(job.id(), lease);
    return new Claim(JobRecord.of(job.spec(), started, job.meta()), lease);
  }

  boolean extend(JobId id, Lease lease) {
    Optional<KeptJob> held = jobs.find(id).filter(job -> lease.execution().equals(job.execution()));
    held.ifPresent(
        job -> {
          jobs.renew(id, heardOf(job.record().state(), lease.at()), lease);
          roster.goOn(lease);
        });
    return held.isPresent();
  }

  private Optional<KeptJob> select(Selection selection, Instant now) {
    if (selection instanceof Selection.Exactly exactly) {
      return jobs.find(exactly.job())
          .filter(job -> job.waitsIn(exactly.queue()) && !isDropped(job, now));
    }
    if (selection instanceof Selection.FirstOf firstOf && !suspension.holdsAt(now)) {
      return firstOf.queues().stream().flatMap(queue -> first(queue, now).stream()).findFirst();
    }
    return Optional.empty();
  }

  private Optional<KeptJob> first(QueueName queue, Instant now) {
    Optional<KeptJob> first = jobs.first(queue);
    while (first.isPresent() && isDropped(first.get(), now)) {
      first = jobs.first(queue);
    }
    return first;
  }

  private boolean isDropped(KeptJob job, Instant now) {
    boolean expired = job.record().isExpired(now);
    if (expired) {
      jobs.erase(job.record().id());
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
