package io.rq;

import org.jspecify.annotations.Nullable;

/** The function that a job names is there, but nobody allowed workers to call it. */
public final class FunctionNotAllowedException extends RqException {

  private static final long serialVersionUID = 1L;

  /** Says what happened and what to do. */
  public FunctionNotAllowedException(String message) {
    super(message);
  }

  /** Says what happened and what to do, and keeps the cause. */
  public FunctionNotAllowedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
