package io.rq;

import java.util.Objects;

/**
 * Names one job. The alphabet is RQ's, {@code [A-Za-z0-9_-]+}: any other character in an id kills a
 * Python worker that reads it, so such an id cannot be made here (J-01).
 *
 * @param value the id as it stands in the store
 */
public record JobId(String value) implements Comparable<JobId> {

  /**
   * Checks the id.
   *
   * @throws IllegalArgumentException if it is empty or holds a character outside {@code
   *     [A-Za-z0-9_-]}
   */
  public JobId {
    Objects.requireNonNull(value, "job id");
    if (!isLegal(value)) {
      throw new IllegalArgumentException(
          "Illegal job id '" + value + "': use letters, digits, '_' and '-' only ([A-Za-z0-9_-]+)");
    }
  }

  /** Makes the id from its text. */
  public static JobId of(String value) {
    return new JobId(value);
  }

  /** Tells whether the text may stand as a job id, for readers of lists that others write too. */
  public static boolean isLegal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean legal =
          (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || c == '-'
              || c == '_';
      if (!legal) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  @Override
  public int compareTo(JobId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
