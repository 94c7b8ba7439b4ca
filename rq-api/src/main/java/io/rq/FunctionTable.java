package io.rq;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method that a job names, and says whether workers may call it: it carries {@link
 * RqJob}, its class lies in an allowed package, or this program enqueued it by reference. Looking a
 * class up neither initialises nor instantiates it.
 */
final class FunctionTable {

  private final ClassLoader loader;
  private final Set<String> allowedPackages;
  private final Map<String, Method> callable = new ConcurrentHashMap<>();

  FunctionTable(ClassLoader loader, Set<String> allowedPackages) {
    this.loader = loader;
    this.allowedPackages = Set.copyOf(allowedPackages);
  }

  /** Allows a method that this program itself enqueued. */
  void allow(String path, Method method) {
    callable.putIfAbsent(path, method);
  }

  /**
   * The method of that path.
   *
   * @throws NoSuchFunctionException if there is none, or more than one
   * @throws FunctionNotAllowedException if nobody allowed it
   */
  Method find(String path) {
    Method known = callable.get(path);
    if (known != null) {
      return known;
    }
    Method method = resolve(path);
    if (!isAllowed(method)) {
      String owner = method.getDeclaringClass().getName();
      throw new FunctionNotAllowedException(
          "Workers may not call "
              + path
              + ". Put @RqJob on the method, or allow its package: Rq.Builder.allow(\""
              + method.getDeclaringClass().getPackageName()
              + "\") (class "
              + owner
              + ")");
    }
    callable.put(path, method);
    return method;
  }

  private boolean isAllowed(Method method) {
    return method.isAnnotationPresent(RqJob.class)
        || allowedPackages.stream()
            .anyMatch(p -> contains(p, method.getDeclaringClass().getPackageName()));
  }

  private static boolean contains(String allowed, String packageName) {
    return packageName.equals(allowed) || packageName.startsWith(allowed + ".");
  }

  private Method resolve(String path) {
    FunctionPath parsed =
        FunctionPath.parse(path)
            .orElseThrow(
                () ->
                    new NoSuchFunctionException(
                        "'"
                            + path
                            + "' does not name a Java method: expected package.Class.method"));
    Class<?> owner = load(parsed.owner());
    if (owner == null) {
      throw new NoSuchFunctionException(
          "There is no class "
              + parsed.owner()
              + " for the function "
              + path
              + ". Is it on the worker's class path?");
    }
    List<Method> found =
        Methods.named(owner, parsed.method()).stream()
            .filter(m -> !Modifier.isPrivate(m.getModifiers()))
            .filter(parsed::matches)
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new NoSuchFunctionException(
        found.isEmpty()
            ? "Class " + owner.getName() + " has no visible method for " + path
            : path
                + " is overloaded: name the parameter types, as in "
                + path
                + "("
                + FunctionPath.parameterNames(found.get(0))
                + ")");
  }

  // Others may write a nested class with dots where Java has '$'.
  private @Nullable Class<?> load(String name) {
    for (String candidate = name; ; ) {
      try {
        return Class.forName(candidate, false, loader);
      } catch (ClassNotFoundException | LinkageError e) {
        int dot = candidate.lastIndexOf('.');
        if (dot < 0) {
          return null;
        }
        candidate = candidate.substring(0, dot) + "$" + candidate.substring(dot + 1);
      }
    }
  }
}
