package io.rq;

import org.jspecify.annotations.Nullable;

/**
 * The place where the jobs are kept could not be reached, refused, or answered nonsense. Whether
 * the call had effect is unknown unless the message says so; the cause is the backend's own
 * exception.
 */
public class BackendException extends RqException {

  private static final long serialVersionUID = 1L;

  private boolean refused;

  /** Says what happened and what to do. */
  public BackendException(String message) {
    super(message);
  }

  /** Says what happened and what to do, and keeps the cause. */
  public BackendException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Says that the backend understood the call and will not do it: trying again is of no use. */
  public static BackendException refusal(String message, @Nullable Throwable cause) {
    BackendException refusal = new BackendException(message, cause);
    refusal.refused = true;
    return refusal;
  }

  /** Tells whether trying again is of no use. */
  public boolean isRefusal() {
    return refused;
  }
}
