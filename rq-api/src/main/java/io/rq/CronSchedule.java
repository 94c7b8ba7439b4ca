package io.rq;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a cron entry is due: whole seconds. */
sealed interface CronSchedule permits CronPattern, CronInterval {

  /**
   * The schedule that an entry was stored with.
   *
   * @throws IllegalArgumentException if it is none
   */
  static CronSchedule of(@Nullable String pattern, @Nullable Duration interval, ZoneId zone) {
    return pattern != null
        ? CronPattern.parse(pattern, zone)
        : new CronInterval(Objects.requireNonNull(interval, "interval"));
  }

  /**
   * When an entry is due for the first time after it was declared or resumed.
   *
   * @param last the time that it was due for last; {@code null}: never
   */
  Optional<Instant> begin(Instant since, @Nullable Instant last);

  /** The next time after one that the entry was due at. */
  Optional<Instant> after(Instant due);

  /** The last of the times from {@code due}, which is one of them, up to now. */
  Instant latest(Instant due, Instant now);

  /** The text of a pattern; {@code null}: it is none. */
  @Nullable String pattern();

  /** The interval; {@code null}: it is a pattern. */
  @Nullable Duration interval();

  /** The zone that a pattern is read in. */
  ZoneId zone();
}
