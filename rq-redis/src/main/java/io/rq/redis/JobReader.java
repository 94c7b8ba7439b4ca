package io.rq.redis;

import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.WorkerName;
import io.rq.spi.Bytes;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads jobs, whoever wrote them, with the leniency of RQ's own reader. What would kill a Python
 * worker becomes the record's flaw.
 */
final class JobReader {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(3);

  private JobReader() {}

  /**
   * Reads a job.
   *
   * @param queue its queue, if its record names none that is legal
   * @param score its score in the registry of its outcome; empty: it has none
   */
  static JobRecord read(JobId id, QueueName queue, Fields fields, String score) {
    JobStatus status = status(fields);
    JobState state =
        new JobState(
            status,
            fields.time("enqueued_at").orElse(null),
            fields.time("started_at").orElse(null),
            fields.time("ended_at").orElse(null),
            fields.time("last_heartbeat").orElse(null),
            worker(fields),
            PlanReader.counters(fields));
    JobSpec spec =
        new JobSpec(
            id,
            origin(fields, queue),
            data(fields),
            fields.text("description"),
            fields
                .time("created_at")
                .or(() -> Optional.ofNullable(state.enqueuedAt()))
                .orElse(Instant.EPOCH),
            timeout(fields),
            ttl(fields),
            retention(fields, "result_ttl"),
            retention(fields, "failure_ttl"),
            PlanReader.read(fields));
    return new JobRecord(
        spec,
        state,
        fields.bytes("meta").map(Bytes::of).orElse(null),
        expiry(spec, state, score),
        fields.flaw());
  }

  private static JobStatus status(Fields fields) {
    String text = fields.text("status");
    Optional<JobStatus> status = JobStatus.ofWireName(text);
    if (status.isEmpty() && !text.isEmpty()) {
      fields.flaw("status", "is none of RQ's nine");
    }
    return status.orElse(JobStatus.CREATED);
  }

  private static QueueName origin(Fields fields, QueueName otherwise) {
    String text = fields.text("origin");
    if (text.isEmpty()) {
      return otherwise;
    }
    return Optional.of(text)
        .filter(any -> fields.isText("origin"))
        .flatMap(Names::queue)
        .orElseGet(
            () -> {
              fields.flaw("origin", "is not a legal queue name");
              return otherwise;
            });
  }

  private static @Nullable WorkerName worker(Fields fields) {
    String text = fields.text("worker_name");
    Optional<WorkerName> worker = Names.worker(text);
    if (worker.isEmpty() && !text.isEmpty()) {
      fields.flaw("worker_name", "is not a legal worker name");
    }
    return worker.orElse(null);
  }

  private static Bytes data(Fields fields) {
    if (!fields.has("data")) {
      fields.flaw("data", "is missing");
    }
    byte[] stored = fields.bytes("data").orElse(new byte[0]);
    try {
      return Bytes.of(Zlib.unpack(stored).orElse(stored));
    } catch (Zlib.TooLargeException e) {
      fields.unquotedFlaw("data", "is larger than 64 MiB when unpacked");
      return Bytes.of(stored);
    }
  }

  private static @Nullable Duration timeout(Fields fields) {
    long seconds = fields.number("timeout").orElse(0L);
    if (seconds == -1) {
      return null;
    }
    if (seconds < 0 || seconds > Fields.MOST_SECONDS) {
      fields.flaw("timeout", "is not a sensible number of seconds");
    }
    return seconds <= 0 || seconds > Fields.MOST_SECONDS
        ? DEFAULT_TIMEOUT
        : Duration.ofSeconds(seconds);
  }

  private static @Nullable Duration ttl(Fields fields) {
    long seconds = fields.number("ttl").orElse(0L);
    if (seconds < 0 || seconds > Fields.MOST_SECONDS) {
      fields.flaw("ttl", "is not a sensible number of seconds");
    }
    return seconds <= 0 || seconds > Fields.MOST_SECONDS ? null : Duration.ofSeconds(seconds);
  }

  private static @Nullable Retention retention(Fields fields, String name) {
    Optional<Long> seconds = fields.number(name);
    if (seconds.isEmpty()) {
      return null;
    }
    if (seconds.get() == -1) {
      return Retention.forever();
    }
    if (seconds.get() < 0 || seconds.get() > Fields.MOST_SECONDS) {
      fields.flaw(name, "is not a sensible number of seconds");
      return null;
    }
    return Retention.of(Duration.ofSeconds(seconds.get()));
  }

  private static @Nullable Instant expiry(JobSpec spec, JobState state, String score) {
    Optional<Instant> end =
        state.status() == JobStatus.QUEUED
            ? spec.endOfWaiting(state.enqueuedAt())
            : Scores.time(score);
    return end.orElse(null);
  }
}
