package io.rq.testkit;

import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Result;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a job is at, in words, for whoever reads why a test failed. */
public final class Situation {

  private Situation() {}

  /**
   * Its status and what goes with that: its place in the queue, when it is due, what it waits for,
   * who runs it, why it failed; as in {@code SCHEDULED, due at 2024-01-01T01:00:00Z}.
   *
   * @throws io.rq.NoSuchJobException if it is gone
   */
  public static String of(Job<?> job) {
    JobStatus status = job.status();
    return status + more(job, status).map(text -> ", " + text).orElse("");
  }

  /** The same without the status, for where that is plain. */
  static Optional<String> more(Job<?> job, JobStatus status) {
    return switch (status) {
      case QUEUED -> place(job);
      case SCHEDULED -> job.queue().scheduled().timeOf(job).map(time -> "due at " + time);
      case DEFERRED -> Optional.of("waits for " + parents(job));
      case STARTED -> job.workerName().map(worker -> "run by worker " + worker + since(job));
      case FAILED -> reason(job).map(reason -> "with " + reason);
      default -> job.endedAt().map(time -> "ended at " + time);
    };
  }

  private static Optional<String> place(Job<?> job) {
    return job.position().stream()
        .mapToObj(before -> "number " + (before + 1) + " of " + job.queue().size())
        .findFirst();
  }

  private static String parents(Job<?> job) {
    List<Job<Object>> parents = job.dependencies();
    return parents.stream()
        .map(parent -> parent.description() + " (" + parent.id() + "), " + parent.status())
        .collect(Collectors.joining("; "));
  }

  private static String since(Job<?> job) {
    return job.startedAt().map(time -> " since " + time).orElse("");
  }

  /** Why that job failed, in a line; empty if nothing says so. */
  static Optional<String> reason(Job<?> job) {
    // The last line of a stack trace in RQ's order says what it was; ours begin with it.
    return job.latestResult().flatMap(Result::failure).flatMap(trace -> trace.lines().findFirst());
  }
}
