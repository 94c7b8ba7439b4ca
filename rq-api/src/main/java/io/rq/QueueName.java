package io.rq;

import java.util.Objects;

/**
 * Names one queue. Any text goes, except what RQ's own layout cannot carry: the empty name, a comma
 * (worker records join their queues with commas) and the ending {@code :intermediate} (the key of
 * another queue's intermediate list).
 *
 * @param value the bare name, such as {@code default}
 */
public record QueueName(String value) implements Comparable<QueueName> {

  /** The queue that is meant when none is named. */
  public static final QueueName DEFAULT = new QueueName("default");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the layout cannot carry it
   */
  public QueueName {
    Objects.requireNonNull(value, "queue name");
    if (value.isEmpty() || value.indexOf(',') >= 0 || value.endsWith(":intermediate")) {
      throw new IllegalArgumentException(
          "Illegal queue name '"
              + value
              + "': it must not be empty, hold a comma or end in ':intermediate'");
    }
  }

  /** Makes the name from its text. */
  public static QueueName of(String value) {
    return new QueueName(value);
  }

  @Override
  public int compareTo(QueueName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
