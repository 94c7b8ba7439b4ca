package io.rq;

import java.util.Objects;

/**
 * Names one worker. The name stands in the worker's key and in every job that it runs (W-02).
 *
 * @param value not empty, and without line breaks
 */
public record WorkerName(String value) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank or holds a control character
   */
  public WorkerName {
    Objects.requireNonNull(value, "worker name");
    if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "Illegal worker name '" + value + "': it must be one line of visible text");
    }
  }

  /** Makes the name from its text. */
  public static WorkerName of(String value) {
    return new WorkerName(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
