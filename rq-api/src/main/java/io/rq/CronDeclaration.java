package io.rq;

import io.rq.spi.CronRecord;
import io.rq.spi.CronStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry that this program declared, with its job made once beforehand, so that whatever is wrong
 * with it is found when it is declared.
 */
final class CronDeclaration {

  private static final JsonSerializer JSON = new JsonSerializer();

  private final Rq rq;
  private final CronEntry entry;
  private final String digest;
  private final Instant since;
  private volatile boolean announced;
  private volatile boolean standingBy;
  private volatile @Nullable Overdue overdue;

  CronDeclaration(Rq rq, CronEntry entry) {
    this.rq = rq;
    this.entry = entry;
    this.since = rq.now();
    this.digest = CronDigest.of(rq, entry, NewJob.of(rq, entry.queue(), entry.call(), null));
  }

  /**
   * What nobody enqueued for.
   *
   * @param revision the record that says so
   * @param seenAt when that was seen here first
   */
  private record Overdue(String revision, Instant seenAt) {}

  CronEntry entry() {
    return entry;
  }

  String name() {
    return entry.name();
  }

  /** Tells whether the other one means the same in all. */
  boolean isLike(CronDeclaration other) {
    return digest.equals(other.digest);
  }

  /** Tells whether it was said to the installation that this is what the entry is now. */
  boolean isAnnounced() {
    return announced;
  }

  void announced() {
    announced = true;
    standingBy = false;
  }

  /** Notes that another program's entry counts; {@code false}: so it did before. */
  boolean standsBy() {
    boolean isNew = !standingBy;
    standingBy = true;
    return isNew;
  }

  /** The job for that time. */
  NewJob job(Instant due, Instant now) {
    return new Queue(rq, entry.queue())
        .make(entry.call(), null)
        .as(CronEntry.jobId(name(), due), now);
  }

  /** Tells whether the installation knows the entry as it is declared here. */
  boolean isKnownAs(CronRecord known) {
    return known.digest().equals(digest);
  }

  /**
   * Tells whether nobody enqueues for an entry that was declared anew elsewhere, since a while in
   * which whoever is alive looks at it more than once.
   */
  boolean isLeftAlone(CronRecord record, Instant now) {
    Instant next = record.entry().next();
    if (next == null || next.isAfter(now)) {
      overdue = null;
      return false;
    }
    Overdue before = overdue;
    if (before == null || !before.revision().equals(record.revision())) {
      overdue = new Overdue(record.revision(), now);
      return false;
    }
    return !before.seenAt().plus(CronStore.LIFE).isAfter(now);
  }

  /** The record that says so to the installation, which knew the entry like that, or not. */
  CronRecord announcement(@Nullable CronInfo known) {
    return record(asDeclared(known));
  }

  /** The same of an entry that nobody enqueued for: its times begin where the others left off. */
  CronRecord takingBack(CronInfo known) {
    return record(asDeclared(known, Objects.requireNonNull(known.next())));
  }

  /** A record of the entry as it is declared here. */
  CronRecord record(CronInfo info) {
    return new CronRecord(info, digest, null, rq.ids().owner());
  }

  /** What the installation shall know from now on of an entry that it knew like that, or not. */
  CronInfo asDeclared(@Nullable CronInfo known) {
    return asDeclared(known, since);
  }

  private CronInfo asDeclared(@Nullable CronInfo known, Instant from) {
    CronSchedule schedule = entry.schedule();
    Instant last = known == null ? null : known.last();
    boolean paused = known != null && known.isPaused();
    Instant next =
        known != null && known.isOf(schedule) && known.next() != null
            ? known.next()
            : schedule.begin(from, last).orElse(null);
    return new CronInfo(
        name(),
        entry.queue(),
        function(),
        schedule.pattern(),
        schedule.interval(),
        schedule.zone(),
        paused,
        last,
        known == null ? null : known.lastEnqueuedAt(),
        paused ? null : next);
  }

  private String function() {
    return entry.call().callee().path();
  }

  /** The same as RQ's programs see it. */
  CronJobInfo shown(CronInfo known) {
    CronSchedule schedule = entry.schedule();
    Call<?> call = entry.call();
    return new CronJobInfo(
        name(),
        function(),
        entry.queue(),
        call.args().isEmpty() ? null : json(call.args()),
        call.kwargs().isEmpty() ? null : json(call.kwargs()),
        schedule.interval(),
        schedule instanceof CronPattern pattern ? pattern.textForRq(known.next()) : null,
        known.lastEnqueuedAt(),
        known.next(),
        options(call.options()),
        call.options().webhooks);
  }

  private static Map<String, String> options(JobOptions options) {
    Map<String, String> shown = new LinkedHashMap<>();
    if (options.timeout != null) {
      shown.put("job_timeout", seconds(options.timeout.duration()));
    }
    if (options.resultTtl != null) {
      shown.put("result_ttl", seconds(options.resultTtl.time().orElse(null)));
    }
    if (options.ttl != null) {
      shown.put("ttl", seconds(options.ttl));
    }
    if (options.failureTtl != null) {
      shown.put("failure_ttl", seconds(options.failureTtl.time().orElse(null)));
    }
    if (!options.meta.isEmpty()) {
      shown.put("meta", json(options.meta));
    }
    return shown;
  }

  private static String seconds(@Nullable Duration time) {
    return time == null ? "-1" : Long.toString(time.toSeconds());
  }

  private static String json(Object value) {
    try {
      return JSON.write(value).text();
    } catch (SerializationException e) {
      return CronJobInfo.NOT_SERIALIZABLE;
    }
  }
}
