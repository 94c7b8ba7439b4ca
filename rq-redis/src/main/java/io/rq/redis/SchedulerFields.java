package io.rq.redis;

import io.rq.QueueName;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads schedulers as fields of RQ's hash, and of one of our own: the end of the
 * scheduler's life, so that it depends on the time that was given and not on the clock by which the
 * server lets keys expire. RQ's programs pass over it.
 */
final class SchedulerFields {

  private static final String ALIVE_UNTIL = "alive_until";

  private SchedulerFields() {}

  static void write(Arguments to, SchedulerInfo scheduler, Instant until) {
    to.add("name").add(scheduler.name().value());
    to.add("hostname").add(scheduler.host());
    to.add("pid").add(Long.toString(scheduler.pid()));
    to.add("queues")
        .add(scheduler.queues().stream().map(QueueName::value).collect(Collectors.joining(",")));
    to.add("created_at").add(time(scheduler.createdAt()));
    to.add("last_heartbeat").add(time(scheduler.lastHeartbeat()));
    to.add(ALIVE_UNTIL).add(UnixTime.write(until));
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : IsoTime.write(time);
  }

  /** Reads a scheduler that is alive at that time; empty if it is not, or there is none. */
  static Optional<SchedulerInfo> read(SchedulerName name, Fields fields, Instant now) {
    if (fields.isEmpty() || !isAlive(fields, now)) {
      return Optional.empty();
    }
    return Optional.of(
        new SchedulerInfo(
            name,
            Names.queues(fields.text("queues")),
            fields.time("created_at").orElse(null),
            fields.time("last_heartbeat").orElse(null),
            fields.number("pid").orElse(0L),
            fields.text("hostname")));
  }

  private static boolean isAlive(Fields fields, Instant now) {
    return UnixTime.read(fields.text(ALIVE_UNTIL)).map(until -> until.isAfter(now)).orElse(true);
  }
}
