package io.rq;

/**
 * What becomes of the times of a {@link CronEntry} that nobody enqueued for when they came, since
 * no cron scheduler ran (CR-19).
 */
public enum MissedRuns {
  /**
   * Nothing: the entry goes on with the next time. A job is enqueued no more than a minute late,
   * and of several times within that minute for the latest alone.
   */
  SKIP,
  /**
   * One job is enqueued, that of the latest of them. The default. So it is with times that are but
   * seconds old: while one scheduler takes over from another, or is slow, an entry that is due more
   * often than that has fewer jobs than times. Choose {@link #ALL} if each counts.
   */
  ONCE,
  /** A job is enqueued for each of them, the earliest first. */
  ALL
}
