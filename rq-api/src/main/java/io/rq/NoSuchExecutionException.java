package io.rq;

/** The job has no such run that goes on: it ended, was lost, or never was (E-06). */
public final class NoSuchExecutionException extends RqException {

  private static final long serialVersionUID = 1L;

  private final transient JobId jobId;
  private final transient ExecutionId executionId;

  /** Names the job and the run. */
  public NoSuchExecutionException(JobId jobId, ExecutionId executionId) {
    super(
        "Job "
            + jobId
            + " has no execution "
            + executionId
            + " that goes on: it ended, its worker was lost, or it never was");
    this.jobId = jobId;
    this.executionId = executionId;
  }

  /** The job's id. */
  public JobId jobId() {
    return jobId;
  }

  /** The id of the run. */
  public ExecutionId executionId() {
    return executionId;
  }
}
