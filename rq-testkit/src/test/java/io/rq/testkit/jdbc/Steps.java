package io.rq.testkit.jdbc;

import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.spi.Admission;
import io.rq.spi.Change;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobSpec;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.Transition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The writes that apply wholly or not at all: first everything is checked, then all is done. */
final class Steps {

  private final Sql sql;
  private final Jobs jobs;
  private final Roster roster;

  Steps(Sql sql) {
    this.sql = sql;
    this.jobs = new Jobs(sql);
    this.roster = new Roster(sql);
  }

  Admission insert(List<Insertion> insertions, List<Fact> facts) {
    Admission admission = new Admission(taken(insertions), holdAll(facts));
    if (admission.isStored()) {
      insertions.forEach(this::insert);
    }
    return admission;
  }

  private void insert(Insertion insertion) {
    JobId id = insertion.job().id();
    jobs.erase(id); // one that is over gives way
    jobs.add(insertion.job(), insertion.placement());
    begin(id, insertion.placement());
  }

  boolean commit(Transition transition) {
    if (!holdAll(transition.facts())
        || !transition.changes().stream().allMatch(this::isAsExpected)) {
      return false;
    }
    transition.changes().forEach(this::apply);
    if (transition.tally() != null) {
      roster.settle(transition.tally());
    }
    return true;
  }

  private void apply(Change change) {
    JobSpec job = jobs.find(change.job()).orElseThrow().record().spec();
    jobs.place(job, change.next(), change.placement());
    begin(job.id(), change.placement());
    if (change.result() != null) {
      new History(sql, job.id()).add(change.result());
    }
  }

  private void begin(JobId job, Placement placement) {
    if (placement instanceof Placement.Started started) {
      roster.begin(job, started.lease());
    }
  }

  private boolean isAsExpected(Change change) {
    return jobs.find(change.job()).filter(job -> meets(change.expected(), job)).isPresent();
  }

  private static boolean meets(Expected expected, KeptJob job) {
    if (expected instanceof Expected.Leased leased) {
      return leased.execution().equals(job.execution());
    }
    if (expected instanceof Expected.Overdue overdue) {
      return job.execution() != null
          && job.execution().equals(overdue.execution())
          && job.score() <= overdue.now().getEpochSecond();
    }
    return expected instanceof Expected.In in
        && in.statuses().contains(job.record().state().status());
  }

  private boolean holdAll(List<Fact> facts) {
    return facts.stream().allMatch(this::holds);
  }

  private boolean holds(Fact fact) {
    if (fact instanceof Fact.Dependents expected) {
      return new Reads(sql).dependents(expected.job()).equals(expected.dependents());
    }
    if (fact instanceof Fact.Due due) {
      return jobs.find(due.job())
          .filter(job -> job.place() == Place.SCHEDULED)
          .filter(job -> job.record().spec().origin().equals(due.queue()))
          .filter(job -> job.score() <= due.now().getEpochSecond())
          .isPresent();
    }
    return fact instanceof Fact.Status expected && status(expected.job()).equals(expected.status());
  }

  private Optional<JobStatus> status(JobId id) {
    return jobs.find(id).map(job -> job.record().state().status());
  }

  private Set<JobId> taken(List<Insertion> insertions) {
    return insertions.stream()
        .filter(this::isTaken)
        .map(insertion -> insertion.job().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isTaken(Insertion insertion) {
    return jobs.find(insertion.job().id())
        .filter(present -> !present.record().isExpired(insertion.job().spec().createdAt()))
        .isPresent();
  }
}
