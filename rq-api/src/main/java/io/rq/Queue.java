package io.rq;

import io.rq.spi.Entry;
import io.rq.spi.Place;
import io.rq.spi.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A named line of jobs that wait for a worker, first in, first out. It is a light handle: each
 * method that asks something reads the backend once. Two queues are equal if their names are
 * (Q-03).
 *
 * <p>Safe for use by many threads.
 */
public final class Queue implements TimedEnqueuer, Comparable<Queue> {

  private final Rq rq;
  private final QueueName name;
  private final JobOptions defaults;

  Queue(Rq rq, QueueName name) {
    this(rq, name, JobOptions.NONE);
  }

  private Queue(Rq rq, QueueName name, JobOptions defaults) {
    this.rq = rq;
    this.name = name;
    this.defaults = defaults;
  }

  /** The queue's name. */
  public String name() {
    return name.value();
  }

  /**
   * The same queue, with a time limit for the runs of jobs that are enqueued through this handle
   * and name none: RQ's {@code default_timeout}; 180 seconds otherwise.
   *
   * @param timeout whole seconds, at least one
   * @throws IllegalArgumentException if it is not
   */
  public Queue defaultTimeout(Duration timeout) {
    TimeLimit limit = TimeLimit.of(timeout);
    return new Queue(rq, name, defaults.with(o -> o.timeout = limit));
  }

  /**
   * The same queue, with a time for which successes of jobs that are enqueued through this handle
   * are kept if the jobs name none; else it is up to the worker.
   *
   * @throws IllegalArgumentException if the time is negative or shorter than a second
   */
  public Queue defaultResultTtl(Duration time) {
    return defaultResultTtl(Retention.of(time));
  }

  /** The same queue, saying how long successes are kept if the jobs do not. */
  public Queue defaultResultTtl(Retention retention) {
    Objects.requireNonNull(retention, "retention");
    return new Queue(rq, name, defaults.with(o -> o.resultTtl = retention));
  }

  /** The same queue, with these defaults behind its own. */
  Queue orDefaults(JobOptions weaker) {
    return new Queue(rq, name, defaults.orDefaults(weaker));
  }

  @Override
  public <R> Job<R> submit(Call<R> call) {
    return submit(call, null);
  }

  private <R> Job<R> submit(Call<R> call, @Nullable Instant due) {
    NewJob job = make(call, due);
    rq.submission().submit(List.of(job));
    return job.handle(rq);
  }

  /** Makes a job for this queue without storing it. */
  NewJob make(Call<?> call, @Nullable Instant due) {
    return NewJob.of(rq, name, filled(rq.interceptors().enqueue(call, this)), due);
  }

  /** The call, with what it leaves open as this queue has it. */
  <R> Call<R> filled(Call<R> call) {
    return call.orDefaults(defaults);
  }

  boolean belongsTo(Rq other) {
    return rq == other;
  }

  /**
   * Makes jobs of many calls, all or none, in one round trip. A call may depend on an earlier one
   * of the list by its id.
   *
   * @return the jobs, in the order of the calls
   * @throws DuplicateJobException if a call names an id that is taken; nothing is stored
   */
  public List<Job<?>> submitAll(List<? extends Call<?>> calls) {
    List<NewJob> jobs = calls.stream().map(call -> make(call, null)).toList();
    rq.submission().submit(jobs);
    return jobs.stream().<Job<?>>map(job -> job.<Object>handle(rq)).toList();
  }

  @Override
  public Enqueuer at(Instant time) {
    Objects.requireNonNull(time, "time");
    return new Enqueuer() {
      @Override
      public <R> Job<R> submit(Call<R> call) {
        return Queue.this.submit(call, time);
      }
    };
  }

  @Override
  public Enqueuer in(Duration delay) {
    return at(rq.timeIn(delay));
  }

  /** The runs that are under way, and the workers' leases on them. */
  public Registry started() {
    return new Registry(rq, name, Place.STARTED);
  }

  /** The jobs that wait for their time. */
  public Registry scheduled() {
    return new Registry(rq, name, Place.SCHEDULED);
  }

