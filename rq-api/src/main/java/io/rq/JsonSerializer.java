package io.rq;

import io.rq.spi.Bytes;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * RQ's {@code json} serializer: the same text, to the byte, as Python's {@code json.dumps} writes.
 * Java types come back as what the method's signature says; text is not quietly read as a number or
 * the reverse. Numbers keep all their digits where the signature says {@link java.math.BigDecimal}.
 * A {@link java.time.ZonedDateTime} keeps its offset, not the name of its zone: there is none in
 * ISO 8601. As in Python numbers have at most 4300 digits, and collections are no keys of maps.
 * Null is what the type has for it: an {@link java.util.Optional} is empty.
 */
public final class JsonSerializer implements Serializer {

  private final JsonMapper mapper;
  private final JsonFactory parsers;
  private final ObjectWriter writer;

  // Types come from signatures of functions, so there are few of them; making a writer or reader
  // anew costs more than using it.
  private final Map<Type, ObjectWriter> writers = new ConcurrentHashMap<>();
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  /** Writes with Jackson's own ideas of Java types. */
  public JsonSerializer() {
    this(PythonJson.plain());
  }

  /**
   * Writes with the modules and settings of that mapper, apart from the layout of the text, which
   * is Python's. A mapper with default typing would let payloads choose classes: do not pass one.
   */
  public JsonSerializer(JsonMapper mapper) {
    this(PythonJson.of(mapper));
  }

  private JsonSerializer(PythonJson python) {
    mapper = python.mapper();
    parsers = python.parsers();
    writer = python.writer();
  }

  @Override
  public String name() {
    return "json";
  }

