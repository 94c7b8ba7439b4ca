package io.rq.redis;

import io.rq.Retention;
import io.rq.spi.Counters;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.args.RawableFactory;

/**
 * Writes jobs as fields of RQ's hash: all that RQ always writes, empty when unset, and the others
 * when set.
 */
final class JobFields {

  private static final Rawable CREATED_AT = RawableFactory.from("created_at");
  private static final Rawable DATA = RawableFactory.from("data");
  private static final Rawable STARTED_AT = RawableFactory.from("started_at");
  private static final Rawable ENDED_AT = RawableFactory.from("ended_at");
  private static final Rawable LAST_HEARTBEAT = RawableFactory.from("last_heartbeat");
  private static final Rawable WORKER_NAME = RawableFactory.from("worker_name");
  private static final Rawable ORIGIN = RawableFactory.from("origin");
  private static final Rawable DESCRIPTION = RawableFactory.from("description");
  private static final Rawable ENQUEUED_AT = RawableFactory.from("enqueued_at");
  private static final Rawable TIMEOUT = RawableFactory.from("timeout");
  private static final Rawable RESULT_TTL = RawableFactory.from("result_ttl");
  private static final Rawable FAILURE_TTL = RawableFactory.from("failure_ttl");
  private static final Rawable TTL = RawableFactory.from("ttl");
  private static final Rawable STATUS = RawableFactory.from("status");
  private static final Rawable META = RawableFactory.from("meta");
  private static final Rawable RETRIES_LEFT = RawableFactory.from("retries_left");
  private static final Rawable NUMBER_OF_RETRIES = RawableFactory.from("number_of_retries");
  private static final Rawable REPEATS_LEFT = RawableFactory.from("repeats_left");

  private JobFields() {}

  /** All fields of a new job. */
  static void all(Arguments to, JobRecord job) {
    JobSpec spec = job.spec();
    JobState state = job.state();
    to.field(CREATED_AT, IsoTime.write(spec.createdAt()));
    to.add(DATA).add(Zlib.pack(spec.data().array()));
    to.field(STARTED_AT, time(state.startedAt()));
    to.field(ENDED_AT, time(state.endedAt()));
    to.field(LAST_HEARTBEAT, time(state.lastHeartbeat()));
    to.field(WORKER_NAME, state.worker() == null ? "" : state.worker().value());
    to.field(ORIGIN, spec.origin().value());
    if (!spec.description().isEmpty()) {
      to.field(DESCRIPTION, spec.description());
    }
    to.add(TIMEOUT).add(spec.timeout() == null ? -1 : spec.timeout().toSeconds());
    retention(to, RESULT_TTL, spec.resultTtl());
    retention(to, FAILURE_TTL, spec.failureTtl());
    if (spec.ttl() != null) {
      to.add(TTL).add(spec.ttl().toSeconds());
    }
    to.field(STATUS, state.status().wireName());
    if (state.enqueuedAt() != null) {
      to.field(ENQUEUED_AT, time(state.enqueuedAt()));
    }
    counters(to, state.counters());
    PlanFields.write(to, spec.plan());
    if (job.meta() != null) {
      to.add(META).add(job.meta().array());
    }
  }

  /**
   * What a change replaces: the values of six fields, whose names and order the script knows, and
   * the counters that are set.
   */
  static void state(Arguments to, JobState state) {
    to.add(state.status().wireName());
    to.add(time(state.enqueuedAt()));
    to.add(time(state.startedAt()));
    to.add(time(state.endedAt()));
    to.add(time(state.lastHeartbeat()));
    to.add(state.worker() == null ? "" : state.worker().value());
    int counters = to.begin();
    counters(to, state.counters());
    to.end(counters);
  }

  private static void counters(Arguments to, Counters counters) {
    if (counters.retriesLeft() != null) {
      to.add(RETRIES_LEFT).add(counters.retriesLeft());
    }
    if (counters.retriesUsed() != 0) {
      to.add(NUMBER_OF_RETRIES).add(counters.retriesUsed());
    }
    if (counters.repeatsLeft() != null) {
      to.add(REPEATS_LEFT).add(counters.repeatsLeft());
    }
  }

  private static void retention(Arguments to, Rawable name, @Nullable Retention retention) {
    if (retention != null) {
      to.add(name).add(retention.time().map(Duration::toSeconds).orElse(-1L));
    }
  }

  private static String time(@Nullable Instant instant) {
    return instant == null ? "" : IsoTime.write(instant);
  }
}
