package io.rq;

import io.rq.spi.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes Java's values of what a {@link PickleReader} read. What the pickle holds several times is
 * made several times, so there is a limit: a small pickle can say "ten of the ten of the ten ...".
 */
final class PlainValues {

  private static final int DEEPEST = 500;
  private static final int MOST = 1_000_000;

  /**
   * So many keys of one hash a set or dictionary may have: Java compares each with all of them.
   * Pairs of a thousand numbers, as frozen sets, have as many.
   */
  private static final int MOST_OF_ONE_HASH = 500;

  private static final BigInteger SMALLEST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger GREATEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  private static final Map<Class<?>, String> KINDS =
      Map.ofEntries(
          Map.entry(Boolean.class, "a bool"),
          Map.entry(Integer.class, "an int"),
          Map.entry(Long.class, "an int"),
          Map.entry(BigInteger.class, "an int"),
          Map.entry(Double.class, "a float"),
          Map.entry(BigDecimal.class, "a Decimal"),
          Map.entry(String.class, "a str"),
          Map.entry(byte[].class, "a bytes"),
          Map.entry(List.class, "a list"),
          Map.entry(Map.class, "a dict"),
          Map.entry(Set.class, "a set"),
          Map.entry(OffsetDateTime.class, "an aware datetime"),
          Map.entry(ZonedDateTime.class, "an aware datetime"),
          Map.entry(LocalDateTime.class, "a datetime without a time zone"),
          Map.entry(LocalDate.class, "a date"),
          Map.entry(LocalTime.class, "a time"),
          Map.entry(OffsetTime.class, "an aware time"),
          Map.entry(Duration.class, "a timedelta"),
          Map.entry(ZoneId.class, "a time zone"),
          Map.entry(UUID.class, "a UUID"));

  private long left;

  private PlainValues(long left) {
    this.left = left;
  }

  /**
   * Reads one pickle as plain values.
   *
   * @param what what it is, for messages
   * @throws DeserializationException if it is none, or not plain
   */
  static @Nullable Object read(Bytes bytes, String what) {
    long atLeast = bytes.array().length;
    return new PlainValues(atLeast + MOST).plain(PickleReader.read(bytes, what), 0);
  }

  private @Nullable Object plain(@Nullable Object read, int depth) {
    if (depth > DEEPEST) {
      throw new DeserializationException(
          "The pickle is nested deeper than " + DEEPEST + " levels, or holds itself");
    }
    charge(1);
    if (read instanceof Number number) {
      charge(words(number));
      return smallest(number);
    }
    if (read instanceof List<?> list) {
      return list(list, depth);
    }
    if (read instanceof Object[] tuple) {
      return list(Arrays.asList(tuple), depth);
    }
    if (read instanceof PickleReader.Dict dict) {
      return map(dict.items(), depth);
    }
    if (read instanceof PickleReader.Elements set) {
      return set(list(set.elements(), depth));
    }
    if (read instanceof PickleReader.Made made) {
      return made(made, depth);
    }
    if (read instanceof PythonClass type) {
      throw new DeserializationException(
          "The pickle holds Python's '" + type + "' itself, which is no value");
    }
    if (read == null
        || read instanceof String
        || read instanceof Boolean
        || read instanceof byte[]) {
      return read;
    }
    throw new DeserializationException("The pickle ends in the middle of a value");
  }

  private void charge(long values) {
    left -= values;
    if (left < 0) {
      throw new DeserializationException(
          "The pickle says so much with so few bytes that it would fill the memory, or take too"
              + " long");
    }
  }

  // Whoever hashes or converts a number looks at all its digits, at each place that holds it.
  private static int words(Object value) {
    if (value instanceof BigInteger number) {
      return number.bitLength() / Long.SIZE;
    }
    return value instanceof BigDecimal number ? number.precision() / Long.BYTES : 0;
  }

  // Making it may take as long as its argument is; a collection is paid for by its elements, and
  // whoever is given the value walks through it at each place.
  private Object made(PickleReader.Made made, int depth) {
    Object value = made.value;
    if (value == null) {
      value =
          made.type.make(
              new PythonClass.Arguments(
                  list(Arrays.asList(made.args), depth),
                  map(made.items, depth),
                  plain(made.state, depth + 1)));
      made.value = value instanceof Collection<?> || value instanceof Map<?, ?> ? null : value;
    }
    charge(words(value));
    return value;
  }

  private List<@Nullable Object> list(List<?> elements, int depth) {
    List<@Nullable Object> list = new ArrayList<>(elements.size());
    for (Object element : elements) {
      list.add(plain(element, depth + 1));
    }
    return list;
  }

  private Map<@Nullable Object, @Nullable Object> map(List<?> items, int depth) {
    List<@Nullable Object> keys = new ArrayList<>(items.size() / 2);
    List<@Nullable Object> values = new ArrayList<>(items.size() / 2);
    for (int i = 0; i < items.size(); i += 2) {
      keys.add(plain(items.get(i), depth + 1));
      values.add(plain(items.get(i + 1), depth + 1));
    }
    refuseEqualHashes(keys);
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
    return map;
  }

  /**
   * The set of these, with their order.
   *
   * @throws DeserializationException if finding them by their hashes would take too long
   */
  static Set<@Nullable Object> set(Collection<?> elements) {
    refuseEqualHashes(elements);
    return new LinkedHashSet<>(elements);
  }

  private static void refuseEqualHashes(Collection<?> keys) {
    if (keys.size() <= MOST_OF_ONE_HASH) {
      return;
    }
    int[] hashes = keys.stream().mapToInt(Objects::hashCode).sorted().toArray();
    for (int i = MOST_OF_ONE_HASH; i < hashes.length; i++) {
      if (hashes[i] == hashes[i - MOST_OF_ONE_HASH]) {
        throw new DeserializationException(
            "The pickle holds a set or a dict with more than "
                + MOST_OF_ONE_HASH
                + " keys that have one hash in Java, which takes too long");
      }
    }
  }

  // As Jackson reads numbers of unknown type: equal ones are of one class.
  private static Number smallest(Number number) {
    if (number instanceof BigInteger big) {
      return big.compareTo(SMALLEST_LONG) < 0 || big.compareTo(GREATEST_LONG) > 0
          ? big
          : smallest(big.longValue());
    }
    return number instanceof Long l && l == l.intValue() ? (Number) l.intValue() : number;
  }

  /** What a plain value is in Python, for messages. */
  static String kind(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getKey().isInstance(value))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("a value");
  }
}
