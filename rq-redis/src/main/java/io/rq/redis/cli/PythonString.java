package io.rq.redis.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads texts and bytes as Python writes them, of which several that follow each other are one. */
final class PythonString {

  private static final Pattern PREFIX = Pattern.compile("(?:[rR]?[bB]|[bB][rR]|[rRuU])?(?=['\"])");
  private static final Pattern OCTAL = Pattern.compile("[0-7]{1,3}");

  private final Cursor cursor;
  private final StringBuilder all = new StringBuilder();

  private PythonString(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Tells whether one begins here. */
  static boolean isAt(Cursor cursor) {
    return cursor.isAt(PREFIX);
  }

  /** Reads those that begin here: a {@code String}, or a {@code byte[]}. */
  static Object read(Cursor cursor) {
    return new PythonString(cursor).read();
  }

  private Object read() {
    @Nullable Boolean bytes = null;
    for (String prefix = prefix(); prefix != null; prefix = prefix()) {
      boolean isBytes = prefix.contains("b");
      if (bytes != null && bytes != isBytes) {
        throw cursor.wrong("texts or bytes, not both");
      }
      bytes = isBytes;
      one(prefix.contains("r"), isBytes);
      cursor.skipBlanks();
    }
    return Boolean.TRUE.equals(bytes)
        ? all.toString().getBytes(StandardCharsets.ISO_8859_1)
        : all.toString();
  }

  private @Nullable String prefix() {
    String prefix = cursor.takeRaw(PREFIX);
    return prefix == null ? null : prefix.toLowerCase(Locale.ROOT);
  }

  private void one(boolean raw, boolean bytes) {
    String quote = String.valueOf(cursor.here());
    if (cursor.isAt(quote.repeat(3))) {
      quote = quote.repeat(3);
    }
    cursor.skip(quote.length());
    while (!cursor.isAt(quote)) {
      if (cursor.isAtEnd() || (quote.length() == 1 && cursor.is('\n'))) {
        throw cursor.wrong("the end of the text, " + quote);
      }
      char c = cursor.next();
      if (bytes && c > 127) {
        throw cursor.wrong("ASCII in bytes");
      }
      if (c != '\\' || cursor.isAtEnd()) {
        all.append(c);
      } else if (raw) {
        all.append(c).append(cursor.next());
      } else {
        escape(bytes);
      }
    }
    cursor.skip(quote.length());
  }

  private void escape(boolean bytes) {
    String octal = cursor.takeRaw(OCTAL);
    if (octal != null) {
      int code = Integer.parseInt(octal, 8);
      all.append((char) (bytes ? code & 0xff : code));
      return;
    }
    char c = cursor.next();
    switch (c) {
      case '\n' -> {} // the line goes on
      case '\\', '\'', '"' -> all.append(c);
      case 'a' -> all.append('\u0007');
      case 'b' -> all.append('\b');
      case 'f' -> all.append('\f');
      case 'n' -> all.append('\n');
      case 'r' -> all.append('\r');
      case 't' -> all.append('\t');
      case 'v' -> all.append('\u000b');
      case 'x' -> all.append((char) hex(2));
      case 'u', 'U', 'N' -> {
        if (bytes) {
          all.append('\\').append(c);
        } else {
          all.appendCodePoint(character(c));
        }
      }
      default -> all.append('\\').append(c);
    }
  }

  private int character(char kind) {
    if (kind == 'N') {
      throw cursor.wrong("another escape: names of characters are not known");
    }
    int code = hex(kind == 'u' ? 4 : 8);
    if (!Character.isValidCodePoint(code)) {
      throw cursor.wrong("a character");
    }
    return code;
  }

  private int hex(int length) {
    String digits = cursor.takeRaw(Pattern.compile("[0-9a-fA-F]{" + length + "}"));
    if (digits == null) {
      throw cursor.wrong(length + " hexadecimal digits");
    }
    return Integer.parseUnsignedInt(digits, 16);
  }
}
