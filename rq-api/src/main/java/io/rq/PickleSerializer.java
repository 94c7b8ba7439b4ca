package io.rq;

import io.rq.spi.Bytes;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.util.TokenBuffer;

/**
 * RQ's {@code pickle} serializer, Python's default (SER-01), for queues that are shared with
 * programs in Python which use it. It needs {@code net.razorvine:pickle} beside this library.
 *
 * <p>Plain data alone is read and written: {@code None}, bool, int of any size, float, str, bytes
 * and bytearray, list and tuple, dict, set and frozenset, datetime, date, time, timedelta and
 * timezone, Decimal, UUID. No other class or function that a pickle names is looked up, neither
 * Python's nor Java's; such a pickle is refused, and the message names it. Java's types come from
 * the signature of the function that is called, as with {@link JsonSerializer}: a record is a dict,
 * an {@link java.time.Instant} an aware datetime. Where any object will do, a datetime is an {@link
 * java.time.OffsetDateTime}, or a {@link java.time.ZonedDateTime} if it names its zone, or a {@link
 * java.time.LocalDateTime} if it has none; a tuple is a {@link List}, a {@code Decimal} a {@link
 * java.math.BigDecimal}. Python's times have microseconds; what is finer is cut off. A small pickle
 * can hold one value in very many places, or keys that Java takes long to tell apart: what would
 * fill the memory or take too long is refused.
 *
 * <p>Python runs what a pickle says: with this serializer, whoever can write to the Redis can run
 * code in the Python programs. This library does not.
 */
public final class PickleSerializer implements Serializer {

  private static final ObjectReader ANYTHING = JsonMapper.shared().readerFor(Object.class);

  private final JsonMapper mapper;
  private final ObjectWriter writer;

  // As in JsonSerializer: there are few types, and making these anew costs more than using them.
  private final Map<Type, ObjectWriter> writers = new ConcurrentHashMap<>();
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  /**
   * Writes records and beans with Jackson's own ideas of Java types.
   *
   * @throws IllegalStateException if {@code net.razorvine:pickle} is not there
   */
  public PickleSerializer() {
    this(JsonMapper.builder().build());
  }

