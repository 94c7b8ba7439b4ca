package io.rq.redis;

import io.rq.End;
import io.rq.JobId;
import io.rq.spi.Counters;
import io.rq.spi.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what is planned for a job, and what of it is left, whoever wrote it. */
final class PlanReader {

  private static final Duration CALLBACK_TIMEOUT = Duration.ofMinutes(1);

  private PlanReader() {}

  static Plan read(Fields fields) {
    String group = fields.text("group_id");
    return new Plan(
        retry(fields),
        repeat(fields),
        dependencies(fields),
        callback(fields, "success"),
        callback(fields, "failure"),
        callback(fields, "stopped"),
        group.isEmpty() ? null : group,
        Webhooks.read(fields.text("webhooks")),
        fields
            .strictFlag("enqueue_at_front")
            .map(front -> front ? End.FRONT : End.BACK)
            .orElse(null));
  }

  static Counters counters(Fields fields) {
    return new Counters(
        fields.count("retries_left").orElse(null),
        Math.max(0, fields.count("number_of_retries").orElse(0)),
        fields.count("repeats_left").orElse(null));
  }

  private static Plan.@Nullable Retry retry(Fields fields) {
    if (fields.isUnset("retry_intervals") && fields.isUnset("retries_left")) {
      return null;
    }
    return new Plan.Retry(
        fields.count(PlanFields.RETRY_MAX).orElse(null),
        intervals(fields, "retry_intervals"),
        fields.flag("enqueue_at_front_on_retry").orElse(false) ? End.FRONT : End.BACK,
        list(fields, PlanFields.RETRY_ONLY, PlanReader::text, "texts"));
  }

  private static Plan.@Nullable Repeat repeat(Fields fields) {
    return fields.isUnset("repeat_intervals") && fields.isUnset("repeats_left")
        ? null
        : new Plan.Repeat(intervals(fields, "repeat_intervals"));
  }

  /** RQ's reader dies of an interval that is missing where there are retries. */
  private static List<Duration> intervals(Fields fields, String name) {
    List<Duration> intervals = list(fields, name, PlanReader::seconds, "sensible seconds");
    return intervals.isEmpty() ? List.of(Duration.ZERO) : intervals;
  }

  private static Plan.@Nullable Dependencies dependencies(Fields fields) {
    Optional<Boolean> allowFailure = fields.flag("allow_dependency_failures");
    List<JobId> parents = parents(fields);
    return parents.isEmpty() ? null : new Plan.Dependencies(parents, allowFailure.orElse(null));
  }

  private static List<JobId> parents(Fields fields) {
    if (!fields.isUnset("dependency_ids")) {
      return list(fields, "dependency_ids", node -> text(node).flatMap(Names::job), "job ids");
    }
    String one = fields.text("dependency_id");
    Optional<JobId> parent = Names.job(one);
    if (parent.isEmpty() && !one.isEmpty()) {
      fields.flaw("dependency_id", "is not a legal job id");
    }
    return parent.stream().toList();
  }

  private static Plan.@Nullable Callback callback(Fields fields, String which) {
    Optional<Duration> timeout = fields.strictSeconds(which + "_callback_timeout");
    String path = fields.text(which + "_callback_name");
    return path.isEmpty()
        ? null
        : new Plan.Callback(path, timeout.filter(time -> !time.isZero()).orElse(CALLBACK_TIMEOUT));
  }

  /** The elements of an array; none where one of them is not what it must be. */
  private static <T> List<T> list(
      Fields fields, String name, Function<JsonNode, Optional<T>> reader, String what) {
    if (fields.isUnset(name)) {
      return List.of();
    }
    Optional<JsonNode> array = Json.read(fields.text(name));
    List<T> elements = new ArrayList<>();
    array.ifPresent(a -> a.forEach(node -> reader.apply(node).ifPresent(elements::add)));
    if (array.isEmpty() || !array.get().isArray() || elements.size() < array.get().size()) {
      fields.flaw(name, "is not a JSON array of " + what);
      return List.of();
    }
    return elements;
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
  }

  private static Optional<Duration> seconds(JsonNode node) {
    return node.isNumber() && node.asDouble() >= 0 && node.asDouble() <= Fields.MOST_SECONDS
        ? Optional.of(Duration.ofSeconds((long) node.asDouble()))
        : Optional.empty();
  }
}
