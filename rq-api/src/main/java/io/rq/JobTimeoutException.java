package io.rq;

import java.time.Duration;

/** A run took longer than it may. */
public final class JobTimeoutException extends RqException {

  private static final long serialVersionUID = 1L;

  /** Says how long it may take. */
  public JobTimeoutException(String message, Throwable interrupted) {
    super(message, interrupted);
  }

  static JobTimeoutException of(Duration limit, Throwable interrupted) {
    return new JobTimeoutException(
        "Task exceeded maximum timeout value (" + limit.toSeconds() + " seconds)", interrupted);
  }
}
