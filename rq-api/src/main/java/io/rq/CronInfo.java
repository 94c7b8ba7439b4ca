package io.rq;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an installation knows of a cron entry, as it was when it was read. It outlives the programs
 * that declare the entry.
 *
 * @param name its name
 * @param queue the queue of its jobs
 * @param function the path of the function that they call
 * @param pattern its cron pattern; {@code null}: it has an interval
 * @param interval its interval; {@code null}: it has a pattern
 * @param zone the zone that the pattern is read in
 * @param isPaused whether it is paused: nothing is enqueued for it
 * @param last the time that it was due for last; {@code null}: not yet
 * @param lastEnqueuedAt when the job for that time was enqueued; {@code null}: not yet
 * @param next the time that it is due for next; past, if no cron scheduler runs that knows the
 *     entry; {@code null} while it is paused
 */
public record CronInfo(
    String name,
    QueueName queue,
    String function,
    @Nullable String pattern,
    @Nullable Duration interval,
    ZoneId zone,
    boolean isPaused,
    @Nullable Instant last,
    @Nullable Instant lastEnqueuedAt,
    @Nullable Instant next) {

  /** Checks that what must be there is there. */
  public CronInfo {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(queue, "queue");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(zone, "zone");
    if ((pattern == null) == (interval == null)) {
      throw new IllegalArgumentException(
          "Cron entry '" + name + "' must have a pattern or an interval, and not both");
    }
  }

  /** The id of the job for the time that it was due for last; empty: not yet. */
  public Optional<JobId> lastJob() {
    return Optional.ofNullable(last).map(due -> CronEntry.jobId(name, due));
  }

  boolean isOf(CronSchedule schedule) {
    return Objects.equals(pattern, schedule.pattern())
        && Objects.equals(interval, schedule.interval())
        && zone.equals(schedule.zone());
  }

  CronInfo paused() {
    return new CronInfo(
        name, queue, function, pattern, interval, zone, true, last, lastEnqueuedAt, null);
  }

  /** Not paused, and due then; {@code null}: never. */
  CronInfo resumed(@Nullable Instant due) {
    return new CronInfo(
        name, queue, function, pattern, interval, zone, false, last, lastEnqueuedAt, due);
  }

  /** The same after it was enqueued for that time. */
  CronInfo enqueued(Instant due, Instant now, @Nullable Instant following) {
    return new CronInfo(
        name, queue, function, pattern, interval, zone, isPaused, due, now, following);
  }
}
