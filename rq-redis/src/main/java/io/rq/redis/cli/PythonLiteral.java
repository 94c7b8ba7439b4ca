package io.rq.redis.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a literal of Python, as its {@code ast.literal_eval} does: {@code None}, booleans, numbers,
 * texts, bytes, tuples, lists, dictionaries and sets. Nothing is ever run. A tuple becomes a list,
 * bytes an array of them. Complex numbers, and texts with names of characters, are not for jobs and
 * not read.
 */
final class PythonLiteral {

  private static final int DEEPEST = 100;

  private static final String DIGITS = "\\d(?:_?\\d)*";
  private static final String EXPONENT = "[eE][+-]?" + DIGITS;
  private static final Pattern FLOAT =
      Pattern.compile("(?:%1$s\\.(?:%1$s)?|\\.%1$s)(?:%2$s)?|%1$s%2$s".formatted(DIGITS, EXPONENT));
  private static final Pattern INTEGER = Pattern.compile("0(?:_?0)*|[1-9](?:_?\\d)*");
  private static final Pattern RADIX =
      Pattern.compile("0(?:[xX](?:_?[0-9a-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)");
  private static final Pattern WORD = Pattern.compile("(?:None|True|False|set)\\b");

  private final Cursor cursor;
  private int depth;

  private PythonLiteral(Cursor cursor) {
    this.cursor = cursor;
  }

  /**
   * Reads a text that is one literal; {@code 1, 2} is a tuple.
   *
   * @throws IllegalArgumentException if it is something else; the message says where
   */
  static @Nullable Object parse(String text) {
    Cursor cursor = new Cursor(text);
    Object value = new PythonLiteral(cursor).valueOrTuple();
    if (!cursor.isAtEnd()) {
      throw cursor.wrong("an end");
    }
    return value;
  }

  private @Nullable Object valueOrTuple() {
    Object first = value();
    if (!cursor.is(',')) {
      return first;
    }
    List<@Nullable Object> values = new ArrayList<>();
    values.add(first);
    while (cursor.take(',') && !cursor.isAtEnd() && !cursor.is(')')) {
      values.add(value());
    }
    return values;
  }

  private @Nullable Object value() {
    if (cursor.isAtEnd()) {
      throw cursor.wrong("a value");
    }
    if (++depth > DEEPEST) {
      throw cursor.wrong("less depth");
    }
    try {
      return valueHere();
    } finally {
      depth--;
    }
  }

  private @Nullable Object valueHere() {
    if (cursor.take('(')) {
      return tuple();
    }
    if (cursor.take('[')) {
      List<@Nullable Object> list = new ArrayList<>();
      valuesUntil(']', list);
      return list;
    }
    if (cursor.take('{')) {
      return mapOrSet();
    }
    if (cursor.take('-')) {
      return negative(number());
    }
    if (cursor.take('+') || Character.isDigit(cursor.here()) || cursor.is('.')) {
      return number();
    }
    return PythonString.isAt(cursor) ? PythonString.read(cursor) : word();
  }

  private @Nullable Object tuple() {
    if (cursor.take(')')) {
      return new ArrayList<>();
    }
    Object inside = valueOrTuple();
    cursor.expect(')');
    return inside;
  }

  private void valuesUntil(char end, List<@Nullable Object> into) {
    while (!cursor.take(end)) {
      into.add(value());
      if (!cursor.take(',')) {
        cursor.expect(end);
        return;
      }
    }
  }

  private Object mapOrSet() {
    if (cursor.take('}')) {
      return new LinkedHashMap<>();
    }
    Object first = value();
    return cursor.is(':') ? mapFrom(first) : setFrom(first);
  }

  private Map<@Nullable Object, @Nullable Object> mapFrom(@Nullable Object firstKey) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    cursor.expect(':');
    map.put(firstKey, value());
    while (cursor.take(',') && !cursor.is('}')) {
      Object key = value();
      cursor.expect(':');
      map.put(key, value());
    }
    cursor.expect('}');
    return map;
  }

  private Set<@Nullable Object> setFrom(@Nullable Object first) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(first);
    if (cursor.take(',')) {
      valuesUntil('}', values);
    } else {
      cursor.expect('}');
    }
    return new LinkedHashSet<>(values);
  }

  private @Nullable Object word() {
    String word = cursor.take(WORD);
    if (word == null) {
      throw cursor.wrong("a value");
    }
    return switch (word) {
      case "None" -> null;
      case "set" -> {
        cursor.expect('(');
        cursor.expect(')');
        yield new LinkedHashSet<>();
      }
      default -> word.equals("True");
    };
  }

  private Number number() {
    String radix = cursor.take(RADIX);
    if (radix != null) {
      int base =
          switch (Character.toLowerCase(radix.charAt(1))) {
            case 'x' -> 16;
            case 'o' -> 8;
            default -> 2;
          };
      return smallest(new BigInteger(digits(radix.substring(2)), base));
    }
    String decimal = cursor.take(FLOAT);
    if (decimal != null) {
      return Double.valueOf(digits(decimal));
    }
    String whole = cursor.take(INTEGER);
    if (whole == null) {
      throw cursor.wrong("a number");
    }
    return smallest(new BigInteger(digits(whole)));
  }

  private static String digits(String number) {
    return number.replace("_", "");
  }

  private static Number smallest(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return number.intValue();
    }
    return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
  }

  private static Number negative(Number number) {
    return number instanceof Double decimal
        ? (Number) (-decimal)
        : smallest(new BigInteger(number.toString()).negate());
  }
}
