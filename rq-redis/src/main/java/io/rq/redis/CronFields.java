package io.rq.redis;

import io.rq.CronInfo;
import io.rq.QueueName;
import io.rq.spi.CronRecord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes and reads cron entries as fields of a hash of our own. */
final class CronFields {

  private CronFields() {}

  static void write(Arguments to, CronRecord record) {
    CronInfo entry = record.entry();
    to.add("revision").add(record.revision());
    to.add("digest").add(record.digest());
    to.add("removed_at").add(time(record.removedAt()));
    to.add("queue_name").add(entry.queue().value());
    to.add("func_name").add(entry.function());
    to.add("cron").add(entry.pattern() == null ? "" : entry.pattern());
    to.add("interval")
        .add(entry.interval() == null ? "" : Long.toString(entry.interval().toSeconds()));
    to.add("zone").add(entry.zone().getId());
    to.add("paused").add(entry.isPaused() ? 1 : 0);
    to.add("latest_due_time").add(time(entry.last()));
    to.add("latest_enqueue_time").add(time(entry.lastEnqueuedAt()));
    to.add("next_enqueue_time").add(time(entry.next()));
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : IsoTime.write(time);
  }

  /** Reads an entry; empty if there is none. One that was spoiled counts as removed. */
  static Optional<CronRecord> read(String name, Fields fields) {
    if (fields.isUnset("revision")) {
      return Optional.empty();
    }
    String revision = fields.text("revision");
    try {
      Instant removed = fields.time("removed_at").orElse(null);
      return Optional.of(
          new CronRecord(entry(name, fields), fields.text("digest"), removed, revision));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.of(new CronRecord(spoiled(name), "", Instant.EPOCH, revision));
    }
  }

  private static CronInfo entry(String name, Fields fields) {
    return new CronInfo(
        name,
        QueueName.of(fields.text("queue_name")),
        fields.text("func_name"),
        fields.isUnset("cron") ? null : fields.text("cron"),
        fields.number("interval").map(Duration::ofSeconds).orElse(null),
        ZoneId.of(fields.text("zone")),
        fields.flag("paused").orElse(false),
        fields.time("latest_due_time").orElse(null),
        fields.time("latest_enqueue_time").orElse(null),
        fields.time("next_enqueue_time").orElse(null));
  }

  private static CronInfo spoiled(String name) {
    return new CronInfo(
        name, QueueName.DEFAULT, "", "", null, ZoneOffset.UTC, true, null, null, null);
  }
}
