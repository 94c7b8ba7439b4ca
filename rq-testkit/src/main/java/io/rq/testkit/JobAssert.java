package io.rq.testkit;

import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Result;
import io.rq.ResultType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.AbstractObjectAssert;
import org.jspecify.annotations.Nullable;

/** What should be true of a job. */
public class JobAssert extends AbstractObjectAssert<JobAssert, Job<?>> {

  /** Made by {@link RqAssertions#assertThat(Job)}. */
  public JobAssert(@Nullable Job<?> actual) {
    super(actual, JobAssert.class);
  }

  /** Its status is this one. */
  public JobAssert hasStatus(JobStatus expected) {
    isNotNull();
    JobStatus status = actual.status();
    if (status != expected) {
      throw failureWithActualExpected(
          status,
          expected,
          "Expected %s to be %s, but it is %s%s%s%s",
          actual,
          expected,
          status,
          situation(status),
          expected == JobStatus.FINISHED || expected == JobStatus.FAILED ? howToRun(status) : "",
          latestFailure());
    }
    return this;
  }

  // A failure is shown whole, after it.
  private String situation(JobStatus status) {
    return status == JobStatus.FAILED
        ? ""
        : Situation.more(actual, status).map(text -> ", " + text).orElse("");
  }

  private String howToRun(JobStatus status) {
    if (status != JobStatus.QUEUED && status != JobStatus.SCHEDULED) {
      return "";
    }
    return RqTestkit.of(actual.rq()).map(kit -> "; " + howToRun(status, kit.mode())).orElse("");
  }

  private static String howToRun(JobStatus status, Mode mode) {
    return switch (mode) {
      case FAKE -> "in mode FAKE no job runs";
      case LIVE ->
          status == JobStatus.QUEUED
              ? "JobAwait waits until a live worker has run it"
              : "a live worker runs it when TestClock.advance(duration) was called";
      case BURST, INLINE ->
          status == JobStatus.QUEUED
              ? "BurstWorker.burst() runs it"
              : "BurstWorker.burstThrough(duration) runs it then";
    };
  }

  /** It ran to its end. */
  public JobAssert isFinished() {
    return hasStatus(JobStatus.FINISHED);
  }

  /** It ended with an exception. */
  public JobAssert isFailed() {
    return hasStatus(JobStatus.FAILED);
  }

  /** It waits in its queue. */
  public JobAssert isQueued() {
    return hasStatus(JobStatus.QUEUED);
  }

  /** It ran to its end and returned this; {@code null}: nothing. */
  public JobAssert hasResult(@Nullable Object expected) {
    isFinished();
    Optional<String> whyLost = Recorder.whyLost(actual);
    Object value =
        whyLost.isPresent() ? WatchedSerializer.INSTEAD : actual.returnValue().orElse(null);
    if (!Objects.equals(expected, value)) {
      throw failureWithActualExpected(
          value,
          expected,
          "Expected %s to return %s, but %s",
          actual,
          shown(expected, value),
          whyLost
              .map(why -> "what it returned could not be written: " + why)
              .orElseGet(() -> "it returned " + shown(value, expected)));
    }
    return this;
  }

  // Numbers of two classes are never equal, and may look the same.
  private String shown(@Nullable Object value, @Nullable Object beside) {
    String text = "<" + info.representation().toStringOf(value) + ">";
    return value instanceof Number
            && beside instanceof Number
            && value.getClass() != beside.getClass()
        ? text + " (" + value.getClass().getName() + ")"
        : text;
  }

  /**
   * It failed, and its {@linkplain Result#failure failure} has this text: a stack trace, mostly.
   */
  public JobAssert hasFailureContaining(String text) {
    isFailed();
    String trace = actual.latestResult().flatMap(Result::failure).orElse("");
    if (!trace.contains(text)) {
      throw failureWithActualExpected(
          trace,
          text,
          "Expected the failure of %s to contain <%s>, but it is:%n%s",
          actual,
          text,
          trace);
    }
    return this;
  }

  /** It is as expected. */
  public JobAssert is(ExpectedJob expected) {
    isNotNull();
    List<String> differences = expected.differences(actual);
    if (!differences.isEmpty()) {
      throw failure(
          "Expected %s to be %s, but%n  %s", actual, expected, String.join("\n  ", differences));
    }
    return this;
  }

  /** It ran, and so many runs failed before the one that counts. */
  public JobAssert wasRetried(int times) {
    isNotNull();
    long retried =
        Recorder.orderOfRunsBeside(actual)
            .map(runs -> runs.failedBefore(actual.id()))
            .filter(OptionalInt::isPresent)
            .map(failed -> (long) failed.getAsInt())
            .orElseGet(this::failuresBeforeTheLastResult);
    if (retried != times) {
      throw failureWithActualExpected(
          retried,
          times,
          "Expected %s to be retried %s times, but it was %s times%s",
          actual,
          times,
          retried,
          latestFailure());
    }
    return this;
  }

  private long failuresBeforeTheLastResult() {
    List<? extends Result<?>> results = actual.results();
    return results.stream().skip(1).filter(result -> result.type() == ResultType.FAILED).count();
  }

  /**
   * Its last run started when the last run of that job had ended. Of jobs that other programs ran
   * only their times tell.
   */
  public JobAssert ranAfter(Job<?> other) {
    isNotNull();
    Optional<Instant> started = actual.startedAt();
    Optional<Instant> ended = other.endedAt();
    boolean isSo =
        Recorder.orderOfRunsBeside(actual)
            .filter(runs -> runs.knows(actual.id(), other.id()))
            .map(runs -> runs.beganAfter(actual.id(), other.id()))
            .orElseGet(
                () ->
                    started.isPresent()
                        && ended.isPresent()
                        && !started.get().isBefore(ended.get()));
    if (!isSo) {
      throw failure(
          "Expected %s to run after %s, but it started at %s, and the other ended at %s",
          actual,
          other,
          started.map(Instant::toString).orElse("no time"),
          ended.map(Instant::toString).orElse("no time"));
    }
    return this;
  }

  private String latestFailure() {
    Optional<String> failure = actual.latestResult().flatMap(Result::failure);
    return failure.map(trace -> ":\n" + trace).orElse("");
  }
}
