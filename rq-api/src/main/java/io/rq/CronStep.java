package io.rq;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a cron entry that is due.
 *
 * @param due the time to enqueue a job for; {@code null}: it is missed, and nothing is enqueued
 * @param next the entry afterwards
 */
record CronStep(@Nullable Instant due, CronInfo next) {

  /** Who looks that late is late, no more: another scheduler was killed, or Redis was away. */
  private static final Duration NOT_YET_MISSED = Duration.ofMinutes(1);

  /** The next step; empty if the entry is not due. */
  static Optional<CronStep> of(CronEntry entry, CronInfo info, Instant now) {
    Instant due = info.next();
    if (due == null || due.isAfter(now)) {
      return Optional.empty();
    }
    CronSchedule schedule = entry.schedule();
    if (isMissed(due, now) && entry.missed() != MissedRuns.ALL) {
      due = schedule.latest(due, now);
    }
    Instant following = schedule.after(due).orElse(null);
    return Optional.of(
        isMissed(due, now) && entry.missed() == MissedRuns.SKIP
            ? new CronStep(null, info.resumed(following))
            : new CronStep(due, info.enqueued(due, now, following)));
  }

  private static boolean isMissed(Instant due, Instant now) {
    return due.plus(NOT_YET_MISSED).isBefore(now);
  }
}
