package io.rq;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Due at once, and then each time so much later (CR-03). The times keep their distance: how late
 * one was noticed does not move those that follow.
 */
record CronInterval(Duration interval) implements CronSchedule {

  CronInterval {
    WholeSeconds.check("interval", interval);
  }

  @Override
  public Optional<Instant> begin(Instant since, @Nullable Instant last) {
    Instant start = since.truncatedTo(ChronoUnit.SECONDS);
    if (last == null) {
      return Optional.of(start);
    }
    Instant next = last.plus(interval);
    return next.isAfter(start) ? Optional.of(next) : after(latest(next, start));
  }

  @Override
  public Optional<Instant> after(Instant due) {
    return Optional.of(due.plus(interval));
  }

  @Override
  public Instant latest(Instant due, Instant now) {
    long times = Duration.between(due, now).dividedBy(interval);
    return due.plus(interval.multipliedBy(times));
  }

  @Override
  public @Nullable String pattern() {
    return null;
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }

  @Override
  public String toString() {
    return "every " + interval.toSeconds() + " seconds";
  }
}
