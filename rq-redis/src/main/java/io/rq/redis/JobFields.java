package io.rq.redis;

import io.rq.JobId;
import io.rq.Retention;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
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
  private static final Rawable SUCCESS_CALLBACK = RawableFactory.from("success_callback_name");
  private static final Rawable FAILURE_CALLBACK = RawableFactory.from("failure_callback_name");
  private static final Rawable STOPPED_CALLBACK = RawableFactory.from("stopped_callback_name");
  private static final Rawable STARTED_AT = RawableFactory.from("started_at");
  private static final Rawable ENDED_AT = RawableFactory.from("ended_at");
  private static final Rawable LAST_HEARTBEAT = RawableFactory.from("last_heartbeat");
  private static final Rawable WORKER_NAME = RawableFactory.from("worker_name");
  private static final Rawable GROUP_ID = RawableFactory.from("group_id");
  private static final Rawable ORIGIN = RawableFactory.from("origin");
  private static final Rawable DESCRIPTION = RawableFactory.from("description");
  private static final Rawable ENQUEUED_AT = RawableFactory.from("enqueued_at");
  private static final Rawable TIMEOUT = RawableFactory.from("timeout");
  private static final Rawable RESULT_TTL = RawableFactory.from("result_ttl");
  private static final Rawable FAILURE_TTL = RawableFactory.from("failure_ttl");
  private static final Rawable TTL = RawableFactory.from("ttl");
  private static final Rawable STATUS = RawableFactory.from("status");
  private static final Rawable META = RawableFactory.from("meta");
  private static final Rawable DEPENDENCY_ID = RawableFactory.from("dependency_id");
  private static final Rawable DEPENDENCY_IDS = RawableFactory.from("dependency_ids");
  private static final Rawable ENQUEUE_AT_FRONT = RawableFactory.from("enqueue_at_front");

  private JobFields() {}

  /** All fields of a new job. */
  static void all(Arguments to, JobRecord job) {
    JobSpec spec = job.spec();
    JobState state = job.state();
    to.field(CREATED_AT, IsoTime.write(spec.createdAt()));
    to.add(DATA).add(Zlib.pack(spec.data().array()));
    to.field(SUCCESS_CALLBACK, "").field(FAILURE_CALLBACK, "").field(STOPPED_CALLBACK, "");
    to.field(STARTED_AT, time(state.startedAt()));
    to.field(ENDED_AT, time(state.endedAt()));
    to.field(LAST_HEARTBEAT, time(state.lastHeartbeat()));
    to.field(WORKER_NAME, state.worker() == null ? "" : state.worker().value());
    to.field(GROUP_ID, "");
    to.field(ORIGIN, spec.origin().value());
    if (!spec.description().isEmpty()) {
      to.field(DESCRIPTION, spec.description());
    }
    if (state.enqueuedAt() != null) {
      to.field(ENQUEUED_AT, time(state.enqueuedAt()));
    }
    to.add(TIMEOUT).add(spec.timeout() == null ? -1 : spec.timeout().toSeconds());
    retention(to, RESULT_TTL, spec.resultTtl());
    retention(to, FAILURE_TTL, spec.failureTtl());
    if (spec.ttl() != null) {
      to.add(TTL).add(spec.ttl().toSeconds());
    }
    to.field(STATUS, state.status().wireName());
    if (job.meta() != null) {
      to.add(META).add(job.meta().array());
    }
  }

  /** The values of the fields that a change replaces; the script knows their names and order. */
  static void state(Arguments to, JobState state) {
    to.add(state.status().wireName());
    to.add(time(state.enqueuedAt()));
    to.add(time(state.startedAt()));
    to.add(time(state.endedAt()));
    to.add(time(state.lastHeartbeat()));
    to.add(state.worker() == null ? "" : state.worker().value());
  }

  /**
   * What RQ's workers read to let a job go when its parents have ended: the first, and all as JSON.
   */
  static void parents(Arguments to, List<JobId> parents) {
    if (!parents.isEmpty()) {
      to.field(DEPENDENCY_ID, parents.get(0).value());
      to.field(
          DEPENDENCY_IDS,
          parents.stream()
              .map(p -> '"' + p.value() + '"')
              .collect(Collectors.joining(", ", "[", "]")));
    }
  }

  /** What RQ's scheduler reads when it puts the job into its queue. */
  static void atFront(Arguments to, boolean front) {
    to.field(ENQUEUE_AT_FRONT, front ? "1" : "0");
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
