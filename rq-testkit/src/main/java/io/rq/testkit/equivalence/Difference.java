package io.rq.testkit.equivalence;

import io.rq.spi.Bytes;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not the same in both installations.
 *
 * @param what what it is
 * @param first how it is in the first one
 * @param second how it is in the second one
 */
record Difference(String what, String first, String second) {

  /** All differences of two values, down to the parts that differ. */
  static List<Difference> between(String what, @Nullable Object first, @Nullable Object second) {
    List<Difference> differences = new ArrayList<>();
    compare(what, first, second, differences);
    return differences;
  }

  private static void compare(
      String what, @Nullable Object first, @Nullable Object second, List<Difference> into) {
    if (Objects.equals(first, second)) {
      return;
    }
    if (first instanceof Map<?, ?> one && second instanceof Map<?, ?> other) {
      TreeSet<Object> keys = new TreeSet<>(one.keySet());
      keys.addAll(other.keySet());
      keys.forEach(key -> compare(what + " " + key, one.get(key), other.get(key), into));
    } else if (first instanceof Record one
        && second instanceof Record other
        && one.getClass() == other.getClass()) {
      RecordComponent[] components = one.getClass().getRecordComponents();
      List<@Nullable Object> ones = Components.of(one);
      List<@Nullable Object> others = Components.of(other);
      for (int i = 0; i < components.length; i++) {
        compare(what + " " + components[i].getName(), ones.get(i), others.get(i), into);
      }
    } else if (first instanceof List<?> one
        && second instanceof List<?> other
        && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        compare(what + " " + i, one.get(i), other.get(i), into);
      }
    } else {
      into.add(new Difference(what, show(first), show(second)));
    }
  }

  private static String show(@Nullable Object value) {
    return value == null
        ? "nothing"
        : value instanceof Bytes bytes ? bytes.text() : value.toString();
  }

  @Override
  public String toString() {
    return "  " + what + "\n    first:  " + first + "\n    second: " + second;
  }
}
