package io.rq.testkit;

/**
 * What a test may leave behind that the next reader of it would want to know of. Jobs that wait for
 * their time or for other jobs are none: a mail in an hour is a fine end of a test.
 */
public enum Leftover {

  /** A job that stands in a queue; in {@link Mode#FAKE} that is no leftover. */
  QUEUED("run the job"),

  /** A job that counts as running. */
  STARTED("let the job end"),

  /** A job that failed, and the test never looked at it. */
  FAILED("look at the failure"),

  /** A worker that is registered: nobody stopped it. */
  WORKER("stop the worker"),

  /** A thread that RQ started, and that goes on after all was closed: say, one that runs a job. */
  THREAD("let the thread end"),

  /** A connection to the backend that stays open after all was closed. */
  CONNECTION("close the connection"),

  /** An argument that the program changed after it had enqueued it: the job has the old value. */
  CHANGED_ARGUMENT("copy the argument before it changes"),

  /**
   * What a job returned and the serializer cannot write: the job finished, and RQ stored a text
   * that says so instead of the result (RES-08). None where no result is kept.
   */
  LOST_RESULT("return plain data");

  private final String advice;

  Leftover(String advice) {
    this.advice = advice;
  }

  /** What to do that there be none. */
  String advice() {
    return advice;
  }
}
