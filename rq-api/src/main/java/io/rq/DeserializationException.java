package io.rq;

import org.jspecify.annotations.Nullable;

/**
 * Something stored cannot be read by the serializer, or does not fit the type it is wanted as
 * (X-03).
 */
public final class DeserializationException extends RqException {

  private static final long serialVersionUID = 1L;

  /** Says what happened and what to do. */
  public DeserializationException(String message) {
    super(message);
  }

  /** Says what happened and what to do, and keeps the cause. */
  public DeserializationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
