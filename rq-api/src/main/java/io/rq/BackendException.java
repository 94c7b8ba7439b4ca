package io.rq;

import org.jspecify.annotations.Nullable;

/**
 * The place where the jobs are kept could not be reached, refused, or answered nonsense. Whether
 * the call had effect is unknown unless the message says so; the cause is the backend's own
 * exception.
 */
public class BackendException extends RqException {

  private static final long serialVersionUID = 1L;

  /** Says what happened and what to do. */
  public BackendException(String message) {
    super(message);
  }

  /** Says what happened and what to do, and keeps the cause. */
  public BackendException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
