package io.rq;

import org.jspecify.annotations.Nullable;

/**
 * The root of what RQ throws when it cannot do what it was asked. Misuse by the caller is {@link
 * IllegalArgumentException} or {@link IllegalStateException} instead.
 */
public class RqException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what happened and what to do. */
  public RqException(String message) {
    super(message);
  }

  /** Says what happened and what to do, and keeps the cause. */
  public RqException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
