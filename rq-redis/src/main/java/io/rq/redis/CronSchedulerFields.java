package io.rq.redis;

import io.rq.CronJobInfo;
import io.rq.CronSchedulerInfo;
import io.rq.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Writes and reads cron schedulers as fields of RQ's hash, and their entries as RQ's JSON. */
final class CronSchedulerFields {

  /** Options that are numbers. */
  private static final List<String> SECONDS =
      List.of("job_timeout", "result_ttl", "ttl", "failure_ttl");

  private CronSchedulerFields() {}

  static void write(Arguments to, CronSchedulerInfo scheduler) {
    to.add("hostname").add(scheduler.host());
    to.add("pid").add(Long.toString(scheduler.pid()));
    to.add("name").add(scheduler.name().value());
    Instant created = scheduler.createdAt();
    to.add("created_at").add(IsoTime.write(created == null ? Instant.EPOCH : created));
    to.add("config_file").add(scheduler.configFile());
    to.add("cron_jobs")
        .add(Json.write(scheduler.jobs().stream().map(CronSchedulerFields::fields).toList()));
  }

  private static Map<String, @Nullable Object> fields(CronJobInfo job) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("func_name", job.function());
    fields.put("name", job.name());
    fields.put("queue_name", job.queue().value());
    fields.put("args", job.args());
    fields.put("kwargs", job.kwargs());
    fields.put("interval", job.interval() == null ? null : job.interval().toSeconds());
    fields.put("cron", job.cron());
    fields.put("latest_enqueue_time", time(job.latestEnqueueTime()));
    fields.put("next_enqueue_time", time(job.nextEnqueueTime()));
    for (String option : SECONDS) {
      String value = job.options().get(option);
      if (value != null) {
        fields.put(option, Long.parseLong(value));
      }
    }
    if (job.options().containsKey("meta")) {
      fields.put("meta", job.options().get("meta"));
    }
    if (!job.webhooks().isEmpty()) {
      fields.put("webhooks", Webhooks.write(job.webhooks()));
    }
    return fields;
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : IsoTime.write(time);
  }

  /** Reads a scheduler; empty if it cannot be one. */
  static Optional<CronSchedulerInfo> read(String name, Fields fields, @Nullable Instant heardOf) {
    return Names.scheduler(name)
        .map(
            legal ->
                new CronSchedulerInfo(
                    legal,
                    fields.text("hostname"),
                    fields.number("pid").orElse(0L),
                    fields.time("created_at").orElse(null),
                    fields.text("config_file"),
                    jobs(fields.text("cron_jobs")),
                    heardOf));
  }

  // One that cannot be read hides all of them, as with RQ (CR-11).
  private static List<CronJobInfo> jobs(String text) {
    JsonNode all = Json.read(text).orElse(null);
    if (all == null || !all.isArray()) {
      return List.of();
    }
    List<CronJobInfo> jobs = new ArrayList<>();
    for (JsonNode one : all) {
      Optional<CronJobInfo> job = job(one);
      if (job.isEmpty()) {
        return List.of();
      }
      jobs.add(job.get());
    }
    return jobs;
  }

  private static Optional<CronJobInfo> job(JsonNode job) {
    String function = text(job, "func_name");
    String queue = text(job, "queue_name");
    return function == null || queue == null
        ? Optional.empty()
        : Names.queue(queue).map(name -> job(job, function, name));
  }

  private static CronJobInfo job(JsonNode job, String function, QueueName queue) {
    JsonNode interval = job.path("interval");
    return new CronJobInfo(
        job.path("name").asString(function),
        function,
        queue,
        text(job, "args"),
        text(job, "kwargs"),
        interval.isNumber() ? Duration.ofSeconds(interval.asLong(0)) : null,
        text(job, "cron"),
        instant(job, "latest_enqueue_time"),
        instant(job, "next_enqueue_time"),
        options(job),
        Webhooks.read(job.path("webhooks").asString("")));
  }

  private static Map<String, String> options(JsonNode job) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : SECONDS) {
      JsonNode value = job.path(option);
      if (value.isIntegralNumber()) {
        options.put(option, Long.toString(value.asLong(0)));
      }
    }
    String meta = text(job, "meta");
    if (meta != null) {
      options.put("meta", meta);
    }
    return options;
  }

  private static @Nullable String text(JsonNode job, String key) {
    JsonNode value = job.path(key);
    return value.isString() ? value.asString() : null;
  }

  private static @Nullable Instant instant(JsonNode job, String key) {
    String text = text(job, key);
    return text == null ? null : IsoTime.read(text).orElse(null);
  }
}
