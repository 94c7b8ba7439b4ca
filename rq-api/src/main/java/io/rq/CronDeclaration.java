package io.rq;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry that this program declared, with its job made once beforehand, so that whatever is wrong
 * with it is found when it is declared.
 */
final class CronDeclaration {

  private static final JsonSerializer JSON = new JsonSerializer();
  private static final JobId NOBODY = JobId.of("cron");

  private final Rq rq;
  private final CronEntry entry;
  private final NewJob template;
  private final Instant since;
  private volatile boolean announced;

  CronDeclaration(Rq rq, CronEntry entry) {
    this.rq = rq;
    this.entry = entry;
    this.since = rq.now();
    this.template = NewJob.of(rq, entry.queue(), entry.call(), null).as(NOBODY, Instant.EPOCH);
  }

  CronEntry entry() {
    return entry;
  }

  String name() {
    return entry.name();
  }

  /** Tells whether the other one means the same in all. */
  boolean isLike(CronDeclaration other) {
    return entry.schedule().equals(other.entry.schedule())
        && entry.missed() == other.entry.missed()
        && template.equals(other.template);
  }

  /** Tells whether it was said to the installation that this is what the entry is now. */
  boolean isAnnounced() {
    return announced;
  }

  void announced() {
    announced = true;
  }

  /** The job for that time. */
  NewJob job(Instant due, Instant now) {
    return new Queue(rq, entry.queue())
        .make(entry.call(), null)
        .as(CronEntry.jobId(name(), due), now);
  }

  /** Tells whether the installation knows the entry as it is declared here. */
  boolean isKnownAs(CronInfo known) {
    return known.isOf(entry.schedule())
        && known.queue().equals(entry.queue())
        && known.function().equals(function());
  }

  /** What the installation shall know from now on of an entry that it knew like that, or not. */
  CronInfo asDeclared(@Nullable CronInfo known) {
    CronSchedule schedule = entry.schedule();
    Instant last = known == null ? null : known.last();
    boolean paused = known != null && known.isPaused();
    Instant next =
        known != null && known.isOf(schedule) && known.next() != null
            ? known.next()
            : schedule.begin(since, last).orElse(null);
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
