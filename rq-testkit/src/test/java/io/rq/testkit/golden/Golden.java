package io.rq.testkit.golden;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A golden capture: the keys that RQ 2.10 itself wrote. */
final class Golden {

  private final JsonNode capture;

  private Golden(JsonNode capture) {
    this.capture = capture;
  }

  static Golden read(String scenario) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + scenario + ".json")) {
      return new Golden(JsonMapper.shared().readTree(Objects.requireNonNull(in, scenario)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  KeyDump dump() {
    Map<String, Object> keys = new TreeMap<>();
    capture
        .get("keys")
        .properties()
        .forEach(key -> keys.put(KeyDump.key(key.getKey()), value(key.getValue())));
    return KeyDump.of(keys);
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
