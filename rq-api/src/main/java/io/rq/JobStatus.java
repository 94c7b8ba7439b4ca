package io.rq;

import java.util.Locale;
import java.util.Optional;

/** Where a job stands in its life. The nine names are RQ's. */
public enum JobStatus {
  /** Built, but not yet in any queue. */
  CREATED,
  /** Waits in its queue for a worker. */
  QUEUED,
  /** Waits for other jobs. */
  DEFERRED,
  /** Waits for its time. */
  SCHEDULED,
  /** A worker runs it. */
  STARTED,
  /** Ran to its end. */
  FINISHED,
  /** Ended with an exception, or was lost with its worker. */
  FAILED,
  /** Was ended by a stop command while it ran. */
  STOPPED,
  /** Was called off before it ended. */
  CANCELED;

  /** The name on the wire: RQ's, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds the status of a name on the wire; empty if RQ has no such status. */
  public static Optional<JobStatus> ofWireName(String name) {
    for (JobStatus status : values()) {
      if (status.wireName().equals(name)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** Tells whether the job's life is over unless somebody requeues it. */
  public boolean isTerminal() {
    return this == FINISHED || this == FAILED || this == STOPPED || this == CANCELED;
  }
}
