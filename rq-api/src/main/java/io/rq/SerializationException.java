package io.rq;

import org.jspecify.annotations.Nullable;

/** Something cannot be written by the serializer. Nothing was stored (SYNC-25). */
public final class SerializationException extends RqException {

  private static final long serialVersionUID = 1L;

  /** Says what happened and what to do. */
  public SerializationException(String message) {
    super(message);
  }

  /** Says what happened and what to do, and keeps the cause. */
  public SerializationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
