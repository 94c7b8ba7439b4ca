package io.rq;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.TokenBuffer;

/** {@link PlainValues} as Jackson's tokens; what JSON has not stands among them as it is. */
final class PlainTokens {

  private final TokenBuffer tokens = TokenBuffer.forGeneration();

  private PlainTokens() {}

  static TokenBuffer of(@Nullable Object value) {
    PlainTokens written = new PlainTokens();
    written.add(value);
    return written.tokens;
  }

  /**
   * A map as an object of JSON, whatever its keys.
   *
   * @throws DeserializationException if one of them cannot be a text
   */
  static TokenBuffer withTextKeys(Map<?, ?> map) {
    PlainTokens written = new PlainTokens();
    written.addMap(map);
    return written.tokens;
  }

  private void add(@Nullable Object value) {
    if (value instanceof List<?> list) {
      tokens.writeStartArray();
      list.forEach(this::add);
      tokens.writeEndArray();
    } else if (value instanceof Map<?, ?> map
        && map.keySet().stream().allMatch(String.class::isInstance)) {
      addMap(map);
    } else if (value == null) {
      tokens.writeNull();
    } else if (value instanceof String text) {
      tokens.writeString(text);
    } else if (value instanceof Boolean truth) {
      tokens.writeBoolean(truth);
    } else if (value instanceof Integer number) {
      tokens.writeNumber(number);
    } else if (value instanceof Long number) {
      tokens.writeNumber(number);
    } else if (value instanceof Double number) {
      tokens.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      tokens.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      tokens.writeNumber(number);
    } else {
      tokens.writeEmbeddedObject(value);
    }
  }

  private void addMap(Map<?, ?> map) {
    tokens.writeStartObject();
    map.forEach(
        (key, value) -> {
          tokens.writeName(text(key));
          add(value);
        });
    tokens.writeEndObject();
  }

  private static String text(@Nullable Object key) {
    if (key == null || key instanceof byte[] || key instanceof Collection<?>) {
      throw new DeserializationException(
          "A dict with "
              + PlainValues.kind(key)
              + " as a key is read as a Map<Object, Object> only");
    }
    return key instanceof OffsetDateTime time
        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)
        : key.toString();
  }
}
