package io.rq;

import io.rq.spi.Entry;
import io.rq.spi.Place;
import io.rq.spi.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  Queue(Rq rq, QueueName name) {
    this.rq = rq;
    this.name = name;
  }

  /** The queue's name. */
  public String name() {
    return name.value();
  }

  @Override
  public <R> Job<R> submit(Call<R> call) {
    return rq.submit(name, call, null);
  }

  /**
   * Makes jobs of many calls, all or none, in one round trip. A call may depend on an earlier one
   * of the list by its id.
   *
   * @return the jobs, in the order of the calls
   * @throws DuplicateJobException if a call names an id that is taken; nothing is stored
   */
  public List<Job<?>> submitAll(List<Call<?>> calls) {
    return rq.submitAll(name, calls, null);
  }

  @Override
  public Enqueuer at(Instant time) {
    return new Enqueuer() {
      @Override
      public <R> Job<R> submit(Call<R> call) {
        return rq.submit(name, call, time);
      }
    };
  }

  @Override
  public Enqueuer in(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("A job cannot be due before it is enqueued: " + delay);
    }
    return at(rq.now().plus(delay));
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
   * Deletes the jobs that wait. Those that wait for them go on as if they had never been
   * (D-24). In portions, each atomic; jobs that are enqueued meanwhile may be among them.
   *
   * @return how many
   */
  public long empty() {
    return new JobActions(rq).empty(name);
  }

  /** Deletes the jobs that wait, and the queue itself; its registries stay. */
  public void delete() {
    empty();
    rq.backend().jobs().forget(name);
  }

  /**
   * Drops ids whose job is gone. Workers drop them too, on the way.
   *
   * @return how many
   */
  public int compact() {
    return rq.backend().jobs().compact(name, rq.now());
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
    return rq.backend().jobs().list(name, Place.QUEUED, Range.ALL).stream()
        .map(Entry::job)
        .toList();
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

  @Override
  public String toString() {
    return "Queue " + name;
  }
}
