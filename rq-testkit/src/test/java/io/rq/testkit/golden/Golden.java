package io.rq.testkit.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A golden capture: the keys that RQ 2.10 itself wrote. */
public final class Golden {

  private final JsonNode capture;

  private Golden(JsonNode capture) {
    this.capture = capture;
  }

  /** Reads the capture of a scenario. */
  public static Golden read(String scenario) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + scenario + ".json")) {
      return new Golden(JsonMapper.shared().readTree(Objects.requireNonNull(in, scenario)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its keys, to be compared. */
  public KeyDump dump() {
    Map<String, Object> keys = new TreeMap<>();
    capture
        .get("keys")
        .properties()
        .forEach(key -> keys.put(KeyDump.key(key.getKey()), value(key.getValue())));
    return KeyDump.of(keys);
  }

  /** The field of a hash that it captured. */
  public String field(String key, String name) {
    return capture.get("keys").get(key).get("fields").get(name).get("text").stringValue();
  }

  /** What was published, in the order of the capture. */
  public List<String> messages() {
    return StreamSupport.stream(capture.get("messages").spliterator(), false)
        .map(message -> text(message.get("payload")))
        .toList();
  }

  /** Writes its keys into an empty database. */
  public void restore(Jedis redis) {
    capture.get("keys").properties().forEach(key -> restore(redis, key.getKey(), key.getValue()));
  }

  private static void restore(Jedis redis, String name, JsonNode key) {
    switch (key.get("type").stringValue()) {
      case "list" -> key.get("items").forEach(item -> redis.rpush(name, text(item)));
      case "set" -> key.get("members").forEach(member -> redis.sadd(name, text(member)));
      case "zset" ->
          key.get("members")
              .forEach(
                  member ->
                      redis.zadd(
                          name,
                          Double.parseDouble(member.get("score").stringValue()),
                          text(member.get("member"))));
      case "hash" ->
          key.get("fields")
              .properties()
              .forEach(
                  field ->
                      redis.hset(
                          name.getBytes(UTF_8),
                          field.getKey().getBytes(UTF_8),
                          bytes(field.getValue())));
      default -> throw new IllegalStateException("type of " + name);
    }
    if (key.get("ttl").asLong() > 0) {
      redis.expire(name, key.get("ttl").asLong());
    }
  }

  private Object value(JsonNode key) {
    String ttl = "ttl " + KeyDump.about(key.get("ttl").asLong());
    return switch (key.get("type").stringValue()) {
      case "string" -> List.of(ttl, text(key.get("value")));
      case "list" -> List.of(ttl, members(key.get("items")));
      case "set" -> List.of(ttl, members(key.get("members")).stream().sorted().toList());
      case "zset" -> List.of(ttl, scores(key.get("members")));
      case "hash" -> List.of(ttl, fields(key.get("fields")));
      case "stream" -> List.of(ttl, entries(key.get("entries")));
      default -> throw new IllegalStateException("type of " + key);
    };
  }

  private static List<String> members(JsonNode members) {
    return StreamSupport.stream(members.spliterator(), false)
        .map(m -> KeyDump.member(text(m)))
        .toList();
  }

  private List<String> scores(JsonNode members) {
    double capturedAt = capture.get("captured_at_unix_ms").asDouble() / 1000;
    List<String> scores = new ArrayList<>();
    for (JsonNode member : members) {
      double score =
          Double.parseDouble(member.get("score").stringValue().replace("inf", "Infinity"));
      scores.add(
          KeyDump.member(text(member.get("member"))) + " at " + KeyDump.score(score, capturedAt));
    }
    return scores;
  }

  private static Map<String, String> fields(JsonNode fields) {
    Map<String, String> values = new TreeMap<>();
    fields
        .properties()
        .forEach(f -> values.put(f.getKey(), KeyDump.field(f.getKey(), bytes(f.getValue()))));
    return values;
  }

  private static List<Map<String, String>> entries(JsonNode entries) {
    return StreamSupport.stream(entries.spliterator(), false)
        .map(e -> fields(e.get("fields")))
        .toList();
  }

  private static String text(JsonNode value) {
    return value.get("text").stringValue();
  }

  private static byte[] bytes(JsonNode value) {
    return Base64.getDecoder().decode(value.get("b64").stringValue());
  }
}
