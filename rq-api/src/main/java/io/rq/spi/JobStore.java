package io.rq.spi;

import io.rq.JobId;
import io.rq.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Keeps jobs and moves them. It never decides: what shall become of a job arrives here as a whole
 * {@link Transition}.
 *
 * <p>The rules, which the contract suite quotes:
 *
 * <ol>
 *   <li>Deterministic: now, ids and deadlines are arguments. No method reads a clock, makes an id
 *       or runs user code.
 *   <li>Atomic and conditional: each call applies wholly or not at all. A lost race is an answer
 *       ({@code false}, empty); an exception is misuse or {@linkplain io.rq.BackendException broken
 *       infrastructure}.
 *   <li>Order is defined: queues are first in, first out; other places are in the order of (time,
 *       job id).
 *   <li>Reads never write, clean or run anything.
 *   <li>Payloads are bytes.
 *   <li>Retention is data: {@link JobRecord#expiresAt()} says what is gone; expiry inside a server
 *       is a backstop.
 *   <li>After a lease is lost, nothing that its holder does has effect.
 *   <li>Bounded: a call touches as many jobs as its arguments name or allow.
 *   <li>No types of a backend.
 * </ol>
 *
 * <p>Safe for use by many threads, and by many processes where the backend is shared. A call that
 * does not declare {@link InterruptedException} takes no notice of an interrupt of its thread: that
 * is meant for the job that runs there. What was asked for is done, and the thread stays
 * interrupted.
 */
public interface JobStore {

  /**
   * Stores new jobs, all or none. An id is taken while a record of that id exists, in whatever
   * state, unless its {@link JobRecord#expiresAt()} is over when the new job was made: then the old
   * job gives way with all that was kept of it, its results and its line included (U-04). Ids and
   * facts are both looked at, whatever the other says. A job that begins its life started makes the
   * holder of its lease busy, as a claim does.
   *
   * @param jobs the jobs, pushed in this order; no two of one id
   * @param facts what must still be true; may be empty
   * @throws IllegalArgumentException if two of the jobs have one id; nothing is stored
   */
  Admission insert(List<Insertion> jobs, List<Fact> facts);

  /**
   * Takes a waiting job into a lease: it leaves its queue, its state becomes {@link
   * JobState#started}, it is registered as running, and a time to live that it had while waiting is
   * off. Ids whose record is gone, or says that the job does not wait, are dropped on the way
   * and so are jobs whose {@link JobRecord#expiresAt()} is over at {@code lease.at()}.
   * While the installation is suspended, {@link Selection.FirstOf} finds nothing (W-34); {@link
   * Selection.Exactly}, by which synchronous programs go on, does (SYNC-19). The worker, if it is
   * registered and alive, is busy with the job, was heard of, and counts as alive at least until
   * the lease is over; nobody becomes a worker or comes back to life by a claim.
   */
  Optional<Claim> claim(Selection selection, Lease lease);

  /**
   * Renews a lease: the run's expiry, the job's and the worker's heartbeat. A lease that is over
   * can be renewed as long as nobody took the job. The worker, if it is registered and alive,
   * counts as alive at least until the renewed lease is over.
   *
   * @return {@code false} if the run is no longer the job's current one
   */
  boolean extend(JobId job, QueueName origin, Lease lease);

  /**
   * Applies a step. {@code false}: something that it relied on was no longer true, and nothing was
   * changed.
   */
  boolean commit(Transition transition);

  /**
   * Applies a step and then claims, in one call: the hot path of a worker. A step that does not
   * apply is followed by no claim: it will be decided again, and may set free what comes next.
   */
  Settlement commitAndClaim(Transition transition, Selection selection, Lease lease);

  /**
   * Applies steps that do not depend on each other, each as {@link #commit} does, in one call.
   *
   * @return of each whether it applied, in their order
   */
  List<Boolean> commitEach(List<Transition> transitions);

  /**
   * Replaces a job's meta.
   *
   * @return {@code false} if there is no such job, or it is over at that time; then nothing is
   *     written (J-12)
   */
  boolean annotate(JobId job, Bytes meta, Instant now);

  /**
   * Removes finished and failed jobs of that queue whose retention is over, in the order of their
   * registry: the record, its results, its line. Jobs that wait are left to {@link #claim}.
   *
   * @return how many, at most {@code limit}
   */
  int purge(QueueName queue, Instant now, int limit);

  /**
   * Drops lines of jobs that are gone or lie elsewhere, as other programs leave them in places of a
   * queue but the queue itself. Where no other program writes, there are none.
   *
   * @param from where to begin: empty, or what the call before gave
   * @param limit how many lines to look at; at least 1
   * @return where to go on; empty when all was looked at
   */
  default Optional<String> sweep(QueueName queue, Optional<String> from, Instant now, int limit) {
    return Optional.empty();
  }

  /** The same for members of groups, of whatever queue. */
  default Optional<String> sweepGroups(Optional<String> from, int limit) {
    return Optional.empty();
  }

  /**
   * Drops from a part of the queue what a claim would not take: ids whose record is gone, or over
   * at that time, with what is left of those jobs, or says that the job does not wait. The
   * others keep their order.
   *
   * @return how many
   */
  int compact(QueueName queue, Range part, Instant now);

  /**
   * Takes a queue in which nothing lies, not even what {@link #compact} would drop, off the list of
   * queues.
   *
   * @return {@code false} if something lies in it; then nothing is changed
   */
  boolean forget(QueueName queue);

  /** Reads jobs, in the order asked for; empty where there is none. */
  List<Optional<JobRecord>> find(List<JobId> jobs);

  /** Lists a part of a place. */
  List<Entry> list(QueueName queue, Place place, Range range);

  /** The line of one job in a place; empty if it is not listed there (REG-03). */
  Optional<Entry> entry(QueueName queue, Place place, JobId job);

  /** Counts a place. */
  long count(QueueName queue, Place place);

  /** Tells how many jobs wait before this one; empty if it does not wait in that queue. */
  OptionalLong position(QueueName queue, JobId job);

  /** The queues that ever got a job and were not deleted, by name. */
  Set<QueueName> queues();

  /**
   * The runs of a job that are registered as going on, by the ends of their leases, then by id. One
   * whose lease is over is among them until somebody takes the job, or a server forgets it.
   */
  List<RunRecord> executions(JobId job);

  /** A job's results, the newest first. They are kept as long as the job is. */
  List<StoredResult> results(JobId job, int limit);

  /** Removes a job's results, and nothing else of it. */
  void deleteResults(JobId job);

  /**
   * Lists what was over or due in a place at that time, the longest over first: runs whose lease
   * ended ({@link Place#STARTED}), jobs whose time has come ({@link Place#SCHEDULED}). A line whose
   * job is gone or lies elsewhere is not listed.
   *
   * @throws IllegalArgumentException for another place
   */
  List<Entry> due(QueueName queue, Place place, Instant now, int limit);

  /** The jobs that wait for this one. */
  Set<JobId> dependents(JobId job);

  /**
   * Jobs that another program took from the queue and has not started since (IQ-01), those that
   * were taken first in front. Only programs that take and start in two steps, as RQ's do, can
   * leave any; a job is stranded there in status queued, and a change of it takes it out.
   */
  List<Stranded> stranded(QueueName queue, int limit);

  /**
   * Notes when it was first noticed that jobs are stranded, for whoever looks next, in whatever
   * program (IQ-04). It is forgotten when a job is taken out, and after a day.
   */
  void noticeStranded(QueueName queue, List<JobId> jobs, Instant now);

  /** The names of the groups that have members at that time (G-04). */
  Set<String> groups(Instant now);

  /** The jobs of a group that are not over at that time; empty if there is no such group. */
  Set<JobId> members(String group, Instant now);

  /**
   * Waits until one of the queues may have a job. A hint: it may return early, and another worker
   * may be faster.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void awaitWork(List<QueueName> queues, Duration atMost) throws InterruptedException;

  /**
   * Waits until one of these jobs has a result that was recorded later than said beside it, or any
   * at all where nothing is said. A hint, as above.
   *
   * @return those that have one; empty if none had in time
   * @throws InterruptedException if the thread is interrupted
   */
  Set<JobId> awaitResults(Map<JobId, Optional<Instant>> after, Duration atMost)
      throws InterruptedException;

  /**
   * The same for one job.
   *
   * @return whether it has one
   */
  default boolean awaitResult(JobId job, Optional<Instant> after, Duration atMost)
      throws InterruptedException {
    return awaitResults(Map.of(job, after), atMost).contains(job);
  }
}
