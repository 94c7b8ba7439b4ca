package io.rq;

import io.rq.spi.Change;
import io.rq.spi.Command;
import io.rq.spi.Counters;
import io.rq.spi.Entry;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.Plan;
import io.rq.spi.Range;
import io.rq.spi.Transition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What people do to jobs from outside: cancel, delete, requeue, stop. Each reads the job, decides,
 * and commits what it decided if nothing changed in between; else it begins again.
 */
final class JobActions {

  private static final int PORTION = 1000;

  /**
   * What a job may be that lies in a queue: RQ's programs can put one there that they never
   * enqueued.
   */
  private static final Set<JobStatus> IN_A_QUEUE = Set.of(JobStatus.QUEUED, JobStatus.CREATED);

  private final Rq rq;
  private final JobStore store;
  private final Races races = new Races();

  JobActions(Rq rq) {
    this.rq = rq;
    this.store = rq.backend().jobs();
  }

  /** Calls a job off, and all that wait for it, directly or not. */
  void cancel(JobId id) {
    JobRecord job = toCancel(id);
    while (!cancel(job, List.of())) {
      job = toCancel(id);
    }
  }

  /** The same, if it waits in that queue; {@code false} if it does not. */
  boolean cancelIfQueued(QueueName queue, JobId id) {
    while (true) {
      Optional<JobRecord> job =
          rq.record(id)
              .filter(found -> found.spec().origin().equals(queue))
              .filter(found -> found.state().status() == JobStatus.QUEUED);
      if (job.isEmpty()) {
        return false;
      }
      if (cancel(job.get(), List.of())) {
        return true;
      }
    }
  }

  /** The same, if the job and all of that are still so; once. */
  boolean cancel(JobRecord job, List<Fact> facts) {
    return endWithThoseThatWait(job, this::canceled, facts);
  }

  private boolean endWithThoseThatWait(
      JobRecord job, Function<JobRecord, Change> end, List<Fact> facts) {
    List<Change> changes = new ArrayList<>();
    List<Fact> all = new ArrayList<>(facts);
    Set<JobId> seen = new HashSet<>();
    Deque<JobRecord> open = new ArrayDeque<>(List.of(job));
    for (JobRecord next = open.poll(); next != null; next = open.poll()) {
      if (seen.add(next.id())) {
        WaitingJobs waiting = WaitingJobs.of(store, next.id(), rq.now());
        changes.add(end.apply(next));
        all.add(new Fact.Dependents(next.id(), waiting.ids()));
        open.addAll(waiting.jobs());
      }
    }
    boolean applied = commit(job.id(), new Transition(changes, all, null));
    if (applied) {
      cutOff(job);
    }
    return applied;
  }

  /** Calls a job off; those that wait for it go on as if they did not (J-26). */
  void cancelAndRelease(JobId id) {
    while (true) {
      JobRecord job = toCancel(id);
      if (commitWithoutIt(canceled(job))) {
        cutOff(job);
        return;
      }
    }
  }

  private JobRecord toCancel(JobId id) {
    JobRecord job = read(id);
    if (job.state().status() == JobStatus.CANCELED) {
      throw new InvalidJobOperationException(id, "Cannot cancel already canceled job: " + id);
    }
    return job;
  }

  private Change canceled(JobRecord job) {
    return new Change(
        job.id(),
        job.spec().origin(),
        new Expected.In(Set.of(job.state().status())),
        job.state().in(JobStatus.CANCELED),
        new Placement.Retained(Placement.Outcome.CANCELED, Retention.forever(), rq.now()),
        null);
  }

  /** Deletes all that a job ever wrote; those that wait for it go on as if they did not (D-24). */
  void delete(JobId id) {
    while (true) {
      JobRecord job = read(id);
      if (commitWithoutIt(discardedAsItIs(job))) {
        cutOff(job);
        return;
      }
    }
  }

  /** Deletes a job, and all that wait for it, directly or not. */
  void deleteWithDependents(JobId id) {
    JobRecord job = read(id);
    while (!endWithThoseThatWait(job, JobActions::discardedAsItIs, List.of())) {
      job = read(id);
    }
  }

  private static Change discardedAsItIs(JobRecord job) {
    return new Change(
        job.id(),
        job.spec().origin(),
        new Expected.In(Set.of(job.state().status())),
        job.state(),
        new Placement.Discarded(),
        null);
  }

  private boolean commit(JobId job, Transition step) {
    return races.won(store.commit(step), job);
  }

  // Those that wait for the job go on as if they did not.
  private boolean commitWithoutIt(Change change) {
    WaitingJobs waiting = WaitingJobs.of(store, change.job(), rq.now()).withAllTies(store);
    Release release = Release.without(change.job(), waiting, rq.now());
    return commit(change.job(), release.after(change, null));
  }

  /** Gives a scheduled job another time (RS-03). */
  void reschedule(JobId id, Instant time) {
    JobRecord job;
    do {
      job = rq.record(id).orElseThrow(() -> new NoSuchJobException(id));
      if (job.state().status() != JobStatus.SCHEDULED) {
        throw new InvalidJobOperationException(
            id, "Job " + id + " waits for no time: it is " + job.state().status().wireName());
      }
    } while (!commit(id, Transition.of(rescheduled(job, time))));
  }

  private static Change rescheduled(JobRecord job, Instant time) {
    return new Change(
        job.id(),
        job.spec().origin(),
        new Expected.In(Set.of(JobStatus.SCHEDULED)),
        job.state(),
        new Placement.Scheduled(time),
        null);
  }