  /** The jobs that wait for others. */
  public Registry deferred() {
    return new Registry(rq, name, Place.DEFERRED);
  }

  /** The jobs that finished and are kept. */
  public Registry finished() {
    return new Registry(rq, name, Place.FINISHED);
  }

  /** The jobs that failed or were stopped, and are kept. */
  public Registry failed() {
    return new Registry(rq, name, Place.FAILED);
  }

  /** The jobs that were canceled. */
  public Registry canceled() {
    return new Registry(rq, name, Place.CANCELED);
  }

  /**
   * Takes a job out of this queue, if it waits here. A job always has a place: this one is canceled
   * then, as by {@link Job#cancel}, and {@link Job#requeue()} puts it back.
   *
   * @return whether it waited here
   */
  public boolean remove(Job<?> job) {
    return new JobActions(rq).cancelIfQueued(name, job.id());
  }

  /**
   * Deletes the jobs that wait. Those that wait for them go on as if they had never been
   * (D-24); a job whose {@code ttl} is over is gone already, and is lost to them (D-14). In
   * portions; a job that is enqueued meanwhile stays.
   *
   * @return how many
   */
  public long empty() {
    return new JobActions(rq).empty(name);
  }

  /**
   * Deletes the jobs that wait, and the queue itself; its registries stay. A job that is
   * enqueued meanwhile is deleted too, or brings the queue back.
   */
  public void delete() {
    do {
      empty();
    } while (!rq.backend().jobs().forget(name));
  }

  /**
   * Drops ids whose job is gone. Workers drop them too, on the way. In portions; an id that
   * another program moves meanwhile may stay.
   *
   * @return how many
   */
  public int compact() {
    return Compaction.of(rq, name);
  }

  /** How many jobs wait: not those that run, are deferred or scheduled. */
  public long size() {
    return rq.backend().jobs().count(name, Place.QUEUED);
  }

  /** Tells whether no job waits. */
  public boolean isEmpty() {
    return size() == 0;
  }

  /** The ids of the jobs that wait, the next one first. */
  public List<JobId> jobIds() {
    return ids(Range.ALL);
  }

  /**
   * Some of the ids of the jobs that wait.
   *
   * @param offset how many to leave out at the front
   * @param limit how many to give at the most
   */
  public List<JobId> jobIds(long offset, long limit) {
    return ids(new Range(offset, limit));
  }

  private List<JobId> ids(Range range) {
    return rq.backend().jobs().list(name, Place.QUEUED, range).stream().map(Entry::job).toList();
  }

  /** The jobs that wait, the next one first; ids whose job is gone are left out. */
  public List<Job<Object>> jobs() {
    return rq.handles(jobIds());
  }

  /**
   * The scheduler that moves due jobs of this queue into it, in whatever program; empty:
   * there is none, so that nothing comes due until one is started.
   */
  public Optional<SchedulerInfo> scheduler() {
    return rq.backend().schedulers().schedulerOf(name, rq.now());
  }

  /** The workers that serve this queue and are alive, by name (W-09). */
  public List<WorkerInfo> workers() {
    return rq.workers().stream().filter(worker -> worker.queues().contains(name)).toList();
  }

  /** Some of the jobs that wait, by the place of their ids in the queue. */
  public List<Job<Object>> jobs(long offset, long limit) {
    return rq.handles(jobIds(offset, limit));
  }

  /**
   * The job of that id, if it exists and belongs to this queue, wherever it stands.
   *
   * @throws IllegalArgumentException if the id is not legal
   */
  public Optional<Job<Object>> findJob(String id) {
    return rq.findJob(id).filter(job -> job.queue().equals(this));
  }

  /** How many jobs wait before this one; empty if it does not wait here. */
  public OptionalLong position(Job<?> job) {
    return rq.backend().jobs().position(name, job.id());
  }

  @Override
  public int compareTo(Queue other) {
    return name.compareTo(other.name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Queue that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** As in RQ: {@code <Queue name>}. */
  @Override
  public String toString() {
    return "<Queue " + name + ">";
  }
}
