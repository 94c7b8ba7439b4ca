package io.rq;

import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.Place;
import io.rq.spi.Range;
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
public final class Queue implements Enqueuer, Comparable<Queue> {

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
    return rq.submit(name, call);
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
    Instant now = rq.now();
    List<Optional<JobRecord>> records = rq.backend().jobs().find(jobIds());
    return records.stream()
        .flatMap(Optional::stream)
        .filter(found -> !found.isExpired(now))
        .map(found -> new Job<>(rq, found, Object.class))
        .toList();
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
