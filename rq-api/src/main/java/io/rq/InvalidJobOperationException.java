package io.rq;

/** What was asked of a job does not go with the status that it has. Nothing was changed. */
public final class InvalidJobOperationException extends RqException {

  private static final long serialVersionUID = 1L;

  private final transient JobId jobId;

  /** Names the job, and says which status it was met in. */
  public InvalidJobOperationException(JobId jobId, String message) {
    super(message);
    this.jobId = jobId;
  }

  /** The job's id. */
  public JobId jobId() {
    return jobId;
  }
}
