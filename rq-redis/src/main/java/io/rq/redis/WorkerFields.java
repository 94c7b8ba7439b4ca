package io.rq.redis;

import io.rq.QueueName;
import io.rq.WorkerName;
import io.rq.WorkerState;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.args.RawableFactory;

/**
 * Writes and reads workers as fields of RQ's hash, and of one of our own: the end of the worker's
 * life, so that it depends on the time that was given and not on the clock by which the server lets
 * keys expire. RQ's programs pass over it.
 */
final class WorkerFields {

  private static final String ALIVE_UNTIL = "alive_until";

  private WorkerFields() {}

  /** All fields, with the queues in front as the scripts want them. */
  static void write(Arguments to, WorkerRecord worker, Instant lastHeartbeat, Instant until) {
    int queues = to.begin();
    worker.queues().forEach(queue -> to.add(queue.value()));
    to.end(queues);
    int fields = to.begin();
    field(to, "birth", worker.birth() == null ? "" : IsoTime.write(worker.birth()));
    field(to, "last_heartbeat", IsoTime.write(lastHeartbeat));
    field(
        to,
        "queues",
        worker.queues().stream().map(QueueName::value).collect(Collectors.joining(",")));
    field(to, "pid", Long.toString(worker.pid()));
    field(to, "hostname", worker.host());
    field(to, "ip_address", "unknown");
    field(to, "version", worker.version());
    field(to, "python_version", worker.runtime());
    field(to, ALIVE_UNTIL, UnixTime.write(until));
    if (worker.state() != null) {
      field(to, "state", worker.state().wireName());
    }
    if (worker.currentJob() != null) {
      field(to, "current_job", worker.currentJob().value());
    }
    if (worker.succeeded() != 0) {
      field(to, "successful_job_count", Long.toString(worker.succeeded()));
    }
    if (worker.failed() != 0) {
      field(to, "failed_job_count", Long.toString(worker.failed()));
    }
    if (!worker.workingTime().isZero()) {
      field(to, "total_working_time", UnixTime.write(worker.workingTime()));
    }
    to.end(fields);
  }

  private static void field(Arguments to, String name, String value) {
    Rawable raw = RawableFactory.from(name);
    to.field(raw, value);
  }

  /** Reads a worker that is alive at that time; empty if it is not, or is no worker. */
  static Optional<WorkerRecord> read(String name, Fields fields, Instant now) {
    if (fields.isEmpty() || fields.has("death") || !isAlive(fields, now)) {
      return Optional.empty();
    }
    return Names.worker(name).map(legal -> read(legal, fields));
  }

  private static WorkerRecord read(WorkerName name, Fields fields) {
    return new WorkerRecord(
        name,
        Names.queues(fields.text("queues")),
        state(fields),
        fields.time("birth").orElse(null),
        fields.time("last_heartbeat").orElse(null),
        Names.job(fields.text("current_job")).orElse(null),
        fields.number("successful_job_count").orElse(0L),
        fields.number("failed_job_count").orElse(0L),
        UnixTime.readSpan(fields.text("total_working_time")).orElse(Duration.ZERO),
        fields.number("pid").orElse(0L),
        fields.text("hostname"),
        fields.text("version"),
        fields.text("python_version"));
  }

  private static boolean isAlive(Fields fields, Instant now) {
    return UnixTime.read(fields.text(ALIVE_UNTIL)).map(until -> until.isAfter(now)).orElse(true);
  }

  private static @Nullable WorkerState state(Fields fields) {
    return WorkerState.ofWireName(fields.text("state")).orElse(null);
  }
}
