package io.rq.testkit;

import io.rq.Job;
import io.rq.JobFailure;
import java.util.List;

/**
 * A job failed in a test that did not expect it. The cause is what the job threw, with its own type
 * and stack; suppressed are the place where the job was enqueued, and what other jobs threw.
 */
public final class JobFailedError extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final transient Job<?> job;

  private JobFailedError(JobFailure failure, int more, String title) {
    super(
        "Job failed: "
            + failure.job().description()
            + " on queue '"
            + failure.job().queue().name()
            + "' (id "
            + failure.job().id()
            + attempts(failure.job())
            + "): "
            + failure.error()
            + (more > 0 ? ", and " + more + " more" : "")
            + " "
            + title
            + ". If the test expects failures, use burstAllowingFailures()",
        failure.error());
    this.job = failure.job();
  }

  private static String attempts(Job<?> job) {
    int attempts = job.results().size();
    return attempts > 1 ? ", after " + attempts + " attempts" : "";
  }

  static JobFailedError of(List<JobFailure> failures, Recorder recorder, String title) {
    JobFailedError error = new JobFailedError(failures.get(0), failures.size() - 1, title);
    recorder.site(error.job.id()).map(EnqueuedHere::new).ifPresent(error::addSuppressed);
    failures.stream().skip(1).map(JobFailure::error).forEach(error::addSuppressed);
    return error;
  }

  /** The first job that failed. */
  public Job<?> job() {
    return job;
  }

  /** Where a job was enqueued, as a stack that an editor can jump to. */
  private static final class EnqueuedHere extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EnqueuedHere(StackTraceElement site) {
      super("The job was enqueued here", null, false, true);
      setStackTrace(new StackTraceElement[] {site});
    }
  }
}
