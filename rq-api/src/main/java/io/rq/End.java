package io.rq;

/** The end of a queue at which a job is put. Workers take from the front. */
public enum End {
  /** Next to run: RQ's {@code at_front=True}. */
  FRONT,
  /** After all that wait already. */
  BACK
}
