package io.rq;

/**
 * What becomes of the times of a {@link CronEntry} that nobody enqueued for when they came, since
 * no cron scheduler ran (CR-19).
 *
 * <p>A time is missed once it is more than a minute old. Until then it is late, no more: while one
 * scheduler takes over from another, or is slow, there is a job for each time, whatever is said
 * here. Where times were missed, this says what becomes of all that came since then.
 */
public enum MissedRuns {
  /**
   * A job is enqueued for the latest of them if that is not missed itself; otherwise the entry goes
   * on with the next time.
   */
  SKIP,
  /** One job is enqueued, for the latest of them. The default. */
  ONCE,
  /** A job is enqueued for each of them, the earliest first. */
  ALL
}
