package io.rq.testkit;

import io.rq.JobFailure;
import io.rq.WorkReport;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractObjectAssert;
import org.jspecify.annotations.Nullable;

/** What should be true of what a worker did. */
public class WorkReportAssert extends AbstractObjectAssert<WorkReportAssert, WorkReport> {

  /** Made by {@link RqAssertions#assertThat(WorkReport)}. */
  public WorkReportAssert(@Nullable WorkReport actual) {
    super(actual, WorkReportAssert.class);
  }

  /** It ran so many jobs, failed ones included. */
  public WorkReportAssert hasExecuted(long runs) {
    isNotNull();
    return has("jobs run", actual.executed(), runs);
  }

  /** So many runs succeeded. */
  public WorkReportAssert hasSucceeded(long runs) {
    isNotNull();
    return has("runs that succeeded", actual.succeeded(), runs);
  }

  /** So many runs failed. */
  public WorkReportAssert hasFailed(long runs) {
    isNotNull();
    return has("runs that failed", actual.failed(), runs);
  }

  /** So many runs came to nothing, since their job was stopped, canceled or deleted meanwhile. */
  public WorkReportAssert hasStopped(long runs) {
    isNotNull();
    return has("runs that were stopped", actual.stopped(), runs);
  }

  /** A run failed with an exception of that type. */
  public WorkReportAssert hasFailure(Class<? extends Throwable> type) {
    isNotNull();
    if (actual.failures().stream().noneMatch(failure -> type.isInstance(failure.error()))) {
      throw failure("Expected a run to fail with %s, but %s", type.getName(), failures());
    }
    return this;
  }

  private WorkReportAssert has(String what, long found, long expected) {
    if (found != expected) {
      throw failureWithActualExpected(
          found,
          expected,
          "Expected %s %s, but there were %s; %s",
          expected,
          what,
          found,
          failures());
    }
    return this;
  }

  private String failures() {
    return actual.failures().isEmpty()
        ? "none failed"
        : actual.failures().stream()
            .map(WorkReportAssert::line)
            .collect(Collectors.joining("\n", "these failed:\n", ""));
  }

  private static String line(JobFailure failure) {
    return "  " + failure.job().description() + ": " + failure.error();
  }
}
