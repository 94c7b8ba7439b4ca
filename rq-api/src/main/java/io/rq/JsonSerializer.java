package io.rq;

import io.rq.spi.Bytes;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * RQ's {@code json} serializer: the same text, to the byte, as Python's {@code json.dumps} writes.
 * Java types come back as what the method's signature says; text is not quietly read as a number or
 * the reverse.
 */
public final class JsonSerializer implements Serializer {

  private final JsonMapper mapper;
  private final ObjectWriter writer;

  // Types come from signatures of functions, so there are few of them; making a writer or reader
  // anew costs more than using it.
  private final Map<Type, ObjectWriter> writers = new ConcurrentHashMap<>();
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  /** Writes with Jackson's own ideas of Java types. */
  public JsonSerializer() {
    this(JsonMapper.builder().build());
  }

  /**
   * Writes with the modules and settings of that mapper, apart from the layout of the text, which
   * is Python's. A mapper with default typing would let payloads choose classes: do not pass one.
   */
  public JsonSerializer(JsonMapper mapper) {
    this.mapper =
        Jackson.strict(mapper)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    this.writer = this.mapper.writer().with(new PythonSpacing());
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
    return Bytes.of(out.toByteArray());
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
              + " its class: Rq.Builder.instances(...)",
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
              + ") cannot be written as JSON. Pass plain data (numbers, texts, lists, maps, records) instead. Jackson says: "
              + Jackson.complaint(e),
          e);
    }
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
    JsonNode call = tree(bytes, "job data");
    if (!call.isArray() || call.size() != 4) {
      throw new DeserializationException(
          "The job's data is not a call: expected a JSON array of function, instance, args and kwargs"
              + (call.isArray() ? ", found " + call.size() + " elements" : ""));
    }
    JsonNode function = call.get(0);
    JsonNode args = call.get(2);
    JsonNode kwargs = call.get(3);
    if (!function.isString() || !args.isArray() || !kwargs.isObject()) {
      throw new DeserializationException(
          "The job's data is not a call: the function must be a text, args an array and kwargs an object");
    }
    List<@Nullable Object> positional = new ArrayList<>(args.size());
    args.forEach(positional::add);
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    kwargs.properties().forEach(e -> named.put(e.getKey(), e.getValue()));
    return new CallData(
        function.stringValue(), call.get(1).isNull() ? null : call.get(1), positional, named);
  }

  @Override
  public @Nullable Object convert(@Nullable Object argument, Type type) {
    if (!(argument instanceof JsonNode node)) {
      throw new IllegalArgumentException(
          "Not an argument that readCall gave: " + Jackson.className(argument));
    }
    return convert(node, type);
  }

  private @Nullable Object convert(JsonNode node, Type type) {
    if (node.isNull() && !(type instanceof Class<?> c && c.isPrimitive())) {
      return null;
    }
    try {
      return readers
          .computeIfAbsent(type, t -> mapper.readerFor(mapper.constructType(t)))
          .readValue(node);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new DeserializationException(
          "Cannot read "
              + node.getNodeType()
              + " as "
              + type.getTypeName()
              + ": "
              + Jackson.complaint(e),
          e);
    }
  }

  @Override
  public Bytes write(@Nullable Object value) {
    try {
      return Bytes.of(writer.writeValueAsBytes(value));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SerializationException(
          Jackson.className(value) + " cannot be written as JSON: " + Jackson.complaint(e), e);
    }
  }

  @Override
  public @Nullable Object read(Bytes bytes, Type type) {
    return convert(tree(bytes, "value"), type);
  }

  private JsonNode tree(Bytes bytes, String what) {
    try {
      return Objects.requireNonNull(mapper.readTree(bytes.array()));
    } catch (JacksonException e) {
      throw new DeserializationException(
          "The "
              + what
              + " is not JSON; was it written by another serializer, such as pickle? "
              + Jackson.complaint(e),
          e);
    }
  }

  /** Python's {@code json.dumps} puts a space after each comma and colon. */
  private static final class PythonSpacing extends MinimalPrettyPrinter {

    private static final long serialVersionUID = 1L;

    @Override
    public void writeObjectNameValueSeparator(JsonGenerator json) {
      json.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) {
      json.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
      json.writeRaw(", ");
    }
  }
}
