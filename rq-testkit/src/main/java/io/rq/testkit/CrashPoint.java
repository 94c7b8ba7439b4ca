package io.rq.testkit;

/** Where in its cycle a worker is killed, as by {@code kill -9}. */
public enum CrashPoint {

  /** It took a job and did not begin it. */
  AFTER_CLAIM,

  /** The function ran, and what came of it was not recorded. */
  AFTER_RUN,

  /** What came of it was recorded, and the worker did not sign off. */
  AFTER_SETTLE
}
