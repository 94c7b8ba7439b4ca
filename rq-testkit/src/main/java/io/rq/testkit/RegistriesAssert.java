package io.rq.testkit;

import io.rq.Job;
import io.rq.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.AbstractObjectAssert;
import org.jspecify.annotations.Nullable;

/** How many jobs should be in which state, in one queue or several. */
public class RegistriesAssert extends AbstractObjectAssert<RegistriesAssert, List<Queue>> {

  /** Made by {@link RqAssert#registries} and {@link QueueAssert#registries}. */
  public RegistriesAssert(@Nullable List<Queue> actual) {
    super(actual, RegistriesAssert.class);
  }

  /** So many stand in a queue. */
  public RegistriesAssert queued(int jobs) {
    return has(jobs, "queued", Queue::jobs);
  }

  /** So many run. */
  public RegistriesAssert started(int jobs) {
    return has(jobs, "started", queue -> queue.started().jobs());
  }

  /** So many wait for their time. */
  public RegistriesAssert scheduled(int jobs) {
    return has(jobs, "scheduled", queue -> queue.scheduled().jobs());
  }

  /** So many wait for other jobs. */
  public RegistriesAssert deferred(int jobs) {
    return has(jobs, "deferred", queue -> queue.deferred().jobs());
  }

  /** So many finished, and are kept. */
  public RegistriesAssert finished(int jobs) {
    return has(jobs, "finished", queue -> queue.finished().jobs());
  }

  /** So many failed, and are kept. */
  public RegistriesAssert failed(int jobs) {
    return has(jobs, "failed", queue -> queue.failed().jobs());
  }

  /** So many were called off. */
  public RegistriesAssert canceled(int jobs) {
    return has(jobs, "canceled", queue -> queue.canceled().jobs());
  }

  private RegistriesAssert has(
      int expected, String place, Function<Queue, List<Job<Object>>> read) {
    isNotNull();
    List<Job<Object>> found = new ArrayList<>();
    actual.forEach(queue -> found.addAll(read.apply(queue)));
    if (found.size() != expected) {
      throw failureWithActualExpected(
          found.size(),
          expected,
          "Expected %s jobs to be %s, but there %s",
          expected,
          place,
          EnqueuedJobsAssert.listing(found));
    }
    return this;
  }
}
