package io.rq.testkit;

/**
 * Ends a worker that a test kills. No part of RQ may catch it, as none survives {@code kill -9}.
 */
final class WorkerKilled extends Error {

  private static final long serialVersionUID = 1L;

  WorkerKilled(CrashPoint point) {
    super("The test killed the worker: " + point, null, false, false);
  }
}
