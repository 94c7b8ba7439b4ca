package io.rq;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows cron's texts (CR-05): five fields as Unix has them, six with seconds
 * first as Quartz has them, or a nickname such as {@code @daily}. The library is asked for local
 * times only; what they mean in a zone is decided here.
 *
 * <p>When clocks are put forward, a time that does not exist is due when the gap ends, once. When
 * they are put back, a time that exists twice is due the first time only. Both do not hold if the
 * field of the hours begins with {@code *}: such an entry is due by how much time goes by, through
 * the repeated hour too, and nothing is made up for an hour that there was not.
 */
final class CronPattern implements CronSchedule {

  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  /** How far to look back for the latest of the times that were missed, the nearest first. */
  private static final List<Duration> LOOKS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(40),
          Duration.ofDays(400));

  /** A leap year and those after it, in steps of 30 days, of which each month sees one. */
  private static final int PROBED_MONTHS = 50;

  private final String pattern;
  private final ZoneId zone;
  private final ExecutionTime times;
  private final boolean byElapsedTime;

  private CronPattern(String pattern, ZoneId zone, ExecutionTime times, boolean byElapsedTime) {
    this.pattern = pattern;
    this.zone = zone;
    this.times = times;
    this.byElapsedTime = byElapsedTime;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it cannot be read, or is never due
   */
  static CronPattern parse(String text, ZoneId zone) {
    String pattern = String.join(" ", text.strip().split("\\s+"));
    String plain =
        NICKNAMES.getOrDefault(pattern.toLowerCase(Locale.ROOT), pattern).toUpperCase(Locale.ROOT);
    String[] fields = plain.split(" ", -1);
    boolean seconds = fields.length == 6;
    if (fields.length != 5 && !seconds) {
      throw refused(text, "it has " + fields.length + " fields");
    }
    ExecutionTime times = times(text, fields);
    CronPattern parsed =
        new CronPattern(pattern, zone, times, fields[seconds ? 2 : 1].startsWith("*"));
    parsed.probe(text);
    return parsed;
  }

  // The library finds some patterns wrong only in a month that they do not fit.
  private void probe(String text) {
    Instant start = Instant.EPOCH;
    try {
      if (after(start).isEmpty()) {
        throw new IllegalArgumentException("The cron pattern '" + text + "' is never due");
      }
      for (int months = 1; months <= PROBED_MONTHS; months++) {
        times.nextExecution(start.plus(Duration.ofDays(30L * months)).atZone(ZoneOffset.UTC));
      }
    } catch (DateTimeException e) {
      throw refused(text, String.valueOf(e.getMessage()));
    }
  }

  private static ExecutionTime times(String text, String... fields) {
    boolean seconds = fields.length == 6;
    CronType type = seconds ? CronType.QUARTZ : CronType.UNIX;
    try {
      String plain = seconds ? QuartzFields.text(fields) : String.join(" ", fields);
      Cron cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type)).parse(plain);
      return ExecutionTime.forCron(cron.validate());
    } catch (IllegalArgumentException e) {
      throw refused(text, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no cron pattern: "
            + why
            + ". Write minute, hour, day of month, month, day of week ('0 3 * * MON-FRI'); or the"
            + " second before these, as Quartz has it ('0 0 12 * * ?'); or @hourly, @daily, @weekly,"
            + " @monthly, @yearly");
  }

  @Override
  public Optional<Instant> begin(Instant since, @Nullable Instant last) {
    return after(since);
  }

  @Override
  public Optional<Instant> after(Instant time) {
    return byElapsedTime ? nextByElapsedTime(time) : nextByClock(time);
  }

  private Optional<Instant> nextByClock(Instant time) {
    Optional<LocalDateTime> next = nextLocal(LocalDateTime.ofInstant(time, zone));
    while (next.isPresent()) {
      Instant due = firstMoment(next.get());
      if (due.isAfter(time)) {
        return Optional.of(due);
      }
      next = nextLocal(next.get());
    }
    return Optional.empty();
  }

  private Instant firstMoment(LocalDateTime local) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.isEmpty()
        ? zone.getRules().getTransition(local).getInstant()
        : local.toInstant(offsets.get(0));
  }

  // Between two changes of the clocks, local time goes by as time does.
  private Optional<Instant> nextByElapsedTime(Instant time) {
    ZoneOffset offset = zone.getRules().getOffset(time);
    LocalDateTime from = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), offset);
    ZoneOffsetTransition change = zone.getRules().nextTransition(time);
    while (true) {
      Optional<LocalDateTime> next = nextLocal(from);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Instant due = next.get().toInstant(offset);
      if (change == null || due.isBefore(change.getInstant())) {
        return Optional.of(due);
      }
      // The moment of the change itself may be due.
      offset = change.getOffsetAfter();
      from = change.getDateTimeAfter().minusSeconds(1);
      change = zone.getRules().nextTransition(change.getInstant());
    }
  }

  private Optional<LocalDateTime> nextLocal(LocalDateTime local) {
    return times
        .nextExecution(local.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC))
        .map(next -> next.toLocalDateTime());
  }

  @Override
  public Instant latest(Instant due, Instant now) {
    Instant latest = due;
    for (Duration look : LOOKS) {
      Instant from = now.minus(look);
      if (from.isAfter(due) && after(from).filter(next -> !next.isAfter(now)).isPresent()) {
        latest = from;
        break;
      }
    }
    Optional<Instant> next = after(latest);
    while (next.isPresent() && !next.get().isAfter(now)) {
      latest = next.get();
      next = after(latest);
    }
    return latest;
  }

  /**
   * A text that RQ can read: ours if it is one, or else that of the next time alone. A text that RQ
   * cannot read would keep it from showing any cron scheduler.
   */
  String textForRq(@Nullable Instant next) {
    Instant time = next == null ? Instant.EPOCH : next;
    return NICKNAMES.containsKey(pattern.toLowerCase(Locale.ROOT))
        ? pattern.toLowerCase(Locale.ROOT)
        : CronTextForRq.of(pattern, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  @Override
  public String pattern() {
    return pattern;
  }

  @Override
  public @Nullable Duration interval() {
    return null;
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CronPattern that
        && pattern.equals(that.pattern)
        && zone.equals(that.zone);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  @Override
  public String toString() {
    return "'" + pattern + "' " + zone;
  }
}
