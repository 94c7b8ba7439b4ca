package io.rq;

import io.rq.spi.Bytes;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import net.razorvine.pickle.Opcodes;
import org.jspecify.annotations.Nullable;

/** Writes Java's values as those of Python that are nearest, to the byte as Python would. */
final class PickleWriter {

  private static final int DEEPEST = 500;

  /** So many elements Python writes at a time. */
  private static final int BATCH = 1000;

  private final PickleOutput out = new PickleOutput();
  private final UnaryOperator<@Nullable Object> makePlain;
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int depth;

  /**
   * Starts one pickle.
   *
   * @param makePlain turns an object of another class into maps, lists and so on
   */
  PickleWriter(UnaryOperator<@Nullable Object> makePlain) {
    this.makePlain = makePlain;
  }

  /** The opcodes, for what is no value. */
  PickleOutput out() {
    return out;
  }

  /** The whole pickle. */
  Bytes finish() {
    return out.finish();
  }

  /**
   * Writes a value.
   *
   * @throws SerializationException if Python has nothing like it
   */
  void save(@Nullable Object value) {
    save(value, makePlain);
  }

  /** The same, for a value that is made plain in a way of its own. */
  void save(@Nullable Object value, UnaryOperator<@Nullable Object> plain) {
    if (++depth > DEEPEST || (value != null && open.contains(value))) {
      throw new SerializationException(
          "It is nested deeper than " + DEEPEST + " levels, or holds itself");
    }
    if (value == null) {
      out.op(Opcodes.NONE);
    } else if (!saveSingle(value) && !saveMany(value)) {
      save(plain.apply(value));
    }
    depth--;
  }

  private boolean saveSingle(Object value) {
    return out.refer(value) || saveOne(value) || saveTime(value);
  }

