package io.rq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The classes and functions of Python that a pickle may name, and what Java makes of them. There
 * are no others, and none of Java's: a payload never chooses a class.
 */
enum PythonClass {
  BYTES("builtins.bytes"),
  BYTEARRAY("builtins.bytearray"),
  SET("builtins.set"),
  FROZENSET("builtins.frozenset"),
  // How protocol 2 writes bytes.
  ENCODE("_codecs.encode"),
  ORDERED_DICT("collections.OrderedDict"),
  DATETIME("datetime.datetime"),
  DATE("datetime.date"),
  TIME("datetime.time"),
  TIMEDELTA("datetime.timedelta"),
  TIMEZONE("datetime.timezone"),
  DECIMAL("decimal.Decimal"),
  UUID("uuid.UUID"),
  // A ZoneInfo is pickled as a call of its class method, which getattr finds.
  GETATTR("builtins.getattr"),
  ZONE_INFO("zoneinfo.ZoneInfo"),
  ZONE_INFO_UNPICKLE("zoneinfo.ZoneInfo._unpickle");

  /** Longer numbers in text take time that grows with the square; Python refuses them as well. */
  static final int MOST_DIGITS = 4300;

  private static final int LONGEST_NAME = 100;

  private static final Map<String, PythonClass> BY_NAME =
      Arrays.stream(values()).collect(toUnmodifiableMap(type -> type.python, identity()));

  /** What it is made of, in Java's values. */
  record Arguments(
      List<@Nullable Object> args,
      Map<@Nullable Object, @Nullable Object> items,
      @Nullable Object state) {

    <T> T get(int index, Class<T> type) {
      return Objects.requireNonNull(type.cast(args.get(index)));
    }

    String text(int index) {
      return get(index, String.class);
    }

    byte[] bytes(int index) {
      return get(index, byte[].class);
    }

    int integer(int index) {
      return get(index, Integer.class);
    }

    Object elements() {
      return PlainValues.set(args.isEmpty() ? List.of() : get(0, Collection.class));
    }
  }

  private final String python;

  PythonClass(String python) {
    this.python = python;
  }

  /**
   * The one of that name, in the words of Python 2 or 3.
   *
   * @throws DeserializationException if it is not among them
   */
  static PythonClass named(String name) {
    String today = name.startsWith("__builtin__.") ? "builtins." + name.substring(12) : name;
    PythonClass type = BY_NAME.get(today);
    if (type == null) {
      throw unknown(today);
    }
    return type;
  }

  /** What Python's {@code getattr} finds, in the one case that is known. */
  static PythonClass attribute(@Nullable Object[] args) {
    if (args.length == 2 && args[0] == ZONE_INFO && "_unpickle".equals(args[1])) {
      return ZONE_INFO_UNPICKLE;
    }
    throw unknown(GETATTR.python);
  }

  private static DeserializationException unknown(String name) {
    return new DeserializationException(
        "The pickle names Python's '"
            + printable(name)
            + "', which is not known here: only plain data is read, no other classes and functions."
            + " Let Python send a dict, or a text");
  }

  // The name is the payload's.
  private static String printable(String name) {
    String text = name.replaceAll("[^\\x20-\\x7e]", "?");
    return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "..." : text;
  }

  /**
   * Makes a value.
   *
   * @throws DeserializationException if it cannot be made of that
   */
  Object make(Arguments made) {
    try {
      return value(made);
    } catch (RuntimeException e) {
      throw new DeserializationException(
          "The pickle holds a " + python + " that cannot be read: " + e.getMessage(), e);
    }
  }

  private Object value(Arguments made) {
    return switch (this) {
      case BYTES, BYTEARRAY -> made.args.isEmpty() ? new byte[0] : made.bytes(0);
      case SET, FROZENSET -> made.elements();
      case ENCODE -> made.text(0).getBytes(ISO_8859_1);
      case ORDERED_DICT -> made.items;
      case DATETIME -> dateTime(made);
      case DATE -> PythonTimeBytes.date(made.bytes(0));
      case TIME -> time(made);
      case TIMEDELTA ->
          Duration.ofDays(made.integer(0))
              .plusSeconds(made.integer(1))
              .plusNanos(made.integer(2) * 1000L);
      case TIMEZONE -> offset(made.get(0, Duration.class));
      case DECIMAL -> decimal(made);
      case UUID -> uuid(made);
      case ZONE_INFO, ZONE_INFO_UNPICKLE -> ZoneId.of(made.text(0));
      case GETATTR -> throw unknown(python);
    };
  }

  @Override
  public String toString() {
    return python;
  }

  private static ZoneOffset offset(Duration fromUtc) {
    if (fromUtc.getNano() != 0) {
      throw new IllegalArgumentException("a fraction of a second");
    }
    return ZoneOffset.ofTotalSeconds(Math.toIntExact(fromUtc.getSeconds()));
  }

  private static Object dateTime(Arguments made) {
    LocalDateTime local = PythonTimeBytes.dateTime(made.bytes(0));
    if (made.args.size() < 2) {
      return local;
    }
    ZoneId zone = made.get(1, ZoneId.class);
    if (zone instanceof ZoneOffset offset) {
      return OffsetDateTime.of(local, offset);
    }
    ZonedDateTime first = ZonedDateTime.of(local, zone);
    return PythonTimeBytes.isSecond(made.bytes(0)) ? first.withLaterOffsetAtOverlap() : first;
  }

  private static Object time(Arguments made) {
    LocalTime local = PythonTimeBytes.time(made.bytes(0));
    return made.args.size() < 2 ? local : OffsetTime.of(local, made.get(1, ZoneOffset.class));
  }

  private static Object decimal(Arguments made) {
    String text = made.text(0);
    if (text.length() > MOST_DIGITS) {
      throw new IllegalArgumentException("it has " + text.length() + " digits");
    }
    return new BigDecimal(text);
  }

  private static Object uuid(Arguments made) {
    Number number =
        made.state instanceof Map<?, ?> state && state.get("int") instanceof Number given
            ? given
            : -1;
    BigInteger bits =
        number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
    if (bits.signum() < 0 || bits.bitLength() > 128) {
      throw new IllegalArgumentException("its number has not 128 bits");
    }
    return new UUID(bits.shiftRight(64).longValue(), bits.longValue());
  }
}
