package io.rq;

import java.util.Objects;

/**
 * Names one scheduler. The name stands in the scheduler's key, and in the lock of every queue that
 * it schedules (S-10, S-11).
 *
 * @param value one line of visible text
 */
public record SchedulerName(String value) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank or holds a control character
   */
  public SchedulerName {
    Objects.requireNonNull(value, "scheduler name");
    if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "Illegal scheduler name '" + value + "': it must be one line of visible text");
    }
  }

  /** Makes the name from its text. */
  public static SchedulerName of(String value) {
    return new SchedulerName(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
