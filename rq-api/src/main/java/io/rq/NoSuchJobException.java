package io.rq;

/** There is no job of that id, or it is gone already. */
public final class NoSuchJobException extends RqException {

  private static final long serialVersionUID = 1L;

  private final transient JobId jobId;

  /** Names the job. */
  public NoSuchJobException(JobId jobId) {
    super(
        "No such job: " + jobId + ". It was never enqueued, was deleted, or its retention is over");
    this.jobId = jobId;
  }

  /** The job's id. */
  public JobId jobId() {
    return jobId;
  }
}
