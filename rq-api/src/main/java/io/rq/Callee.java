package io.rq;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The function of a call: a path, and the method and receiver behind it where it was given by
 * reference.
 *
 * @param path the function's name on the wire
 * @param reference where it came from; {@code null}: from a text
 */
record Callee(String path, @Nullable MethodReference reference) {

  static Callee of(String path) {
    if (Objects.requireNonNull(path, "path").isBlank()) {
      throw new IllegalArgumentException("The path of a function must not be blank");
    }
    return new Callee(path, null);
  }

  /** The declared types of its parameters; none: nobody knows. */
  List<Type> parameterTypes() {
    return reference == null ? List.of() : reference.function().parameterTypes();
  }

  static Callee of(MethodReference reference) {
    return new Callee(reference.function().path(), reference);
  }
}