  /**
   * Writes records and beans with the modules and settings of that mapper.
   *
   * @throws IllegalStateException if {@code net.razorvine:pickle} is not there
   */
  public PickleSerializer(JsonMapper mapper) {
    this.mapper =
        Jackson.strict(mapper)
            .addModule(
                new SimpleModule("rq-pickle")
                    .setSerializerModifier(new HandOn.Modifier())
                    .setDeserializerModifier(new Fit.Modifier()))
            .build();
    this.writer = this.mapper.writer();
    try {
      PickleReader.read(write(null), "value");
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "The serializer pickle needs net.razorvine:pickle; add it to the program's dependencies",
          e);
    }
  }

  @Override
  public String name() {
    return "pickle";
  }

  @Override
  public Bytes writeCall(CallData call, List<Type> types) {
    PickleWriter pickle = new PickleWriter(this::plain);
    PickleOutput out = pickle.out();
    out.beginTuple(4);
    pickle.save(call.function());
    saveInstance(pickle, call);
    out.beginTuple(call.args().size());
    for (int i = 0; i < call.args().size(); i++) {
      Type type = i < types.size() ? types.get(i) : Object.class;
      saveArgument(pickle, call, "argument " + (i + 1), call.args().get(i), type);
    }
    out.endTuple(call.args().size());
    pickle.saveDict(
        call.kwargs(),
        (name, value) ->
            saveArgument(pickle, call, "argument '" + name + "'", value, Object.class));
    out.endTuple(4);
    return pickle.finish();
  }

  private static void saveInstance(PickleWriter pickle, CallData call) {
    try {
      pickle.save(call.instance());
    } catch (SerializationException e) {
      throw new SerializationException(
          "Cannot enqueue "
              + call.function()
              + ": its object ("
              + Jackson.className(call.instance())
              + ") cannot travel as a pickle. If it is a service, give this Rq and the workers an"
              + " InstanceResolver that knows its class: Rq.Builder.instances(...), in a test by @RqSettings",
          e);
    }
  }

  private void saveArgument(
      PickleWriter pickle, CallData call, String which, @Nullable Object value, Type type) {
    try {
      Object argument = needsItsType(type) ? plain(value, writerFor(value, type)) : value;
      pickle.save(argument, object -> plain(object, writerFor(object, type)));
    } catch (SerializationException e) {
      throw new SerializationException(
          "Cannot enqueue "
              + call.function()
              + ": "
              + which
              + " ("
              + Jackson.className(value)
              + ") cannot be pickled. Pass plain data (numbers, texts, lists, maps, records) instead. "
              + e.getMessage(),
          e);
    }
  }

  // The elements of collections are written as what they are; of a generic class that is not
  // enough.
  private boolean needsItsType(Type type) {
    return !(type instanceof Class<?>) && hasGenericElements(mapper.constructType(type));
  }

  private static boolean hasGenericElements(JavaType type) {
    JavaType elements = type.getContentType();
    return elements != null
        && (elements.isContainerType() ? hasGenericElements(elements) : elements.hasGenericTypes());
  }

  private @Nullable Object plain(@Nullable Object object) {
    return plain(object, writer);
  }

  private static @Nullable Object plain(@Nullable Object object, ObjectWriter by) {
    try (TokenBuffer tokens = TokenBuffer.forGeneration()) {
      by.writeValue(tokens, object);
      return ANYTHING.readValue(tokens);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SerializationException(
          Jackson.className(object) + " cannot be pickled: " + Jackson.complaint(e), e);
    }
  }

  private ObjectWriter writerFor(@Nullable Object value, Type type) {
    if (type == Object.class) {
      return writer;
    }
    JavaType declared = mapper.constructType(type);
    return declared.getRawClass().isInstance(value)
        ? writers.computeIfAbsent(type, t -> writer.forType(declared))
        : writer;
  }

  @Override
  public CallData readCall(Bytes bytes) {
    Object read = PlainValues.read(bytes, "job data");
    if (!(read instanceof List<?> call) || call.size() != 4) {
      throw new DeserializationException(
          "The job's data is not a call: expected a tuple of function, instance, args and kwargs,"
              + " found "
              + PlainValues.kind(read));
    }
    if (!(call.get(0) instanceof String function)
        || !(call.get(2) instanceof List<?> args)
        || !(call.get(3) instanceof Map<?, ?> kwargs)) {
      throw new DeserializationException(
          "The job's data is not a call: the function must be a str, args a tuple and kwargs a dict");
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (Map.Entry<?, ?> kwarg : kwargs.entrySet()) {
      if (!(kwarg.getKey() instanceof String name)) {
        throw new DeserializationException(
            "The job's data is not a call: "
                + PlainValues.kind(kwarg.getKey())
                + " names a keyword argument");
      }
      named.put(name, kwarg.getValue());
    }
    return new CallData(function, call.get(1), new ArrayList<>(args), named);
  }

  @Override
  public @Nullable Object convert(@Nullable Object argument, Type type) {
    if (type == Object.class || (argument != null && argument.getClass() == type)) {
      return argument;
    }
    try (TokenBuffer tokens = PlainTokens.of(argument)) {
      return readers
          .computeIfAbsent(type, t -> mapper.readerFor(mapper.constructType(t)))
          .readValue(tokens);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new DeserializationException(
          "Cannot read "
              + PlainValues.kind(argument)
              + " as "
              + type.getTypeName()
              + ": "
              + Jackson.complaint(e),
          e);
    }
  }

  @Override
  public Bytes write(@Nullable Object value) {
    PickleWriter pickle = new PickleWriter(this::plain);
    pickle.save(value);
    return pickle.finish();
  }

  @Override
  public @Nullable Object read(Bytes bytes, Type type) {
    return convert(PlainValues.read(bytes, "value"), type);
  }
}
