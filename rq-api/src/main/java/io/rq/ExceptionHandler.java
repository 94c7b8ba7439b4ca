package io.rq;

/**
 * Is told of each run that failed, beside what becomes of its job: to report it somewhere, say
 * (W-26). A worker can have several, which are asked in order.
 *
 * <p>It is called on the thread that ran the job, after the job's own callback for failures and
 * before anything is stored, at each failed attempt, and for jobs whose worker was lost. It changes
 * nothing about the job, which is retried or failed whatever happens here (W-27); what it throws is
 * logged, and the next one is asked. The worker waits for it and no time limit is put on it: it
 * should return soon.
 *
 * @see WorkerOptions#exceptionHandler
 */
@FunctionalInterface
public interface ExceptionHandler {

  /**
   * Takes note of a failed run.
   *
   * @param job the job
   * @param error what its function threw, or why it could not be called or was ended
   * @return whether the handlers after this one shall hear of it, too
   */
  boolean handle(Job<?> job, Throwable error);
}
