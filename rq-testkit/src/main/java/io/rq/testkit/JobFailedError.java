package io.rq.testkit;

import io.rq.Job;
import io.rq.JobFailure;
import java.util.List;

/** A job failed in a test that did not expect it. */
public final class JobFailedError extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final transient Job<?> job;

  private JobFailedError(JobFailure failure, int more) {
    super(
        "Job failed: "
            + failure.job().description()
            + " on queue '"
            + failure.job().queue().name()
            + "' (id "
            + failure.job().id()
            + "): "
            + failure.error()
            + (more > 0 ? ", and " + more + " more" : "")
            + ". If the test expects failures, use burstAllowingFailures()",
        failure.error());
    this.job = failure.job();
  }

  static JobFailedError of(List<JobFailure> failures) {
    JobFailedError error = new JobFailedError(failures.get(0), failures.size() - 1);
    failures.stream().skip(1).map(JobFailure::error).forEach(error::addSuppressed);
    return error;
  }

  /** The first job that failed. */
  public Job<?> job() {
    return job;
  }
}
