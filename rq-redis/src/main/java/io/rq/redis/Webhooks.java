package io.rq.redis;

import io.rq.JobStatus;
import io.rq.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Writes and reads webhooks as RQ's JSON. What cannot be meant as one is dropped, as RQ does. */
final class Webhooks {

  private static final int DEFAULT_TIMEOUT = 10;

  private Webhooks() {}

  static String write(List<Webhook> webhooks) {
    return Json.write(webhooks.stream().map(Webhooks::fields).toList());
  }

  private static Map<String, @Nullable Object> fields(Webhook webhook) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("url", webhook.url().toString());
    fields.put("job_status", webhook.status().wireName());
    fields.put("method", webhook.method().name());
    fields.put("headers", webhook.headers().isEmpty() ? null : new TreeMap<>(webhook.headers()));
    fields.put("timeout", webhook.timeout().toSeconds());
    return fields;
  }

  static List<Webhook> read(String text) {
    Optional<JsonNode> all = text.isEmpty() ? Optional.empty() : Json.read(text);
    if (all.isEmpty() || !all.get().isArray()) {
      return List.of();
    }
    List<Webhook> webhooks = new ArrayList<>();
    all.get().forEach(one -> read(one).ifPresent(webhooks::add));
    return webhooks;
  }

  private static Optional<Webhook> read(JsonNode one) {
    Optional<JobStatus> status = JobStatus.ofWireName(one.path("job_status").asString(""));
    try {
      return status.map(
          known ->
              new Webhook(
                  URI.create(one.path("url").asString("")),
                  known,
                  Webhook.Method.valueOf(one.path("method").asString("GET")),
                  headers(one.path("headers")),
                  Duration.ofSeconds(one.path("timeout").asLong(DEFAULT_TIMEOUT))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> headers(JsonNode headers) {
    Map<String, String> all = new TreeMap<>();
    headers
        .properties()
        .forEach(header -> all.put(header.getKey(), header.getValue().asString("")));
    return all;
  }
}
