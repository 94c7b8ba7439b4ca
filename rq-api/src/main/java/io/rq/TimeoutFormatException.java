package io.rq;

/** A text that should be a duration cannot be read as one. */
public final class TimeoutFormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Says what the text was, and how to write one. */
  public TimeoutFormatException(String message) {
    super(message);
  }
}
