package io.rq;

import io.rq.spi.Entry;
import io.rq.spi.Place;
import io.rq.spi.Range;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one queue that are in one state other than queued (REG-01). Reading it cleans nothing
 * and runs nothing (REG-06): a job whose retention is over may still be counted, but is not among
 * {@link #jobs}.
 *
 * <p>Safe for use by many threads; each method reads the backend once, {@link #jobs} twice. Two
 * registries are equal if they are of the same kind and of equal queues (REG-01).
 */
public final class Registry {

  private static final Map<Place, Set<JobStatus>> ENDED =
      Map.of(
          Place.FINISHED, Set.of(JobStatus.FINISHED),
          Place.FAILED, Set.of(JobStatus.FAILED, JobStatus.STOPPED),
          Place.CANCELED, Set.of(JobStatus.CANCELED));

  private final Rq rq;
  private final QueueName queue;
  private final Place place;

  Registry(Rq rq, QueueName queue, Place place) {
    this.rq = rq;
    this.queue = queue;
    this.place = place;
  }

  /** The queue that it belongs to (REG-08). */
  public Queue queue() {
    return new Queue(rq, queue);
  }

  /** How many there are. */
  public long size() {
    return rq.backend().jobs().count(queue, place);
  }

  /** The ids of all of them, in the order of the registry: by time, then by id. */
  public List<JobId> jobIds() {
    return ids(Range.ALL);
  }

  /**
   * The ids of some of them.
   *
   * @param offset how many to leave out at the start
   * @param limit how many to give at the most
   */
  public List<JobId> jobIds(long offset, long limit) {
    return ids(new Range(offset, limit));
  }

  private List<JobId> ids(Range range) {
    return rq.backend().jobs().list(queue, place, range).stream().map(Entry::job).toList();
  }

  /** The jobs; those that are gone are left out. */
  public List<Job<Object>> jobs() {
    return rq.handles(jobIds());
  }

  /** Tells whether the job is here (REG-03). */
  public boolean contains(Job<?> job) {
    return contains(job.id());
  }

  /** Tells whether the job of that id is here (REG-03). */
  public boolean contains(JobId job) {
    return entry(job).isPresent();
  }

  /**
   * The time that the job is listed by: when it is due, when it is gone, when its lease ends, when
   * it came here. To the second; empty if it is not here or kept for ever (REG-05, S-05).
   */
  public Optional<Instant> timeOf(Job<?> job) {
    return timeOf(job.id());
  }

  /** The same of the job of that id. */
  public Optional<Instant> timeOf(JobId job) {
    return entry(job).map(Entry::time);
  }

  private Optional<Entry> entry(JobId job) {
    return rq.backend().jobs().entry(queue, place, job);
  }

  /**
   * The times that its jobs are listed by, the earliest first; of jobs that are kept for ever,
   * none.
   */
  public List<Instant> times() {
    return rq.backend().jobs().list(queue, place, Range.ALL).stream()
        .map(Entry::time)
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * How many are listed by a time up to that one, with it: of scheduled jobs, those that are due by
   * then (RS-03).
   */
  public long size(Instant until) {
    return times().stream().filter(time -> !time.isAfter(until)).count();
  }

  /**
   * Some of the jobs with the times that they are listed by, in the order of the registry; those
   * that are kept for ever, and those that are gone, are left out (RS-03).
   *
   * @param until the last time that counts
   * @param offset how many to leave out at the start
   * @param limit how many to give at the most
   */
  public Map<Job<Object>, Instant> jobsUntil(Instant until, long offset, long limit) {
    Map<JobId, Instant> times = new LinkedHashMap<>();
    for (Entry entry : rq.backend().jobs().list(queue, place, Range.ALL)) {
      if (entry.time() != null && !entry.time().isAfter(until)) {
        times.put(entry.job(), entry.time());
      }
    }
    List<JobId> some = times.keySet().stream().skip(offset).limit(limit).toList();
    Map<Job<Object>, Instant> jobs = new LinkedHashMap<>();
    rq.handles(some).forEach(job -> jobs.put(job, Objects.requireNonNull(times.get(job.id()))));
    return Collections.unmodifiableMap(jobs);
  }

  /**
   * Puts all of them back into their queue (REG-17); a job that left this registry meanwhile, say
   * because it was called off, is left alone.
   *
   * @return how many
   * @throws IllegalStateException if their lives are not over
   */
  public long requeueAll() {
    Set<JobStatus> ended = ENDED.get(place);
    if (ended == null) {
      throw new IllegalStateException(
          "Only jobs that ended can be requeued, not those that are " + place);
    }
    JobActions actions = new JobActions(rq);
    return jobIds().stream().filter(job -> actions.requeueIf(ended, job, End.BACK)).count();
  }

  /**
   * Deletes the scheduled jobs whose time has come by then, before any scheduler queues them: RQ's
   * {@code remove_jobs}, which leaves the jobs behind in no place at all (S-07).
   *
   * @return how many
   * @throws IllegalStateException if this is not the registry of scheduled jobs
   */
  public long deleteDue(Instant time) {
    if (place != Place.SCHEDULED) {
      throw new IllegalStateException(
          "Only scheduled jobs are ever due, not those that are " + place);
    }
    return new JobActions(rq).deleteDue(queue, time);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Registry that && queue.equals(that.queue) && place == that.place;
  }

  @Override
  public int hashCode() {
    return Objects.hash(queue, place);
  }

  /** As in {@code Registry FAILED of mail}. */
  @Override
  public String toString() {
    return "Registry " + place + " of " + queue;
  }
}