  private boolean saveOne(Object value) {
    if (value instanceof String text) {
      out.text(text);
    } else if (value instanceof Boolean truth) {
      out.op(truth ? Opcodes.NEWTRUE : Opcodes.NEWFALSE);
    } else if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      out.integer(((Number) value).longValue());
    } else if (value instanceof BigInteger number) {
      out.integer(number);
    } else if (value instanceof Double number) {
      out.real(number);
    } else if (value instanceof Float number) {
      out.real(Double.parseDouble(number.toString())); // 0.1f is 0.1, as in JSON
    } else if (value instanceof BigDecimal number) {
      saveDecimal(number);
    } else if (value instanceof byte[] bytes) {
      out.bytes(bytes);
    } else if (value instanceof UUID uuid) {
      withState(uuid, "uuid", "UUID", Map.of("int", bits(uuid)));
    } else if (value instanceof Retry retry) {
      withState(retry, "rq.job", "Retry", retry.attributes());
    } else {
      return false;
    }
    return true;
  }

  private void saveDecimal(BigDecimal number) {
    String text = number.toString();
    if (text.length() > PythonClass.MOST_DIGITS) {
      throw new SerializationException(
          "A decimal is longer than " + PythonClass.MOST_DIGITS + " characters");
    }
    made(number, "decimal", "Decimal", text);
  }

  private static BigInteger bits(UUID uuid) {
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    return new BigInteger(1, bytes);
  }

  private boolean saveTime(Object value) {
    if (value instanceof Instant time) {
      made(time, "datetime", "datetime", PythonTimeBytes.of(utc(time)), ZoneOffset.UTC);
    } else if (value instanceof Date time) {
      save(time.toInstant());
    } else if (value instanceof ZonedDateTime time) {
      save(time.toOffsetDateTime());
    } else if (value instanceof OffsetDateTime time) {
      made(
          time,
          "datetime",
          "datetime",
          PythonTimeBytes.of(time.toLocalDateTime()),
          time.getOffset());
    } else if (value instanceof LocalDateTime time) {
      made(time, "datetime", "datetime", PythonTimeBytes.of(time));
    } else if (value instanceof LocalDate date) {
      made(date, "datetime", "date", PythonTimeBytes.of(date));
    } else if (value instanceof OffsetTime time) {
      made(time, "datetime", "time", PythonTimeBytes.of(time.toLocalTime()), time.getOffset());
    } else if (value instanceof LocalTime time) {
      made(time, "datetime", "time", PythonTimeBytes.of(time));
    } else if (value instanceof ZoneOffset offset) {
      made(offset, "datetime", "timezone", Duration.ofSeconds(offset.getTotalSeconds()));
    } else if (value instanceof Duration duration) {
      saveDuration(duration);
    } else {
      return false;
    }
    return true;
  }

  private static LocalDateTime utc(Instant time) {
    try {
      return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new SerializationException("Python has no year as far away as " + time, e);
    }
  }

  private void saveDuration(Duration duration) {
    long days = Math.floorDiv(duration.getSeconds(), 86_400L);
    if (Math.abs(days) > 999_999_999) {
      throw new SerializationException("Python has no timedelta as long as " + duration);
    }
    long seconds = Math.floorMod(duration.getSeconds(), 86_400L);
    made(duration, "datetime", "timedelta", days, seconds, duration.getNano() / 1000);
  }

  private void made(Object value, String module, String type, Object... args) {
    out.global(module, type);
    saveTuple(List.of(args));
    out.op(Opcodes.REDUCE);
    out.memoize(value);
  }

  private void withState(Object value, String module, String type, Map<String, Object> state) {
    out.global(module, type);
    saveTuple(List.of());
    out.op(Opcodes.NEWOBJ);
    out.memoize(value);
    save(state);
    out.op(Opcodes.BUILD);
  }

  private void saveTuple(List<?> elements) {
    out.beginTuple(elements.size());
    elements.forEach(this::save);
    out.endTuple(elements.size());
  }

  private boolean saveMany(Object value) {
    if (value instanceof Map<?, ?> map) {
      saveDict(map, (key, element) -> save(element));
    } else if (value instanceof Set<?> set) {
      begin(Opcodes.EMPTY_SET, value, set.isEmpty());
      saveElements(set);
    } else if (value instanceof Collection<?> list) {
      begin(Opcodes.EMPTY_LIST, value, list.isEmpty());
      saveList(list);
    } else if (value.getClass().isArray() && !(value instanceof char[])) {
      List<@Nullable Object> list = elements(value);
      begin(Opcodes.EMPTY_LIST, value, list.isEmpty());
      saveList(list);
    } else {
      return false;
    }
    open.remove(value);
    return true;
  }

  /** Writes a dictionary whose values are written in a way of their own. */
  void saveDict(Map<?, ?> map, BiConsumer<@Nullable Object, @Nullable Object> saveValue) {
    begin(Opcodes.EMPTY_DICT, map, map.isEmpty());
    if (map.size() == 1) {
      saveItem(map.entrySet().iterator().next(), saveValue);
      out.op(Opcodes.SETITEM);
      return;
    }
    for (Iterator<? extends Map.Entry<?, ?>> items = map.entrySet().iterator(); items.hasNext(); ) {
      out.op(Opcodes.MARK);
      for (int i = 0; i < BATCH && items.hasNext(); i++) {
        saveItem(items.next(), saveValue);
      }
      out.op(Opcodes.SETITEMS);
    }
  }

  private void saveItem(
      Map.Entry<?, ?> item, BiConsumer<@Nullable Object, @Nullable Object> saveValue) {
    saveKey(item.getKey());
    saveValue.accept(item.getKey(), item.getValue());
  }

  // Java shares empty collections, which nobody can change; in Python somebody could.
  private void begin(short opcode, Object value, boolean isEmpty) {
    out.op(opcode);
    if (isEmpty) {
      out.memoize();
    } else {
      out.memoize(value);
    }
    open.add(value);
  }

  private static List<@Nullable Object> elements(Object array) {
    List<@Nullable Object> elements = new ArrayList<>(Array.getLength(array));
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(Array.get(array, i));
    }
    return elements;
  }

  private void saveList(Collection<?> list) {
    if (list.size() == 1) {
      save(list.iterator().next());
      out.op(Opcodes.APPEND);
      return;
    }
    for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
      out.op(Opcodes.MARK);
      for (int i = 0; i < BATCH && elements.hasNext(); i++) {
        save(elements.next());
      }
      out.op(Opcodes.APPENDS);
    }
  }

  private void saveElements(Set<?> set) {
    for (Iterator<?> elements = set.iterator(); elements.hasNext(); ) {
      out.op(Opcodes.MARK);
      for (int i = 0; i < BATCH && elements.hasNext(); i++) {
        saveKey(elements.next());
      }
      out.op(Opcodes.ADDITEMS);
    }
  }

  // What Python finds by its hash cannot change: a list is a tuple there, a set is frozen.
  private void saveKey(@Nullable Object key) {
    if (++depth > DEEPEST) {
      throw new SerializationException("It is nested deeper than " + DEEPEST + " levels");
    }
    if (key instanceof Map<?, ?>) {
      throw new SerializationException("In Python no dict can be a key or an element of a set");
    } else if (key instanceof Set<?> set) {
      out.op(Opcodes.MARK);
      set.forEach(this::saveKey);
      out.op(Opcodes.FROZENSET);
      out.memoize();
    } else if (key instanceof Collection<?> list) {
      out.beginTuple(list.size());
      list.forEach(this::saveKey);
      out.endTuple(list.size());
    } else if (key == null) {
      out.op(Opcodes.NONE);
    } else if (!saveSingle(key)) {
      saveKey(makePlain.apply(key));
    }
    depth--;
  }
}
