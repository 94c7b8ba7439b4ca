package io.rq.testkit;

import io.rq.Job;
import io.rq.JobId;
import io.rq.Queue;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractObjectAssert;
import org.jspecify.annotations.Nullable;

/** What should be true of a queue. */
public class QueueAssert extends AbstractObjectAssert<QueueAssert, Queue> {

  /** How to go on; {@link RqSoftAssertions} collects there, too. */
  Function<List<Queue>, RegistriesAssert> next = RegistriesAssert::new;

  /** Made by {@link RqAssertions#assertThat(Queue)}. */
  public QueueAssert(@Nullable Queue actual) {
    super(actual, QueueAssert.class);
  }

  /** No job stands in it. */
  public QueueAssert isEmpty() {
    registries().queued(0);
    return this;
  }

  /** So many jobs stand in it. */
  public QueueAssert hasSize(int jobs) {
    registries().queued(jobs);
    return this;
  }

  /** These jobs stand in it, in this order, and no other. */
  public QueueAssert hasExactly(Job<?>... expected) {
    isNotNull();
    List<JobId> ids = Stream.of(expected).<JobId>map(Job::id).toList();
    if (!actual.jobIds().equals(ids)) {
      throw failureWithActualExpected(
          actual.jobIds(),
          ids,
          "Expected queue '%s' to have exactly%n  %s%nbut in it %s",
          actual.name(),
          ids,
          EnqueuedJobsAssert.listing(actual.jobs()));
    }
    return this;
  }

  /** Such a job waits in it, for its time, or for other jobs. */
  public QueueAssert hasEnqueued(ExpectedJob expected) {
    isNotNull();
    new EnqueuedJobsAssert(EnqueuedJobs.waiting(actual)).contains(expected);
    return this;
  }

  /** How many of its jobs are in which state. */
  public RegistriesAssert registries() {
    isNotNull();
    return next.apply(List.of(actual));
  }
}
