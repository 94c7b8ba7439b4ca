package io.rq;

import org.jspecify.annotations.Nullable;

/** The function that a job names is not there, or does not take what the job brings. */
public final class NoSuchFunctionException extends RqException {

  private static final long serialVersionUID = 1L;

  /** Says what happened and what to do. */
  public NoSuchFunctionException(String message) {
    super(message);
  }

  /** Says what happened and what to do, and keeps the cause. */
  public NoSuchFunctionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
