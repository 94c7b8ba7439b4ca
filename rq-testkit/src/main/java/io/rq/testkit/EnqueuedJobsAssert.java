package io.rq.testkit;

import io.rq.Job;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractObjectAssert;
import org.jspecify.annotations.Nullable;

/** What should be true of jobs that were enqueued. */
public class EnqueuedJobsAssert extends AbstractObjectAssert<EnqueuedJobsAssert, EnqueuedJobs> {

  private static final int CANDIDATES = 3;

  /** Those who collect failures, and go on; {@code null}: the first failure ends all. */
  @Nullable RqSoftAssertions softly;

  /** Made by {@link RqAssertions#assertThat(EnqueuedJobs)}. */
  public EnqueuedJobsAssert(@Nullable EnqueuedJobs actual) {
    super(actual, EnqueuedJobsAssert.class);
  }

  /** One of them at least is as expected. */
  public EnqueuedJobsAssert contains(ExpectedJob expected) {
    isNotNull();
    if (jobs().stream().noneMatch(expected::isMetBy)) {
      throw failure("%s", missing(expected, jobs()));
    }
    return this;
  }

  /** None of them is like that. */
  public EnqueuedJobsAssert doesNotContain(ExpectedJob unwanted) {
    isNotNull();
    List<Job<Object>> like = jobs().stream().filter(unwanted::isMetBy).toList();
    if (!like.isEmpty()) {
      throw failure("Expected no enqueued job: %s%nbut there %s", unwanted, listing(like));
    }
    return this;
  }

  /** There are these, in any order, and no other. */
  public EnqueuedJobsAssert containsOnly(ExpectedJob... expected) {
    isNotNull();
    for (ExpectedJob one : expected) {
      contains(one);
    }
    List<Job<Object>> others =
        jobs().stream()
            .filter(job -> List.of(expected).stream().noneMatch(one -> one.isMetBy(job)))
            .toList();
    if (!others.isEmpty()) {
      throw failure("Expected no other enqueued job, but there %s", listing(others));
    }
    return hasSize(expected.length);
  }

  /** There are so many. */
  public EnqueuedJobsAssert hasSize(int size) {
    isNotNull();
    if (jobs().size() != size) {
      throw failureWithActualExpected(
          jobs().size(), size, "Expected %s enqueued jobs, but there %s", size, listing(jobs()));
    }
    return this;
  }

  /** There is none. */
  public EnqueuedJobsAssert isEmpty() {
    return hasSize(0);
  }

  /** There is one; goes on with that. */
  public JobAssert single() {
    RqSoftAssertions collecting = softly;
    if (collecting == null) {
      hasSize(1);
      return new JobAssert(jobs().get(0));
    }
    try {
      hasSize(1);
      return collecting.assertThat(jobs().get(0));
    } catch (AssertionError e) {
      collecting.collectAssertionError(e);
      return collecting.assertThat((@Nullable Job<?>) null); // what is said of it fails, too
    }
  }

  private List<Job<Object>> jobs() {
    return actual.jobs();
  }

  static String missing(ExpectedJob expected, List<Job<Object>> jobs) {
    String nearest =
        jobs.stream()
            .sorted(Comparator.comparingInt(job -> expected.differences(job).size()))
            .limit(CANDIDATES)
            .map(job -> line(job) + "\n      " + String.join("\n      ", expected.differences(job)))
            .collect(Collectors.joining("\n"));
    return "Expected an enqueued job: "
        + expected
        + "\n"
        + (jobs.isEmpty()
            ? "but none was enqueued at all"
            : "Nearest of " + jobs.size() + ":\n" + nearest);
  }

  static String listing(List<? extends Job<?>> jobs) {
    return jobs.isEmpty()
        ? "are none"
        : jobs.stream()
            .map(EnqueuedJobsAssert::line)
            .collect(Collectors.joining("\n", "are " + jobs.size() + ":\n", ""));
  }

  private static String line(Job<?> job) {
    return "  "
        + job.callString()
        + " on queue '"
        + job.queue().name()
        + "' ("
        + job.status()
        + ", id "
        + job.id()
        + ")"
        + Recorder.siteOf(job);
  }
}
