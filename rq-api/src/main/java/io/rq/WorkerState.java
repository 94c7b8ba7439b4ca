package io.rq;

import java.util.Locale;
import java.util.Optional;

/** What a worker is doing; the names on the wire are these in lower case (W-12). */
public enum WorkerState {
  /** Registered, about to work. */
  STARTED,
  /** Waits for jobs. */
  IDLE,
  /** Runs a job. */
  BUSY,
  /** Waits until the installation is resumed. */
  SUSPENDED;

  /** The name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds the state of a name on the wire; empty if RQ has no such state. */
  public static Optional<WorkerState> ofWireName(String name) {
    for (WorkerState state : values()) {
      if (state.wireName().equals(name)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
