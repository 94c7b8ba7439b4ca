package io.rq;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds methods in a class, its superclasses and interfaces; the most derived one wins. */
final class Methods {

  private Methods() {}

  static Method find(Class<?> owner, String name, Class<?>[] parameters)
      throws NoSuchMethodException {
    for (Method method : named(owner, name)) {
      if (Arrays.equals(method.getParameterTypes(), parameters)) {
        return method;
      }
    }
    throw new NoSuchMethodException(owner.getName() + "." + name);
  }

  /**
   * All methods of that name, without those that another of the list overrides or the compiler
   * made.
   */
  static List<Method> named(Class<?> owner, String name) {
    List<Method> found = new ArrayList<>();
    for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
      collect(type, name, found);
    }
    collectInterfaces(owner, name, found);
    return found;
  }

  /** All methods but those of every object and what the compiler made; some may override others. */
  static List<Method> all(Class<?> owner) {
    List<Method> found = new ArrayList<>(Arrays.asList(owner.getMethods()));
    for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
      found.addAll(Arrays.asList(type.getDeclaredMethods()));
    }
    found.removeIf(m -> m.isSynthetic() || m.getDeclaringClass() == Object.class);
    return found;
  }

  private static void collectInterfaces(Class<?> type, String name, List<Method> found) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Class<?> parent : c.getInterfaces()) {
        collect(parent, name, found);
        collectInterfaces(parent, name, found);
      }
    }
  }

  private static void collect(Class<?> type, String name, List<Method> found) {
    for (Method method : type.getDeclaredMethods()) {
      boolean overridden =
          found.stream()
              .anyMatch(m -> Arrays.equals(m.getParameterTypes(), method.getParameterTypes()));
      if (method.getName().equals(name) && !method.isSynthetic() && !overridden) {
        found.add(method);
      }
    }
  }
}
