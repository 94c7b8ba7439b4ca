package io.rq;

import java.lang.reflect.Array;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of a call, for descriptions and logs: {@code tasks.add(1, 'two', y=3)}. As in RQ,
 * keyword arguments are sorted and each argument is cut at 75 characters (J-11).
 */
final class CallText {

  private static final int LONGEST_ARGUMENT = 75;

  private CallText() {}

  static String of(String path, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {
    StringJoiner text = new StringJoiner(", ", path + "(", ")");
    args.forEach(arg -> text.add(argument(arg)));
    new TreeMap<>(kwargs).forEach((name, value) -> text.add(name + "=" + argument(value)));
    return text.toString();
  }

  private static String argument(@Nullable Object value) {
    String text = oneLine(text(value));
    if (text.length() <= LONGEST_ARGUMENT) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_ARGUMENT - 1));
    return text.substring(0, splitsPair ? LONGEST_ARGUMENT - 1 : LONGEST_ARGUMENT) + "...";
  }

  private static String text(@Nullable Object value) {
    if (value instanceof CharSequence) {
      return "'" + value + "'";
    }
    return value != null && value.getClass().isArray() ? array(value) : String.valueOf(value);
  }

  // As a list, and no more of it than can be seen.
  private static String array(Object array) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < Array.getLength(array) && text.length() <= LONGEST_ARGUMENT; i++) {
      Object element = Array.get(array, i);
      text.add(
          element != null && element.getClass().isArray()
              ? array(element)
              : String.valueOf(element));
    }
    return text.toString();
  }

  // A description is one line; in logs, a line break would pass for the next entry.
  private static String oneLine(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line.append("\\n");
      } else if (Character.isISOControl(c)) {
        line.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }
}
