package io.rq.spi;

/** The places of a queue that can be listed and counted. */
public enum Place {
  /** The queue itself, in the order in which its jobs will be taken. */
  QUEUED,
  /**
   * Runs, by the time at which their leases expire; in one second, by the text {@code
   * job:execution}, which is what Redis orders by.
   */
  STARTED,
  /** Jobs that wait for their time, by that time. */
  SCHEDULED,
  /** Jobs that wait for others, by the time at which they began to. */
  DEFERRED,
  /** Jobs that ran to the end, by the time at which they are gone; those kept for ever are last. */
  FINISHED,
  /**
   * Jobs that failed, by the time at which they are gone; those kept for ever are first, as RQ's
   * score of -1 has it.
   */
  FAILED,
  /** Jobs that were called off, by the time of that. */
  CANCELED
}
