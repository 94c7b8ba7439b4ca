package io.rq;

/** A text says no length of time. */
public final class TimeoutFormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Says what it was, and what would do. */
  public TimeoutFormatException(String message) {
    super(message);
  }
}
