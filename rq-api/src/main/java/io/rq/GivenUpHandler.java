package io.rq;

/**
 * Is told when a worker gave up a run that took no notice of its interrupt: RQ's {@code
 * work_horse_killed_handler} (W-49). The thread may still be in the job's code. A program may want
 * to count such threads, and to exit when there are too many.
 *
 * @see WorkerOptions#grace
 */
@FunctionalInterface
public interface GivenUpHandler {

  /**
   * Takes note; what it throws is logged. Called before the job's end is recorded, on a thread of
   * the worker's.
   *
   * @param job the job, which will be failed or, if it was stopped, be stopped
   * @param thread the thread that is left to itself
   */
  void givenUp(Job<?> job, Thread thread);
}
