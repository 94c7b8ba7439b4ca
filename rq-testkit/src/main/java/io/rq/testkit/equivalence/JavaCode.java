package io.rq.testkit.equivalence;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes plain data as the Java expression that makes it. */
final class JavaCode {

  private JavaCode() {}

  /** A scenario, one step on each line. */
  static String of(Scenario scenario) {
    return scenario.steps().stream()
        .map(step -> "        " + expression(step))
        .collect(
            Collectors.joining(
                ",\n",
                "new Scenario(\n    " + expression(scenario.start()) + ",\n    List.of(\n",
                "))"));
  }

  static String expression(@Nullable Object value) {
    if (value instanceof Record data) {
      return "new " + nameOf(data.getClass()) + arguments(Components.of(data));
    }
    if (value instanceof List<?> list) {
      return "List.of" + arguments(list);
    }
    if (value instanceof Enum<?> constant) {
      return nameOf(constant.getDeclaringClass()) + "." + constant.name();
    }
    if (value instanceof Instant instant) {
      return "Instant.parse(\"" + instant + "\")";
    }
    if (value instanceof String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
    return value instanceof Long ? value + "L" : String.valueOf(value);
  }

  private static String arguments(List<?> values) {
    return values.stream().map(JavaCode::expression).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String nameOf(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : nameOf(outer) + "." + type.getSimpleName();
  }
}
