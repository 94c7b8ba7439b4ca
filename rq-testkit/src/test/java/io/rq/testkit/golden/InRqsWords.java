package io.rq.testkit.golden;

import io.rq.End;
import io.rq.JobId;
import io.rq.JsonSerializer;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.SchedulerInfo;
import io.rq.Webhook;
import io.rq.spi.Bytes;
import io.rq.spi.JobRecord;
import io.rq.spi.Plan;
import io.rq.spi.StoredResult;
import io.rq.spi.WorkerRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Java read, said again by the names of RQ's fields and as RQ writes it; packed values
 * unpacked, and without those that are not set.
 */
final class InRqsWords {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Map<String, String> fields = new TreeMap<>();

  private InRqsWords() {}

  static Map<String, String> of(JobRecord job) {
    InRqsWords said = new InRqsWords();
    said.add("created_at", job.spec().createdAt(), ISO::format);
    said.add("data", job.spec().data(), InRqsWords::hex);
    said.add("description", job.spec().description(), text -> text);
    said.add("origin", job.spec().origin(), QueueName::value);
    said.fields.put("timeout", seconds(job.spec().timeout()));
    said.add("ttl", job.spec().ttl(), InRqsWords::seconds);
    said.add("result_ttl", job.spec().resultTtl(), InRqsWords::retention);
    said.add("failure_ttl", job.spec().failureTtl(), InRqsWords::retention);
    said.add("meta", job.meta(), Bytes::text);
    said.state(job);
    said.plan(job.spec().plan());
    return said.fields;
  }

  private void state(JobRecord job) {
    fields.put("status", job.state().status().wireName());
    add("enqueued_at", job.state().enqueuedAt(), ISO::format);
    add("started_at", job.state().startedAt(), ISO::format);
    add("ended_at", job.state().endedAt(), ISO::format);
    add("last_heartbeat", job.state().lastHeartbeat(), ISO::format);
    add("worker_name", job.state().worker(), name -> name.value());
    add("retries_left", job.state().counters().retriesLeft(), String::valueOf);
    add("repeats_left", job.state().counters().repeatsLeft(), String::valueOf);
    int used = job.state().counters().retriesUsed();
    add("number_of_retries", used == 0 ? null : used, String::valueOf);
  }

  private void plan(Plan plan) {
    add("group_id", plan.group(), name -> name);
    add("enqueue_at_front", plan.end(), end -> end == End.FRONT ? "1" : "0");
    callback("success", plan.onSuccess());
    callback("failure", plan.onFailure());
    callback("stopped", plan.onStopped());
    add("webhooks", plan.webhooks().isEmpty() ? null : plan.webhooks(), InRqsWords::webhooks);
    if (plan.retry() != null) {
      fields.put("retry_intervals", intervals(plan.retry().intervals()));
      add("enqueue_at_front_on_retry", plan.retry().end() == End.FRONT ? "1" : null, yes -> yes);
    }
    if (plan.repeat() != null) {
      fields.put("repeat_intervals", intervals(plan.repeat().intervals()));
    }
    Plan.Dependencies on = plan.dependencies();
    if (on != null) {
      fields.put("dependency_id", on.parents().get(0).value());
      fields.put("dependency_ids", json(on.parents().stream().map(JobId::value).toList()));
      add("allow_dependency_failures", on.allowFailure(), allowed -> allowed ? "1" : "0");
    }
  }

  private void callback(String which, Plan.@Nullable Callback callback) {
    add(which + "_callback_name", callback, Plan.Callback::path);
    add(which + "_callback_timeout", callback, called -> seconds(called.timeout()));
  }

  static Map<String, String> of(StoredResult result) {
    InRqsWords said = new InRqsWords();
    said.fields.put(StoredKey.ID, result.createdAt().toEpochMilli() + "-0");
    said.fields.put("type", Integer.toString(result.type().wireNumber()));
    said.add("worker_name", result.worker(), name -> name.value());
    said.add("return_value", result.returnValue(), InRqsWords::hex);
    said.add("exc_string", result.failure(), text -> text);
    said.add("execution_id", result.execution(), id -> id.value());
    said.add("execution_started_at", result.startedAt(), InRqsWords::unix);
    said.add("execution_ended_at", result.endedAt(), InRqsWords::unix);
    return said.fields;
  }

  static Map<String, String> of(WorkerRecord worker) {
    InRqsWords said = new InRqsWords();
    said.add("birth", worker.birth(), ISO::format);
    said.add("last_heartbeat", worker.lastHeartbeat(), ISO::format);
    said.fields.put("queues", names(worker.queues()));
    said.add("state", worker.state(), state -> state.wireName());
    said.add("current_job", worker.currentJob(), JobId::value);
    said.add(
        "successful_job_count",
        worker.succeeded() == 0 ? null : worker.succeeded(),
        String::valueOf);
    said.add("failed_job_count", worker.failed() == 0 ? null : worker.failed(), String::valueOf);
    said.add(
        "total_working_time",
        worker.workingTime().isZero() ? null : worker.workingTime(),
        InRqsWords::decimal);
    said.fields.put("pid", Long.toString(worker.pid()));
    said.fields.put("hostname", worker.host());
    said.fields.put("version", worker.version());
    said.fields.put("python_version", worker.runtime());
    return said.fields;
  }

  static Map<String, String> of(SchedulerInfo scheduler) {
    InRqsWords said = new InRqsWords();
    said.fields.put("name", scheduler.name().value());
    said.fields.put("queues", names(scheduler.queues()));
    said.add("created_at", scheduler.createdAt(), ISO::format);
    said.add("last_heartbeat", scheduler.lastHeartbeat(), ISO::format);
    said.fields.put("pid", Long.toString(scheduler.pid()));
    said.fields.put("hostname", scheduler.host());
    return said.fields;
  }

  private static String names(List<QueueName> queues) {
    return queues.stream().map(QueueName::value).collect(Collectors.joining(","));
  }

  private <T> void add(String name, @Nullable T value, Function<T, String> writer) {
    if (value != null) {
      fields.put(name, writer.apply(value));
    }
  }

  /** Bytes, whatever they are, as a text that can be compared. */
  static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.array());
  }

  private static String seconds(@Nullable Duration time) {
    return time == null ? "-1" : Long.toString(time.toSeconds());
  }

  private static String retention(Retention retention) {
    return seconds(retention.time().orElse(null));
  }

  private static String intervals(List<Duration> intervals) {
    return json(intervals.stream().map(Duration::toSeconds).toList());
  }

  private static String webhooks(List<Webhook> webhooks) {
    return json(webhooks.stream().map(InRqsWords::webhook).toList());
  }

  private static Map<String, @Nullable Object> webhook(Webhook webhook) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("url", webhook.url().toString());
    fields.put("job_status", webhook.status().wireName());
    fields.put("method", webhook.method().name());
    fields.put("headers", webhook.headers().isEmpty() ? null : webhook.headers());
    fields.put("timeout", webhook.timeout().toSeconds());
    return fields;
  }

  private static String json(Object value) {
    return new JsonSerializer().write(value).text();
  }

  private static String unix(Instant instant) {
    return decimal(Duration.between(Instant.EPOCH, instant));
  }

  private static String decimal(Duration span) {
    return new BigDecimal(span.toNanos()).movePointLeft(9).stripTrailingZeros().toPlainString();
  }
}
