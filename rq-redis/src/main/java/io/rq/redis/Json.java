package io.rq.redis;

import io.rq.JsonSerializer;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON texts in fields and messages, spaced as Python spaces them. */
final class Json {

  private static final JsonSerializer PYTHON = new JsonSerializer();

  private Json() {}

  /** Writes plain data: texts, numbers, lists, maps. */
  static String write(Object value) {
    return PYTHON.write(value).text();
  }

  /** Reads a text; empty if it is not JSON. */
  static Optional<JsonNode> read(String text) {
    try {
      return Optional.ofNullable(JsonMapper.shared().readTree(text));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