  @Override
  public Bytes writeCall(CallData call, List<Type> types) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    try (JsonGenerator json = writer.createGenerator(out)) {
      json.writeStartArray();
      json.writeString(call.function());
      writeInstance(json, call);
      json.writeStartArray();
      for (int i = 0; i < call.args().size(); i++) {
        writeArgument(
            json,
            call,
            "argument " + (i + 1),
            call.args().get(i),
            i < types.size() ? types.get(i) : null);
      }
      json.writeEndArray();
      json.writeStartObject();
      for (Map.Entry<String, @Nullable Object> kwarg : call.kwargs().entrySet()) {
        json.writeName(kwarg.getKey());
        writeArgument(json, call, "argument '" + kwarg.getKey() + "'", kwarg.getValue(), null);
      }
      json.writeEndObject();
      json.writeEndArray();
    }
    try {
      return readable(out.toByteArray());
    } catch (JacksonException e) {
      throw new SerializationException(
          "Cannot enqueue "
              + call.function()
              + ": its arguments could not be read again: "
              + Jackson.complaint(e),
          e);
    }
  }

  // Jackson writes numbers that neither it nor Python reads; a short text has none.
  private Bytes readable(byte[] written) {
    if (written.length > PythonClass.MOST_DIGITS) {
      try (JsonParser json = parser(written)) {
        while (json.nextToken() != null) {}
      }
    }
    return Bytes.of(written);
  }

  private JsonParser parser(byte[] bytes) {
    return parsers.createParser(mapper._deserializationContext(), bytes);
  }

  private void writeInstance(JsonGenerator json, CallData call) {
    Object instance = call.instance();
    if (instance == null) {
      json.writeNull();
      return;
    }
    try {
      writer.writeValue(json, instance);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SerializationException(
          "Cannot enqueue "
              + call.function()
              + ": its object ("
              + Jackson.className(instance)
              + ") cannot travel as JSON. If it is a service, give this Rq and the workers an InstanceResolver that knows"
              + " its class: Rq.Builder.instances(...), in a test by @RqSettings",
          e);
    }
  }

  private void writeArgument(
      JsonGenerator json,
      CallData call,
      String which,
      @Nullable Object value,
      @Nullable Type type) {
    try {
      writerFor(value, type).writeValue(json, value);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SerializationException(
          "Cannot enqueue "
              + call.function()
              + ": "
              + which
              + " ("
              + Jackson.className(value)
              + ") cannot be written as JSON. Pass plain data (numbers, texts, lists, maps, records) instead. The reason: "
              + Jackson.complaint(e)
              + vagueness(value, type),
          e);
    }
  }

  // What is written by a type that has no data of its own could not be read back by it either.
  private String vagueness(@Nullable Object value, @Nullable Type type) {
    if (value == null || type == null) {
      return "";
    }
    JavaType declared = mapper.constructType(type);
    return declared.isAbstract() && !declared.isPrimitive() && !declared.isContainerType()
        ? ". Its parameter is declared as "
            + type.getTypeName()
            + ", which does not say what data there is: declare the class itself"
        : "";
  }

  // The declared type, not the class of the value, tells Jackson about elements of lists and sealed
  // parents.
  private ObjectWriter writerFor(@Nullable Object value, @Nullable Type type) {
    if (value == null || type == null || type == Object.class) {
      return writer;
    }
    JavaType declared = mapper.constructType(type);
    return declared.isPrimitive() || declared.getRawClass().isInstance(value)
        ? writers.computeIfAbsent(type, t -> writer.forType(declared))
        : writer;
  }

  @Override
  public CallData readCall(Bytes bytes) {
    try (JsonParser json = parser(bytes.array())) {
      expect("an array", json.nextToken() == JsonToken.START_ARRAY);
      expect("its first element a text", json.nextToken() == JsonToken.VALUE_STRING);
      String function = json.getString();
      json.nextToken();
      TokenBuffer instance = json.hasToken(JsonToken.VALUE_NULL) ? null : value(json);
      List<@Nullable Object> args = new ArrayList<>();
      expect("args an array", json.nextToken() == JsonToken.START_ARRAY);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        args.add(value(json));
      }
      Map<String, @Nullable Object> kwargs = new LinkedHashMap<>();
      expect("kwargs an object", json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        kwargs.put(name, value(json));
      }
      expect("four elements", json.nextToken() == JsonToken.END_ARRAY && json.nextToken() == null);
      return new CallData(function, instance, args, kwargs);
    } catch (JacksonException e) {
      throw notJson("job data", e);
    }
  }

  private static void expect(String what, boolean holds) {
    if (!holds) {
      throw new DeserializationException(
          "The job's data is not a call, a JSON array of function, instance, args and kwargs: expected "
              + what);
    }
  }

  // The value that begins here, its numbers as they are written: whether they are to be doubles or
  // decimals is up to the type that is asked for.
  private static TokenBuffer value(JsonParser json) {
    TokenBuffer value = TokenBuffer.forGeneration();
    value.copyCurrentStructure(json);
    return value;
  }

  @Override
  public @Nullable Object convert(@Nullable Object argument, Type type) {
    if (!(argument instanceof TokenBuffer value)) {
      throw new IllegalArgumentException(
          "Not an argument that readCall gave: " + Jackson.className(argument));
    }
    return convert(value, type);
  }

  private @Nullable Object convert(TokenBuffer value, Type type) {
    JsonToken first = value.firstToken();
    ObjectReader reader =
        readers.computeIfAbsent(type, t -> mapper.readerFor(mapper.constructType(t)));
    try (JsonParser json = value.asParser()) {
      return reader.readValue(json);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new DeserializationException(
          "Cannot read " + kind(first) + " as " + type.getTypeName() + ": " + Jackson.complaint(e),
          e);
    }
  }

  private static String kind(JsonToken first) {
    return switch (first) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "a number";
    };
  }

  @Override
  public Bytes write(@Nullable Object value) {
    try {
      return readable(writer.writeValueAsBytes(value));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SerializationException(
          Jackson.className(value) + " cannot be written as JSON: " + Jackson.complaint(e), e);
    }
  }

  @Override
  public @Nullable Object read(Bytes bytes, Type type) {
    return convert(value(bytes), type);
  }

  private TokenBuffer value(Bytes bytes) {
    try (JsonParser json = parser(bytes.array())) {
      if (json.nextToken() == null) {
        throw new DeserializationException("The value is empty, and so no JSON");
      }
      TokenBuffer value = value(json);
      if (json.nextToken() != null) {
        throw new DeserializationException("The value is not JSON: something follows it");
      }
      return value;
    } catch (JacksonException e) {
      throw notJson("value", e);
    }
  }

  private static DeserializationException notJson(String what, JacksonException e) {
    return new DeserializationException(
        "The "
            + what
            + (e instanceof StreamConstraintsException
                ? " cannot be read: "
                : " is not JSON; was it written by another serializer, such as pickle? ")
            + Jackson.complaint(e),
        e);
  }
}
