package io.rq;

import java.util.Objects;

/**
 * Names one run of a job. It is the fencing token of that run: what its holder writes has effect
 * only while this id is the job's current execution (E-01, E-11).
 *
 * @param value not empty; RQ writes 32 hex digits
 */
public record ExecutionId(String value) {

  /**
   * Checks the id.
   *
   * @throws IllegalArgumentException if it is empty or holds a colon, which separates it from the
   *     job id on the wire
   */
  public ExecutionId {
    Objects.requireNonNull(value, "execution id");
    if (value.isEmpty() || value.indexOf(':') >= 0) {
      throw new IllegalArgumentException("Illegal execution id '" + value + "'");
    }
  }

  /** Makes the id from its text. */
  public static ExecutionId of(String value) {
    return new ExecutionId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
