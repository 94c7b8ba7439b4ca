package io.rq.testkit.golden;

import static java.util.stream.Collectors.toMap;

import io.rq.Serializer;
import io.rq.spi.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A golden capture: the keys that RQ itself wrote, and what was said to its workers. */
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
      throw new UncheckedIOException(e);
    }
  }

  /** The scenarios of all captures, in the order of their names. */
  static List<String> scenarios() {
    try (Stream<Path> files =
        Files.list(Path.of(Objects.requireNonNull(Golden.class.getResource("/golden")).toURI()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells whether it holds keys, and not something else that RQ writes. */
  boolean hasKeys() {
    return capture.has("keys");
  }

  /** The serializer that wrote its payloads. */
  Serializer serializer() {
    return Serializer.named(capture.get("serializer").stringValue());
  }

  /** When the keys were read. */
  Instant capturedAt() {
    return Instant.ofEpochMilli(capture.get("captured_at_unix_ms").asLong());
  }

  /** Its keys by name. */
  Map<String, StoredKey> keys() {
    Map<String, StoredKey> keys = new TreeMap<>();
    capture
        .get("keys")
        .properties()
        .forEach(
            key -> {
              JsonNode value = key.getValue();
              String type = value.get("type").stringValue();
              keys.put(key.getKey(), new StoredKey(type, value.get("ttl").asLong(), rows(value)));
            });
    return keys;
  }

  private static List<Map<String, Bytes>> rows(JsonNode key) {
    return switch (key.get("type").stringValue()) {
      case "string" -> List.of(Map.of(StoredKey.VALUE, bytes(key.get("value"))));
      case "list" -> values(key.get("items"));
      case "set" -> values(key.get("members"));
      case "zset" ->
          stream(key.get("members"))
              .map(
                  member ->
                      Map.of(
                          StoredKey.VALUE,
                          bytes(member.get("member")),
                          StoredKey.SCORE,
                          Bytes.ofText(member.get("score").stringValue())))
              .toList();
      case "hash" -> List.of(fields(key.get("fields")));
      case "stream" ->
          stream(key.get("entries"))
              .map(
                  entry -> {
                    Map<String, Bytes> row = fields(entry.get("fields"));
                    row.put(StoredKey.ID, Bytes.ofText(entry.get("id").stringValue()));
                    return row;
                  })
              .toList();
      default -> throw new IllegalStateException("type of " + key);
    };
  }

  private static List<Map<String, Bytes>> values(JsonNode members) {
    return stream(members).map(member -> Map.of(StoredKey.VALUE, bytes(member))).toList();
  }

  private static Map<String, Bytes> fields(JsonNode fields) {
    Map<String, Bytes> values = new TreeMap<>();
    fields.properties().forEach(field -> values.put(field.getKey(), bytes(field.getValue())));
    return values;
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Bytes bytes(JsonNode value) {
    return Bytes.of(Base64.getDecoder().decode(value.get("b64").stringValue()));
  }

  /** The JSON texts among the samples of values, by their names. */
  Map<String, String> jsonSamples() {
    return stream(capture.get("samples"))
        .filter(sample -> sample.get("json").isString())
        .collect(
            toMap(
                sample -> sample.get("name").stringValue(),
                sample -> sample.get("json").stringValue()));
  }

  /** The names of the samples of values. */
  List<String> samples() {
    return stream(capture.get("samples")).map(sample -> sample.get("name").stringValue()).toList();
  }

  /** What Python's {@code repr} says of a sample. */
  String repr(String sample) {
    return sample(sample).get("python_repr").stringValue();
  }

  /** A sample, pickled by that protocol. */
  Bytes pickled(String sample, int protocol) {
    String text = sample(sample).get("pickle").get(String.valueOf(protocol)).stringValue();
    return Bytes.of(Base64.getDecoder().decode(text));
  }

  private JsonNode sample(String name) {
    return stream(capture.get("samples"))
        .filter(sample -> sample.get("name").stringValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The least that another program can write of a call, pickled. */
  Bytes handmade() {
    return Bytes.of(
        Base64.getDecoder()
            .decode(capture.get("handmade_protocol2_job").get("bytes").stringValue()));
  }

  /** The value of a field of a hash. */
  public Bytes value(String key, String field) {
    return keys().get(key).rows().get(0).get(field);
  }

  /** What was published, in the order of the capture. */
  public List<String> messages() {
    return stream(capture.get("messages"))
        .map(message -> bytes(message.get("payload")).text())
        .toList();
  }

  /** What Python unpacked of a field: the bytes of a call or a value, the text of a failure. */
  Bytes unpacked(String key, String... path) {
    JsonNode found = capture.get("decoded").get(key);
    for (String name : path) {
      found = found.get(name);
    }
    return found.isString() ? Bytes.ofText(found.stringValue()) : bytes(found);
  }

  /** Writes its keys into an empty database. */
  public void restore(RedisClient redis) {
    keys().forEach((name, key) -> key.write(redis, name));
  }
}
