package io.rq;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * A call that shall become a job again and again: by a cron pattern, or at an interval. Declare it
 * with {@link Cron#add}. Each option method gives a new entry and leaves this one as it was.
 *
 * <pre>{@code
 * CronEntry.of("nightly", "0 3 * * MON-FRI", Call.of(Reports::build, 2026).timeout(Duration.ofMinutes(5)))
 *     .queue("low")
 *     .zone("Europe/Berlin")
 * }</pre>
 *
 * <p><b>Patterns</b> have five fields as in Unix: minute, hour, day of month, month, day of week (0
 * or 7 is Sunday); where both kinds of day are restricted, one of them is enough. With six fields
 * the second comes first, as in Quartz: {@code 0 0 12 * * ?}; there 1 is Sunday, one kind of day is
 * {@code ?} or {@code *}, and the other may be the last day {@code L}, {@code L-2}, {@code LW}, the
 * nearest weekday {@code 15W} (up to 27), the last Friday {@code FRIL}, the second {@code FRI#2}.
 * Names such as {@code JAN} and {@code MON-FRI} are understood, and
 * {@code @hourly}, {@code @daily}, {@code @midnight}, {@code @weekly}, {@code @monthly}, {@code
 * @yearly}, {@code @annually} (CR-05).
 *
 * <p><b>Daylight saving:</b> where clocks are put forward, a time that is left out is due as soon
 * as they were, once; where they are put back, a time that comes twice is due the first time only.
 * An entry whose field of hours begins with {@code *} is due through both of the hours, and not
 * made up for in the hour that is left out.
 *
 * <p>Entries are values and safe for use by many threads.
 */
public final class CronEntry {

  private static final DateTimeFormatter DUE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String name;
  private final CronSchedule schedule;
  private final Call<?> call;
  private final QueueName queue;
  private final MissedRuns missed;

  private CronEntry(
      String name, CronSchedule schedule, Call<?> call, QueueName queue, MissedRuns missed) {
    this.name = name;
    this.schedule = schedule;
    this.call = call;
    this.queue = queue;
    this.missed = missed;
  }

  /**
   * An entry that is due when a pattern says so, in UTC unless {@link #zone} says otherwise. It is
   * never due at once (CR-04).
   *
   * @param name its name, of letters, digits, {@code _} and {@code -}; its jobs are named {@code
   *     cron-<name>-<time>} (F-13)
   * @param call what its jobs shall do, with every option of them but an id and what they wait for
   * @throws IllegalArgumentException if the name is not legal, the pattern cannot be read or is
   *     never due, or the call names an id or waits for other jobs
   */
  public static CronEntry of(String name, String pattern, Call<?> call) {
    return entry(name, CronPattern.parse(pattern, ZoneOffset.UTC), call);
  }

  /**
   * An entry that is due at once when it is declared for the first time, and then at each interval
   * (CR-03).
   *
   * @param interval whole seconds, at least one
   * @throws IllegalArgumentException if it is not (CR-01), the name is not legal, or the call names
   *     an id or waits for other jobs
   */
  public static CronEntry every(String name, Duration interval, Call<?> call) {
    return entry(name, new CronInterval(interval), call);
  }

  private static CronEntry entry(String name, CronSchedule schedule, Call<?> call) {
    if (!JobId.isLegal(name)) {
      throw new IllegalArgumentException(
          "Illegal name of a cron entry: '"
              + name
              + "'. Use letters, digits, '_' and '-' only, since its jobs are named after it");
    }
    if (call.options().id != null) {
      throw new IllegalArgumentException(
          "Cron entry '"
              + name
              + "' makes many jobs, so its call cannot have the id '"
              + call.options().id
              + "': they are named after the entry");
    }
    if (call.options().dependency != null) {
      throw new IllegalArgumentException(
          "Cron entry '"
              + name
              + "' makes many jobs, so its call cannot wait for others; let its function enqueue"
              + " what shall wait");
    }
    Queue queue = call.options().queue;
    return new CronEntry(
        name,
        schedule,
        call,
        queue == null ? QueueName.DEFAULT : QueueName.of(queue.name()),
        MissedRuns.ONCE);
  }

  /**
   * The same for jobs of that queue; {@code default} otherwise.
   *
   * @throws IllegalArgumentException if the name is not legal
   */
  public CronEntry queue(String newQueue) {
    return new CronEntry(name, schedule, call, QueueName.of(newQueue), missed);
  }

  /**
   * The same with its pattern read in that zone.
   *
   * @throws IllegalArgumentException if it has an interval and no pattern
   */
  public CronEntry zone(ZoneId zone) {
    Objects.requireNonNull(zone, "zone");
    if (schedule.pattern() == null) {
      throw new IllegalArgumentException(
          "Cron entry '" + name + "' runs " + schedule + ", wherever: it takes no zone " + zone);
    }
    return new CronEntry(name, CronPattern.parse(schedule.pattern(), zone), call, queue, missed);
  }

  /**
   * The same with its pattern read in the zone of that name, such as {@code Europe/Berlin}.
   *
   * @throws IllegalArgumentException if there is no such zone, or the entry has an interval
   */
  public CronEntry zone(String zone) {
    try {
      return zone(ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "There is no time zone '" + zone + "', for cron entry '" + name + "'", e);
    }
  }

  /** The same with another mind about missed times; {@link MissedRuns#ONCE} otherwise. */
  public CronEntry onMissed(MissedRuns policy) {
    return new CronEntry(name, schedule, call, queue, Objects.requireNonNull(policy, "policy"));
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The queue of its jobs. */
  public QueueName queue() {
    return queue;
  }

  /** What its jobs do. */
  public Call<?> call() {
    return call;
  }

  CronSchedule schedule() {
    return schedule;
  }

  MissedRuns missed() {
    return missed;
  }

  /** The id of the job for that time; no two processes make two of them (CR-18). */
  static JobId jobId(String name, Instant due) {
    return JobId.of("cron-" + name + "-" + DUE.format(due));
  }

  /** As in a log: {@code nightly: '0 3 * * *' Europe/Berlin, com.acme.Reports.build(2026)}. */
  @Override
  public String toString() {
    return name + ": " + schedule + ", " + call;
  }
}
