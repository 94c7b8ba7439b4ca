package io.rq;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The name of a Java method on the wire: {@code com.acme.Words.countAt}, in RQ's dotted form. The
 * parameter types follow in parentheses only where the method is overloaded: {@code
 * com.acme.Words.count(java.lang.String,int)}.
 *
 * @param owner the binary name of the class
 * @param method the method's name
 * @param parameters the type names in the parentheses; {@code null}: there were none
 */
record FunctionPath(String owner, String method, @Nullable List<String> parameters) {

  /** The path of a method. */
  static String of(Class<?> owner, Method method) {
    String plain = owner.getName() + "." + method.getName();
    return Methods.named(owner, method.getName()).size() == 1
        ? plain
        : plain + "(" + parameterNames(method) + ")";
  }

  /**
   * Reads a path; empty if it cannot be that of a method, such as a bare word, or what Java writes
   * otherwise: {@code Words#count}, {@code Words::count}.
   */
  static Optional<FunctionPath> parse(String path) {
    if (path.indexOf('#') >= 0 || path.contains("::")) {
      return Optional.empty();
    }
    String name = path;
    List<String> parameters = null;
    int open = path.indexOf('(');
    if (open >= 0) {
      if (!path.endsWith(")")) {
        return Optional.empty();
      }
      String inside = path.substring(open + 1, path.length() - 1);
      parameters =
          inside.isBlank()
              ? List.of()
              : Arrays.stream(inside.split(",")).map(String::strip).toList();
      name = path.substring(0, open);
    }
    int dot = name.lastIndexOf('.');
    return dot <= 0 || dot == name.length() - 1
        ? Optional.empty()
        : Optional.of(
            new FunctionPath(name.substring(0, dot), name.substring(dot + 1), parameters));
  }

  /** Tells whether this path may mean that method of its class. */
  boolean matches(Method candidate) {
    return parameters == null || parameterNames(candidate).equals(String.join(",", parameters));
  }

  static String parameterNames(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getTypeName)
        .collect(Collectors.joining(","));
  }
}
