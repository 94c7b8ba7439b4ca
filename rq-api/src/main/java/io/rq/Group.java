package io.rq;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.rq.spi.JobRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that were enqueued with one {@link Call#group} (G-01), on whatever queues. A job is a
 * member until it is deleted or its retention is over; a group exists while it has members. It is a
 * light handle: each method reads the backend. Two groups are equal if their names are.
 *
 * <p>To do something once all of them are done, enqueue a job that {@linkplain Call#dependsOn
 * depends} on them (G-06).
 *
 * <p>Safe for use by many threads.
 */
public final class Group {

  private final Rq rq;
  private final String name;

  Group(Rq rq, String name) {
    this.rq = rq;
    this.name = name;
  }

  /** The group's name. */
  public String name() {
    return name;
  }

  /** The jobs that still exist, by id; empty if there is no such group any more (G-02). */
  public List<Job<Object>> jobs() {
    return records().map(job -> new Job<Object>(rq, job, Object.class)).toList();
  }

  /** How many of the jobs stand where; statuses that none has are left out. */
  public Map<JobStatus, Long> counts() {
    return records()
        .collect(
            groupingBy(
                job -> job.state().status(), () -> new EnumMap<>(JobStatus.class), counting()));
  }

  /**
   * Tells whether no member waits or runs any more, however they ended. Members that are gone had
   * ended, or were deleted; they hold nothing up.
   */
  public boolean isDone() {
    return records().allMatch(job -> job.state().status().isTerminal());
  }

  private Stream<JobRecord> records() {
    return rq.records(rq.backend().jobs().members(name, rq.now()).stream().sorted().toList());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Group that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** As in RQ: {@code Group(id=name)} (G-01). */
  @Override
  public String toString() {
    return "Group(id=" + name + ")";
  }
}
