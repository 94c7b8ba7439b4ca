package io.rq;

/**
 * What becomes of the times of a {@link CronEntry} that nobody enqueued for when they came, since
 * no cron scheduler ran (CR-19).
 */
public enum MissedRuns {
  /**
   * Nothing: the entry goes on with the next time. A job is enqueued no more than a minute late.
   */
  SKIP,
  /** One job is enqueued, that of the latest of them. The default. */
  ONCE,
  /** A job is enqueued for each of them, the earliest first. */
  ALL
}
