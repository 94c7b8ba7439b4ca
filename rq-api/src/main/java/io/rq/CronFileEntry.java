package io.rq;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One entry of a {@link CronFile}. */
final class CronFileEntry {

  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "name",
              "cron",
              "interval",
              "zone",
              "func_name",
              "args",
              "kwargs",
              "queue_name",
              "job_timeout",
              "result_ttl",
              "failure_ttl",
              "ttl",
              "meta",
              "description",
              "on_missed"));

  private final JsonNode entry;

  CronFileEntry(JsonNode entry) {
    this.entry = entry;
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it says something that cannot be meant
   */
  CronEntry read() {
    if (!entry.isObject()) {
      throw new IllegalArgumentException("it is no JSON object: " + entry);
    }
    for (String key : entry.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("it says '" + key + "'; known are " + KEYS);
      }
    }
    CronEntry made =
        CronFile.schedule(required("name"), text("cron", ""), length("interval"), call())
            .queue(text("queue_name", QueueName.DEFAULT.value()))
            .onMissed(missed());
    return entry.has("zone") ? made.zone(required("zone")) : made;
  }

  private Call<?> call() {
    Call<?> call = Call.path(required("func_name"), arguments());
    for (Map.Entry<String, JsonNode> kwarg : object("kwargs").properties()) {
      call = call.kwarg(kwarg.getKey(), plain(kwarg.getValue()));
    }
    for (Map.Entry<String, JsonNode> value : object("meta").properties()) {
      call = call.meta(value.getKey(), plain(value.getValue()));
    }
    if (entry.has("description")) {
      call = call.description(required("description"));
    }
    if (entry.has("job_timeout")) {
      call = isForever("job_timeout") ? call.noTimeout() : call.timeout(duration("job_timeout"));
    }
    if (entry.has("ttl")) {
      call = call.ttl(duration("ttl"));
    }
    if (entry.has("result_ttl")) {
      call = call.resultTtl(retention("result_ttl"));
    }
    return entry.has("failure_ttl") ? call.failureTtl(retention("failure_ttl")) : call;
  }

  private @Nullable Object[] arguments() {
    JsonNode args = entry.path("args");
    if (!args.isMissingNode() && !args.isArray()) {
      throw new IllegalArgumentException("its args are no JSON list: " + args);
    }
    return args.valueStream().map(CronFileEntry::plain).toArray();
  }

  // Lists, maps, texts, numbers: what any serializer can write.
  private static @Nullable Object plain(JsonNode value) {
    return JsonMapper.shared().treeToValue(value, Object.class);
  }

  private JsonNode object(String key) {
    JsonNode value = entry.path(key);
    if (!value.isMissingNode() && !value.isObject()) {
      throw new IllegalArgumentException("its " + key + " is no JSON object: " + value);
    }
    return value;
  }

  private String required(String key) {
    String text = text(key, "");
    if (text.isBlank()) {
      throw new IllegalArgumentException("it has no " + key + ": " + entry);
    }
    return text;
  }

  private String text(String key, String otherwise) {
    JsonNode value = entry.path(key);
    if (!value.isMissingNode() && !value.isString()) {
      throw new IllegalArgumentException("its " + key + " is no text: " + value);
    }
    return value.asString(otherwise);
  }

  // Seconds, or a text; empty if there is none.
  private String length(String key) {
    JsonNode value = entry.path(key);
    return value.isIntegralNumber() ? value.asString() : text(key, "");
  }

  private boolean isForever(String key) {
    return length(key).equals("-1");
  }

  private Duration duration(String key) {
    return Durations.parse(length(key));
  }

  private Retention retention(String key) {
    return isForever(key) ? Retention.forever() : Retention.of(duration(key));
  }

  private MissedRuns missed() {
    String said = text("on_missed", "once");
    return Arrays.stream(MissedRuns.values())
        .filter(policy -> said.equals(word(policy)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "its on_missed is '"
                        + said
                        + "'; known are "
                        + Arrays.stream(MissedRuns.values())
                            .map(CronFileEntry::word)
                            .collect(Collectors.joining(", "))));
  }

  private static String word(MissedRuns policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }
}
