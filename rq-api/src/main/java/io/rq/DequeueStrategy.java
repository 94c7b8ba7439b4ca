package io.rq;

/**
 * Which of its queues a worker looks into first (W-40). Within a queue it is first in, first out.
 */
public enum DequeueStrategy {
  /** The first queue that has a job, in the order in which the worker was given them. */
  DEFAULT,
  /** The queues in turn: the one that was just served comes last. */
  ROUND_ROBIN,
  /** Any queue that has a job; drawn anew each time, from {@link Rq.Builder#random}. */
  RANDOM
}
