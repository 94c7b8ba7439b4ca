package io.rq.testkit.contract;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts what an object of ours keeps: one line for each element of a collection, each entry of a
 * map and each value of the public API that can be reached from it, whoever holds it.
 */
final class Census {

  private final Set<String> lines = new TreeSet<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  private Census() {}

  static Set<String> of(Object root) {
    Census census = new Census();
    census.reach(root);
    for (Object next = census.open.poll(); next != null; next = census.open.poll()) {
      census.lookInto(next);
    }
    return census.lines;
  }

  private void reach(Object object) {
    if (object != null && isInside(object.getClass()) && seen.add(object)) {
      open.add(object);
    }
  }

  // What a backend is made of; what a lambda holds on to, its maker holds too.
  private static boolean isInside(Class<?> type) {
    return type.getPackageName().startsWith("io.rq.") && !isOfTheApi(type) && !type.isHidden();
  }

  private void lookInto(Object object) {
    for (Class<?> type = object.getClass(); isInside(type); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          lookAt(type.getSimpleName() + "." + field.getName(), value(field, object));
        }
      }
    }
  }

  private void lookAt(String place, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> count(place, key, entry, map instanceof EnumMap));
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(element -> count(place, element, element, false));
    } else if (value != null && isOfTheApi(value.getClass())) {
      lines.add(place + " = " + value);
    } else {
      reach(value);
    }
  }

  // A map with an entry for each constant of an enum says nothing by its size.
  private void count(String place, Object key, Object value, boolean isFixed) {
    if (!isFixed) {
      lines.add(place + "[" + key + "]");
    }
    reach(key);
    reach(value);
  }

  private static boolean isOfTheApi(Class<?> type) {
    return type.getPackageName().equals("io.rq") || type.getPackageName().equals("io.rq.spi");
  }

  private static Object value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
