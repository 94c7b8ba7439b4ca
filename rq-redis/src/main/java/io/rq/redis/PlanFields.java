package io.rq.redis;

import io.rq.End;
import io.rq.JobId;
import io.rq.spi.Plan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.args.RawableFactory;

/**
 * Writes plans as fields of RQ's hash, and two of our own, which RQ's programs pass over: how many
 * retries there were at first, and of which exceptions.
 */
final class PlanFields {

  static final String RETRY_MAX = "retry_max";
  static final String RETRY_ONLY = "retry_only";

  private static final Rawable GROUP_ID = RawableFactory.from("group_id");
  private static final Rawable RETRY_INTERVALS = RawableFactory.from("retry_intervals");
  private static final Rawable FRONT_ON_RETRY = RawableFactory.from("enqueue_at_front_on_retry");
  private static final Rawable MAX = RawableFactory.from(RETRY_MAX);
  private static final Rawable ONLY = RawableFactory.from(RETRY_ONLY);
  private static final Rawable REPEAT_INTERVALS = RawableFactory.from("repeat_intervals");
  private static final Rawable DEPENDENCY_ID = RawableFactory.from("dependency_id");
  private static final Rawable DEPENDENCY_IDS = RawableFactory.from("dependency_ids");
  private static final Rawable ALLOW_FAILURE = RawableFactory.from("allow_dependency_failures");
  private static final Rawable AT_FRONT = RawableFactory.from("enqueue_at_front");
  private static final Rawable WEBHOOKS = RawableFactory.from("webhooks");

  private static final CallbackFields ON_SUCCESS = new CallbackFields("success");
  private static final CallbackFields ON_FAILURE = new CallbackFields("failure");
  private static final CallbackFields ON_STOPPED = new CallbackFields("stopped");

  private PlanFields() {}

  static void write(Arguments to, Plan plan) {
    ON_SUCCESS.write(to, plan.onSuccess());
    ON_FAILURE.write(to, plan.onFailure());
    ON_STOPPED.write(to, plan.onStopped());
    to.field(GROUP_ID, plan.group() == null ? "" : plan.group());
    if (plan.retry() != null) {
      retry(to, plan.retry());
    }
    if (plan.repeat() != null) {
      to.field(REPEAT_INTERVALS, seconds(plan.repeat().intervals()));
    }
    if (plan.dependencies() != null) {
      dependencies(to, plan.dependencies());
    }
    if (plan.end() != null) {
      // What RQ's programs read when a job's time has come, or the jobs that it waits for are done.
      to.field(AT_FRONT, plan.end() == End.FRONT ? "1" : "0");
    }
    if (!plan.webhooks().isEmpty()) {
      to.field(WEBHOOKS, Webhooks.write(plan.webhooks()));
    }
  }

  private static void retry(Arguments to, Plan.Retry retry) {
    to.field(RETRY_INTERVALS, seconds(retry.intervals()));
    if (retry.end() == End.FRONT) {
      to.field(FRONT_ON_RETRY, "1");
    }
    if (retry.max() != null) {
      to.add(MAX).add(retry.max());
    }
    if (!retry.only().isEmpty()) {
      to.field(ONLY, Json.write(retry.only()));
    }
  }

  private static void dependencies(Arguments to, Plan.Dependencies on) {
    if (!on.parents().isEmpty()) {
      to.field(DEPENDENCY_ID, on.parents().get(0).value());
      to.field(DEPENDENCY_IDS, Json.write(on.parents().stream().map(JobId::value).toList()));
    }
    if (on.allowFailure() != null) {
      to.field(ALLOW_FAILURE, on.allowFailure() ? "1" : "0");
    }
  }

  private static String seconds(List<Duration> intervals) {
    return Json.write(intervals.stream().map(Duration::toSeconds).toList());
  }

  /** The two fields of one of the callbacks. */
  private static final class CallbackFields {

    private final Rawable name;
    private final Rawable timeout;

    CallbackFields(String which) {
      this.name = RawableFactory.from(which + "_callback_name");
      this.timeout = RawableFactory.from(which + "_callback_timeout");
    }

    void write(Arguments to, Plan.@Nullable Callback callback) {
      if (callback == null) {
        to.field(name, "");
      } else {
        to.field(name, callback.path());
        to.add(timeout).add(callback.timeout().toSeconds());
      }
    }
  }
}
