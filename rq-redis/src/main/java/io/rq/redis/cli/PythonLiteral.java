package io.rq.redis.cli;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
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

  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern DECIMAL =
      Pattern.compile("(?:\\d[\\d_]*\\.?(?:\\d[\\d_]*)?|\\.\\d[\\d_]*)(?:[eE][+-]?\\d[\\d_]*)?");
  private static final Pattern RADIX =
      Pattern.compile("0(?:[xX][_0-9a-fA-F]+|[oO][_0-7]+|[bB][_01]+)");
  private static final Pattern PREFIX = Pattern.compile("[rR]?[bBuU]?[rR]?(?=['\"])");

  private final String text;
  private int at;
  private int depth;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /**
   * Reads a text that is one literal; {@code 1, 2} is a tuple.
   *
   * @throws IllegalArgumentException if it is something else; the message says where
   */
  static @Nullable Object parse(String text) {
    PythonLiteral literal = new PythonLiteral(text);
    literal.skipBlanks();
    Object value = literal.valueOrTuple();
    if (literal.at < text.length()) {
      throw literal.wrong("an end");
    }
    return value;
  }

  private @Nullable Object valueOrTuple() {
    Object first = value();
    if (!is(',')) {
      return first;
    }
    List<@Nullable Object> values = new ArrayList<>();
    values.add(first);
    while (take(',')) {
      if (at == text.length() || is(')')) {
        break;
      }
      values.add(value());
    }
    return values;
  }

  private @Nullable Object value() {
    if (at == text.length()) {
      throw wrong("a value");
    }
    if (++depth > DEEPEST) {
      throw wrong("less depth");
    }
    try {
      return valueHere();
    } finally {
      depth--;
    }
  }

  private @Nullable Object valueHere() {
    char c = text.charAt(at);
    if (take('(')) {
      if (take(')')) {
        return new ArrayList<>();
      }
      Object inside = valueOrTuple();
      expect(')');
      return inside;
    }
    if (take('[')) {
      List<@Nullable Object> list = new ArrayList<>();
      valuesUntil(']', list);
      return list;
    }
    if (take('{')) {
      return mapOrSet();
    }
    if (c == '-' || c == '+') {
      at++;
      skipBlanks();
      Number number = number();
      return c == '+' ? number : negative(number);
    }
    if (Character.isDigit(c) || c == '.') {
      return number();
    }
    return PREFIX.matcher(text).region(at, text.length()).lookingAt() ? strings() : word();
  }

  private void valuesUntil(char end, List<@Nullable Object> into) {
    while (!take(end)) {
      into.add(value());
      if (!take(',')) {
        expect(end);
        return;
      }
    }
  }

  private Object mapOrSet() {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    if (take('}')) {
      return map;
    }
    Object first = value();
    if (!is(':')) {
      List<@Nullable Object> values = new ArrayList<>();
      values.add(first);
      if (take(',')) {
        valuesUntil('}', values);
      } else {
        expect('}');
      }
      Set<@Nullable Object> set = new LinkedHashSet<>(values);
      return set;
    }
    expect(':');
    map.put(first, value());
    while (take(',') && !is('}')) {
      Object key = value();
      expect(':');
      map.put(key, value());
    }
    expect('}');
    return map;
  }

  private @Nullable Object word() {
    int start = at;
    String word = String.valueOf(match(WORD));
    return switch (word) {
      case "None" -> null;
      case "True" -> true;
      case "False" -> false;
      case "set" -> {
        expect('(');
        expect(')');
        yield new LinkedHashSet<>();
      }
      default -> {
        at = start;
        throw wrong("a value");
      }
    };
  }

  private Number number() {
    String radix = match(RADIX);
    if (radix != null) {
      int base =
          switch (Character.toLowerCase(radix.charAt(1))) {
            case 'x' -> 16;
            case 'o' -> 8;
            default -> 2;
          };
      return smallest(new BigInteger(digits(radix.substring(2)), base));
    }
    String decimal = match(DECIMAL);
    if (decimal == null) {
      throw wrong("a number");
    }
    String digits = digits(decimal);
    return digits.matches("\\d+")
        ? smallest(new BigInteger(digits))
        : (Number) Double.valueOf(digits);
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

  /** One text or several that follow each other, which are one. */
  private Object strings() {
    StringBuilder all = new StringBuilder();
    boolean bytes = false;
    boolean first = true;
    for (String prefix = prefix(); prefix != null; prefix = prefix()) {
      boolean isBytes = prefix.contains("b");
      if (!first && isBytes != bytes) {
        throw wrong("texts or bytes, not both");
      }
      bytes = isBytes;
      first = false;
      string(prefix, all);
    }
    return bytes ? all.toString().getBytes(StandardCharsets.ISO_8859_1) : all.toString();
  }

  private @Nullable String prefix() {
    Matcher prefix = PREFIX.matcher(text).region(at, text.length());
    prefix.useTransparentBounds(true);
    if (!prefix.lookingAt()) {
      return null;
    }
    at = prefix.end();
    return prefix.group().toLowerCase(Locale.ROOT);
  }

  private void string(String prefix, StringBuilder into) {
    String quote = text.substring(at, at + 1);
    if (text.startsWith(quote.repeat(3), at)) {
      quote = quote.repeat(3);
    }
    at += quote.length();
    while (!text.startsWith(quote, at)) {
      if (at == text.length() || (quote.length() == 1 && text.charAt(at) == '\n')) {
        throw wrong("the end of the text, " + quote);
      }
      char c = text.charAt(at++);
      if (prefix.contains("b") && c > 127) {
        throw wrong("ASCII in bytes");
      }
      into.append(c);
      if (c == '\\' && at < text.length()) {
        if (prefix.contains("r")) {
          into.append(text.charAt(at++));
        } else {
          into.setLength(into.length() - 1);
          escape(prefix.contains("b"), into);
        }
      }
    }
    at += quote.length();
    skipBlanks();
  }

  private void escape(boolean bytes, StringBuilder into) {
    char c = text.charAt(at++);
    switch (c) {
      case '\n' -> {} // the line goes on
      case '\\', '\'', '"' -> into.append(c);
      case 'a' -> into.append('\u0007');
      case 'b' -> into.append('\b');
      case 'f' -> into.append('\f');
      case 'n' -> into.append('\n');
      case 'r' -> into.append('\r');
      case 't' -> into.append('\t');
      case 'v' -> into.append('\u000b');
      case 'x' -> into.append((char) hex(2));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int from = at - 1;
        while (at < text.length() && at < from + 3 && "01234567".indexOf(text.charAt(at)) >= 0) {
          at++;
        }
        int code = Integer.parseInt(text.substring(from, at), 8);
        into.append((char) (bytes ? code & 0xff : code));
      }
      case 'u', 'U' -> {
        if (bytes) {
          into.append('\\').append(c);
        } else {
          int code = hex(c == 'u' ? 4 : 8);
          if (!Character.isValidCodePoint(code)) {
            throw wrong("a character");
          }
          into.appendCodePoint(code);
        }
      }
      case 'N' -> {
        if (!bytes) {
          throw wrong("another escape: names of characters are not known");
        }
        into.append("\\N");
      }
      default -> into.append('\\').append(c);
    }
  }

  private int hex(int length) {
    int end = at + length;
    if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]+")) {
      throw wrong(length + " hexadecimal digits");
    }
    int code = Integer.parseUnsignedInt(text.substring(at, end), 16);
    at = end;
    return code;
  }

  private @Nullable String match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    if (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      throw wrong("an end");
    }
    skipBlanks();
    return matcher.group();
  }

  private boolean is(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean take(char c) {
    if (!is(c)) {
      return false;
    }
    at++;
    skipBlanks();
    return true;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw wrong("'" + c + "'");
    }
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        at >= text.length()
            ? expected + " is expected where it ends"
            : expected + " is expected at '" + text.charAt(at) + "', character " + (at + 1));
  }
}
