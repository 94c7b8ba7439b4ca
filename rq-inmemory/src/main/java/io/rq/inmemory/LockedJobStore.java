package io.rq.inmemory;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Admission;
import io.rq.spi.Bytes;
import io.rq.spi.Claim;
import io.rq.spi.Entry;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.RunRecord;
import io.rq.spi.Selection;
import io.rq.spi.Settlement;
import io.rq.spi.StoredResult;
import io.rq.spi.Stranded;
import io.rq.spi.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Takes the lock and passes each call on to the part that it concerns; the parts know nothing of
 * threads.
 */
final class LockedJobStore implements JobStore {

  private final OneLock lock;
  private final Jobs jobs;
  private final Steps steps;
  private final Claims claims;
  private final Reads reads;

  LockedJobStore(OneLock lock, Roster roster, Suspension suspension) {
    this.lock = lock;
    this.jobs = new Jobs(lock::workArrived);
    this.steps = new Steps(jobs, roster, lock::resultRecorded);
    this.claims = new Claims(jobs, roster, suspension);
    this.reads = new Reads(jobs);
  }

  @Override
  public Admission insert(List<Insertion> newJobs, List<Fact> facts) {
    return lock.locked(() -> steps.insert(newJobs, facts));
  }

  @Override
  public Optional<Claim> claim(Selection selection, Lease lease) {
    return lock.locked(() -> claims.claim(selection, lease));
  }

  @Override
  public boolean extend(JobId job, QueueName origin, Lease lease) {
    return lock.locked(() -> claims.extend(job, lease));
  }

  @Override
  public boolean commit(Transition transition) {
    return lock.locked(() -> steps.commit(transition));
  }

  @Override
  public Settlement commitAndClaim(Transition transition, Selection selection, Lease lease) {
    return lock.locked(
        () -> {
          boolean applied = steps.commit(transition);
          return new Settlement(
              applied, applied ? claims.claim(selection, lease) : Optional.empty());
        });
  }

  @Override
  public List<Boolean> commitEach(List<Transition> transitions) {
    return lock.locked(() -> transitions.stream().map(steps::commit).toList());
  }

  @Override
  public boolean annotate(JobId job, Bytes meta, Instant now) {
    return lock.locked(() -> steps.annotate(job, meta, now));
  }

  @Override
  public int purge(QueueName queue, Instant now, int limit) {
    return lock.locked(() -> jobs.purge(queue, now, limit));
  }

  @Override
  public int compact(QueueName queue, Range part, Instant now) {
    return lock.locked(() -> jobs.compact(queue, part, now));
  }

  @Override
  public boolean forget(QueueName queue) {
    return lock.locked(() -> jobs.forget(queue));
  }

  @Override
  public List<Optional<JobRecord>> find(List<JobId> ids) {
    return lock.locked(() -> reads.find(ids));
  }

  @Override
  public List<Entry> list(QueueName queue, Place place, Range range) {
    return lock.locked(() -> reads.list(queue, place, range));
  }

  @Override
  public Optional<Entry> entry(QueueName queue, Place place, JobId job) {
    return lock.locked(() -> reads.entry(queue, place, job));
  }

  @Override
  public long count(QueueName queue, Place place) {
    return lock.locked(() -> reads.count(queue, place));
  }

  @Override
  public OptionalLong position(QueueName queue, JobId job) {
    return lock.locked(() -> reads.position(queue, job));
  }

  @Override
  public Set<QueueName> queues() {
    return lock.locked(reads::queues);
  }

  @Override
  public List<RunRecord> executions(JobId job) {
    return lock.locked(() -> reads.executions(job));
  }

  @Override
  public List<StoredResult> results(JobId job, int limit) {
    return lock.locked(() -> reads.results(job, limit));
  }

  @Override
  public void deleteResults(JobId job) {
    lock.run(() -> steps.deleteResults(job));
  }

  @Override
  public List<Entry> due(QueueName queue, Place place, Instant now, int limit) {
    return lock.locked(() -> reads.due(queue, place, now, limit));
  }

  @Override
  public Set<JobId> dependents(JobId job) {
    return lock.locked(() -> reads.dependents(job));
  }

  /** Finds none: here a job is taken and started in one step. */
  @Override
  public List<Stranded> stranded(QueueName queue, int limit) {
    return List.of();
  }

  /** Notes nothing: there are none. */
  @Override
  public void noticeStranded(QueueName queue, List<JobId> stranded, Instant now) {}

  @Override
  public Set<String> groups(Instant now) {
    return lock.locked(() -> reads.groups(now));
  }

  @Override
  public Set<JobId> members(String group, Instant now) {
    return lock.locked(() -> reads.members(group, now));
  }

  @Override
  public void awaitWork(List<QueueName> queues, Duration atMost) throws InterruptedException {
    lock.awaitWork(() -> reads.anyWaits(queues), atMost);
  }

  @Override
  public Set<JobId> awaitResults(Map<JobId, Optional<Instant>> after, Duration atMost)
      throws InterruptedException {
    return lock.awaitResults(() -> reads.withResults(after), atMost);
  }
}
