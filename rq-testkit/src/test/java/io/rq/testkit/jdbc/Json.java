package io.rq.testkit.jdbc;

import io.rq.Retention;
import io.rq.spi.Bytes;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The records of the waist as text, for what no query looks into. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule("rq")
                  .addSerializer(Bytes.class, writer(Json::base64))
                  .addDeserializer(Bytes.class, reader(Json::bytes))
                  .addSerializer(Retention.class, writer(Json::seconds))
                  .addDeserializer(Retention.class, reader(Json::retention)))
          .build();

  private Json() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static <T> T read(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static Bytes bytes(String base64) {
    return Bytes.of(Base64.getDecoder().decode(base64));
  }

  /** As RQ writes it: {@code -1} for ever. */
  private static String seconds(Retention retention) {
    return retention.time().map(time -> Long.toString(time.toSeconds())).orElse("-1");
  }

  private static Retention retention(String seconds) {
    return seconds.equals("-1")
        ? Retention.forever()
        : Retention.of(Duration.ofSeconds(Long.parseLong(seconds)));
  }

  private static <T> ValueSerializer<T> writer(Function<T, String> text) {
    return new ValueSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializationContext context) {
        json.writeString(text.apply(value));
      }
    };
  }

  private static <T> ValueDeserializer<T> reader(Function<String, T> value) {
    return new ValueDeserializer<>() {
      @Override
      public T deserialize(JsonParser json, DeserializationContext context) {
        return value.apply(json.getString());
      }
    };
  }
}
