package io.rq;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method that a job names, and says whether workers may call it: it carries {@link RqJob}
 * or {@link RqCron}, its class lies in an allowed package, or this program enqueued it by
 * reference. Looking a class up neither initialises nor instantiates it.
 */
final class FunctionTable {

  private final ClassLoader loader;
  private final Set<String> allowedPackages;
  private final Map<String, Invocable> callable = new ConcurrentHashMap<>();

  FunctionTable(ClassLoader loader, Set<String> allowedPackages) {
    this.loader = loader;
    this.allowedPackages = Set.copyOf(allowedPackages);
    allowedPackages.forEach(this::refuseClass);
  }

  // Only names that look like a class's are looked for: each look goes through the whole class
  // path.
  private void refuseClass(String name) {
    int dot = name.lastIndexOf('.');
    if (Character.isUpperCase(name.charAt(dot + 1))
        && loader.getResource(name.replace('.', '/') + ".class") != null) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' names no package: it is a class; "
              + (dot < 0
                  ? "put @RqJob on its methods"
                  : "allow its package, " + name.substring(0, dot)));
    }
  }

  /** Allows a method that this program itself enqueued. */
  void allow(Invocable function) {
    callable.putIfAbsent(function.path(), function);
  }

  /**
   * The method of that path. Where it is overloaded and the path names no parameter types, the
   * number of arguments decides.
   *
   * @throws NoSuchFunctionException if there is none, or more than one
   * @throws FunctionNotAllowedException if nobody allowed it
   */
  Invocable find(String path, int arguments) {
    Invocable known = callable.get(path);
    if (known == null) {
      known = callable.get(path + "/" + arguments);
    }
    return known != null ? known : lookUp(path, arguments);
  }

  private Invocable lookUp(String path, int arguments) {
    FunctionPath parsed = FunctionPath.parse(path).orElseThrow(() -> noPath(path));
    Class<?> owner = load(parsed.owner());
    if (owner == null) {
      throw new NoSuchFunctionException(
          "There is no class "
              + parsed.owner()
              + " for the function "
              + path
              + ". Is it on the worker's class path (--classpath on the command line)?");
    }
    List<Method> candidates = candidates(owner, parsed, path);
    Method method = choose(candidates, path, arguments);
    refuseUnlessAllowed(path, method);
    Invocable function = Invocable.of(owner, method);
    callable.put(candidates.size() == 1 ? path : path + "/" + arguments, function);
    return function;
  }

  // Java's own ways to write a method, as in a stack trace or a reference, are a likely slip.
  private static NoSuchFunctionException noPath(String path) {
    String dotted = path.replace("::", ".").replace('#', '.');
    return new NoSuchFunctionException(
        "'"
            + path
            + "' does not name a Java method: expected package.Class.method"
            + (dotted.equals(path) ? "" : ", with a dot before the method: " + dotted));
  }

  private static List<Method> candidates(Class<?> owner, FunctionPath parsed, String path) {
    List<Method> named = Methods.named(owner, parsed.method());
    List<Method> visible = named.stream().filter(FunctionTable::isVisible).toList();
    List<Method> found = visible.stream().filter(parsed::matches).toList();
    if (found.isEmpty()) {
      String problem = " has no visible method for " + path + ", only " + signatures(visible);
      if (named.isEmpty()) {
        problem = " has no method " + parsed.method() + didYouMean(owner, parsed.method());
      } else if (visible.isEmpty()) {
        problem = " has the method " + parsed.method() + ", but it is private: make it visible";
      }
      throw new NoSuchFunctionException("Class " + owner.getName() + problem);
    }
    return found;
  }

  private static boolean isVisible(Method method) {
    return !Modifier.isPrivate(method.getModifiers());
  }

  private static String didYouMean(Class<?> owner, String name) {
    Set<String> names =
        Methods.all(owner).stream()
            .filter(FunctionTable::isVisible)
            .map(Method::getName)
            .filter(other -> Nearest.isNear(name, Set.of(other)))
            .collect(Collectors.toSet());
    return Nearest.to(name, names).map(near -> ". Did you mean " + near + "?").orElse("");
  }

  private static Method choose(List<Method> candidates, String path, int arguments) {
    List<Method> fitting =
        candidates.size() == 1
            ? candidates
            : candidates.stream().filter(m -> m.getParameterCount() == arguments).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    String count = arguments + (arguments == 1 ? " argument" : " arguments");
    throw new NoSuchFunctionException(
        path
            + " is overloaded, and "
            + (fitting.isEmpty()
                ? "not one method of that name takes "
                    + count
                    + ": there are only "
                    + signatures(candidates)
                : fitting.size()
                    + " methods of that name take "
                    + count
                    + ": name the parameter types in the path, as in "
                    + signatures(fitting)));
  }

  // Sorted: in what order a class names its methods is up to each run of the JVM.
  private static String signatures(List<Method> methods) {
    return methods.stream()
        .map(m -> m.getName() + "(" + FunctionPath.parameterNames(m) + ")")
        .sorted()
        .collect(Collectors.joining(" or "));
  }

  private void refuseUnlessAllowed(String path, Method method) {
    if (isAllowed(method)) {
      return;
    }
    throw new FunctionNotAllowedException(
        "Workers may not call " + path + wayOut(method.getDeclaringClass()));
  }

  private static String wayOut(Class<?> owner) {
    if (owner.getClassLoader() == null) {
      return ": it belongs to Java itself. Call it from a method of your own";
    }
    String name = owner.getPackageName();
    return ". Put @RqJob on the method"
        + (name.isEmpty()
            ? "; its class is in no package that could be allowed"
            : ", or allow its package: Rq.Builder.allow(\""
                + name
                + "\"), RQ_ALLOWED_PACKAGES, --allow on the command line, in a test @RqSettings");
  }

  private boolean isAllowed(Method method) {
    return method.isAnnotationPresent(RqJob.class)
        || method.isAnnotationPresent(RqCron.class)
        || allowedPackages.stream()
            .anyMatch(p -> PackageName.includes(p, method.getDeclaringClass().getPackageName()));
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