  /** Puts a job that ended back into its queue, with all its retries. */
  void requeue(JobId id, End end) {
    JobRecord job = toRequeue(id);
    while (!requeue(job, end)) {
      job = toRequeue(id);
    }
  }

  private JobRecord toRequeue(JobId id) {
    JobRecord job = read(id);
    JobStatus status = job.state().status();
    if (!status.isTerminal()) {
      throw new InvalidJobOperationException(
          id, "Cannot requeue job " + id + ": it is " + status.wireName());
    }
    return job;
  }

  /** The same, if it ended so; {@code false} if it did not, or is gone. */
  boolean requeueIf(Set<JobStatus> ended, JobId id, End end) {
    while (true) {
      Optional<JobRecord> job =
          rq.record(id).filter(found -> ended.contains(found.state().status()));
      if (job.isEmpty()) {
        return false;
      }
      if (requeue(job.get(), end)) {
        return true;
      }
    }
  }

  // If it is still so; once.
  private boolean requeue(JobRecord job, End end) {
    return commit(
        job.id(),
        Transition.of(
            new Change(
                job.id(),
                job.spec().origin(),
                new Expected.In(Set.of(job.state().status())),
                afresh(job),
                new Placement.Queued(end),
                null)));
  }

  // a requeued job gets as many retries as it had at first.
  private JobState afresh(JobRecord job) {
    JobState state = job.state();
    Counters counters = state.counters();
    Plan.Retry retry = job.spec().plan().retry();
    Integer retries = retry != null && retry.max() != null ? retry.max() : counters.retriesLeft();
    return new JobState(
        JobStatus.QUEUED,
        rq.now(),
        null,
        null,
        state.lastHeartbeat(),
        state.worker(),
        new Counters(retries, 0, counters.repeatsLeft()));
  }

  /** Tells the worker that runs a job to stop it. */
  void stop(JobId id) {
    JobRecord job = read(id);
    WorkerName worker = job.state().worker();
    if (job.state().status() != JobStatus.STARTED || worker == null) {
      throw new InvalidJobOperationException(
          id,
          "Cannot stop job " + id + ": it is not running, but " + job.state().status().wireName());
    }
    if (!rq.backend().signals().send(worker, new Command.StopJob(id))) {
      throw new InvalidJobOperationException(
          id, "Cannot stop job " + id + ": its worker " + worker + " does not listen");
    }
  }

  // Its outcome has no effect any more; it may as well end.
  private void cutOff(JobRecord job) {
    WorkerName worker = job.state().worker();
    if (job.state().status() == JobStatus.STARTED && worker != null) {
      rq.backend().signals().send(worker, new Command.StopJob(job.id()));
    }
  }

  /** Deletes the jobs that wait in a queue now; not those that it sets free. */
  long empty(QueueName queue) {
    List<JobId> waiting =
        store.list(queue, Place.QUEUED, Range.ALL).stream().map(Entry::job).toList();
    long deleted = 0;
    for (int from = 0; from < waiting.size(); from += PORTION) {
      List<JobId> portion = waiting.subList(from, Math.min(waiting.size(), from + PORTION));
      deleted += deleteWhile(IN_A_QUEUE, portion);
    }
    Compaction.of(rq, queue);
    return deleted;
  }

  /** Deletes the jobs of a queue that wait for a time which has come by then. */
  long deleteDue(QueueName queue, Instant time) {
    long deleted = 0;
    long now;
    do {
      List<Entry> due = store.due(queue, Place.SCHEDULED, time, PORTION);
      now = deleteWhile(Set.of(JobStatus.SCHEDULED), due.stream().map(Entry::job).toList());
      deleted += now;
    } while (now > 0);
    return deleted;
  }

  // Those that nobody waits for go in one call. So do those that are over, whose record is only
  // still there: whoever waits for one has lost it, and does not go on. Counts what was not over.
  private long deleteWhile(Set<JobStatus> in, List<JobId> ids) {
    Instant now = rq.now();
    List<JobRecord> jobs =
        store.find(ids).stream()
            .flatMap(Optional::stream)
            .filter(job -> in.contains(job.state().status()))
            .toList();
    List<Boolean> gone =
        store.commitEach(jobs.stream().map(job -> discardedAlone(job, now)).toList());
    long deleted = 0;
    for (int i = 0; i < jobs.size(); i++) {
      JobRecord job = jobs.get(i);
      if (!job.isExpired(now) && (gone.get(i) || deleteWhile(in, job))) {
        deleted++;
      }
    }
    return deleted;
  }

  private static Transition discardedAlone(JobRecord job, Instant now) {
    List<Fact> nobodyWaits =
        job.isExpired(now) ? List.of() : List.of(new Fact.Dependents(job.id(), Set.of()));
    return new Transition(List.of(discardedAsItIs(job)), nobodyWaits, null);
  }

  private boolean deleteWhile(Set<JobStatus> in, JobRecord job) {
    Optional<JobRecord> now = Optional.of(job);
    while (now.isPresent() && in.contains(now.get().state().status())) {
      if (commitWithoutIt(discardedAsItIs(job))) {
        return true;
      }
      now = store.find(List.of(job.id())).get(0);
    }
    return false;
  }

  private JobRecord read(JobId id) {
    return rq.record(id).orElseThrow(() -> new NoSuchJobException(id));
  }
}
