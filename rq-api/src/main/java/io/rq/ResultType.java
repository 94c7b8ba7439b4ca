package io.rq;

import java.util.Optional;

/** How a run ended, as its result says. The numbers on the wire are RQ's (RES-01). */
public enum ResultType {
  /** The function returned. */
  SUCCESSFUL(1),
  /** The function threw, or the run was lost or stopped. */
  FAILED(2),
  /** The run was stopped by a command; RQ 2.10 defines it and writes {@link #FAILED}. */
  STOPPED(3),
  /** The function asked to be run again. */
  RETRIED(4),
  /** The function asked to be run again, once too often. */
  MAX_RETRIES_EXCEEDED(5);

  private final int wireNumber;

  ResultType(int wireNumber) {
    this.wireNumber = wireNumber;
  }

  /** The number that stands for this type in RQ's result stream. */
  public int wireNumber() {
    return wireNumber;
  }

  /** Finds the type of a number in the stream; empty if RQ has no such type. */
  public static Optional<ResultType> ofWireNumber(int number) {
    for (ResultType type : values()) {
      if (type.wireNumber == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
