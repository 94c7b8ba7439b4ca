package io.rq.inmemory;

import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.spi.Admission;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.Placement;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The writes that apply wholly or not at all: first everything is checked, then everything is done.
 */
final class Steps {

  private final Jobs jobs;
  private final Roster roster;
  private final Runnable resultRecorded;

  Steps(Jobs jobs, Roster roster, Runnable resultRecorded) {
    this.jobs = jobs;
    this.roster = roster;
    this.resultRecorded = resultRecorded;
  }

  Admission insert(List<Insertion> insertions, List<Fact> facts) {
    Insertion.requireDistinct(insertions);
    boolean factsHeld = holdAll(facts);
    Set<JobId> taken = taken(insertions);
    if (!factsHeld || !taken.isEmpty()) {
      return new Admission(taken, factsHeld);
    }
    for (Insertion insertion : insertions) {
      KeptJob expired = jobs.get(insertion.job().id());
      if (expired != null) {
        jobs.discard(expired);
      }
      jobs.add(insertion.job(), insertion.placement());
      if (insertion.placement() instanceof Placement.Started started) {
        roster.begin(insertion.job().id(), started.lease());
      }
    }
    return Admission.STORED;
  }

  boolean commit(Transition transition) {
    if (!holdAll(transition.facts())
        || !transition.changes().stream().allMatch(this::meetsExpected)) {
      return false;
    }
    transition.changes().forEach(this::apply);
    if (transition.tally() != null) {
      roster.settle(transition.tally());
    }
    return true;
  }

  void deleteResults(JobId id) {
    KeptJob job = jobs.get(id);
    if (job != null) {
      job.history = null;
    }
  }

  boolean annotate(JobId id, Bytes meta, Instant now) {
    KeptJob job = jobs.get(id);
    if (job == null || job.record.isExpired(now)) {
      return false;
    }
    job.annotate(meta);
    return true;
  }

  private void apply(Change change) {
    KeptJob job = jobs.get(change.job());
    if (job == null) {
      return;
    }
    jobs.place(job, change.next(), change.placement());
    if (change.placement() instanceof Placement.Started started) {
      roster.begin(job.id(), started.lease());
    }
    if (change.result() != null) {
      record(job, change.result());
    }
  }

  private void record(KeptJob job, StoredResult result) {
    if (job.history == null) {
      job.history = new History();
    }
    job.history.add(result);
    resultRecorded.run();
  }

  private boolean meetsExpected(Change change) {
    KeptJob job = jobs.get(change.job());
    if (job == null) {
      return false;
    }
    Expected expected = change.expected();
    if (expected instanceof Expected.Leased leased) {
      return leased.execution().equals(job.execution);
    }
    if (expected instanceof Expected.Overdue overdue) {
      return job.isOverdue(overdue);
    }
    return expected instanceof Expected.In in && in.statuses().contains(job.status());
  }

  private boolean holdAll(List<Fact> facts) {
    return facts.stream().allMatch(this::holds);
  }

  private boolean holds(Fact fact) {
    if (fact instanceof Fact.Dependents expected) {
      return jobs.dependents(expected.job()).equals(expected.dependents());
    }
    if (fact instanceof Fact.Due due) {
      KeptJob job = jobs.get(due.job());
      return job != null && job.isDue(due);
    }
    return fact instanceof Fact.Status expected && hasStatus(expected.job(), expected.status());
  }

  private boolean hasStatus(JobId id, Optional<JobStatus> expected) {
    KeptJob job = jobs.get(id);
    return expected.map(status -> job != null && job.status() == status).orElse(job == null);
  }

  private Set<JobId> taken(List<Insertion> insertions) {
    return insertions.stream()
        .filter(this::isTaken)
        .map(insertion -> insertion.job().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isTaken(Insertion insertion) {
    KeptJob present = jobs.get(insertion.job().id());
    return present != null && !present.record.isExpired(insertion.job().spec().createdAt());
  }
}
