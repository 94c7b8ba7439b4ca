package io.rq;

/** A job of that id exists already, in whatever state. Nothing was stored. */
public final class DuplicateJobException extends RqException {

  private static final long serialVersionUID = 1L;

  private final transient JobId jobId;

  /** Names the job. */
  public DuplicateJobException(JobId jobId) {
    super("There is a job '" + jobId + "' already. Choose another id, or delete that job first");
    this.jobId = jobId;
  }

  /** The job's id. */
  public JobId jobId() {
    return jobId;
  }
}
