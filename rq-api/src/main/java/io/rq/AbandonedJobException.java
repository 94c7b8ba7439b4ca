package io.rq;

/**
 * A job's worker was lost, and the job with it: what handlers and callbacks are given then.
 */
public final class AbandonedJobException extends RqException {

  private static final long serialVersionUID = 1L;

  /** Says since when. */
  public AbandonedJobException(String message) {
    super(message);
  }
}
