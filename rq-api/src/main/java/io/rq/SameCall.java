package io.rq;

import io.rq.spi.Bytes;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares calls as they are stored. Two that mean the same may be written in different ways: maps
 * and sets have no order, but their texts do.
 */
record SameCall(Serializer serializer, List<Type> types) {

  boolean holds(Bytes one, Bytes other) {
    if (one.equals(other)) {
      return true;
    }
    try {
      return holds(serializer.readCall(one), serializer.readCall(other));
    } catch (DeserializationException e) {
      // What cannot be read calls nothing.
      return false;
    }
  }

  private boolean holds(CallData one, CallData other) {
    if (!one.function().equals(other.function())
        || !same(one.instance(), other.instance(), Object.class)
        || one.args().size() != other.args().size()
        || !one.kwargs().keySet().equals(other.kwargs().keySet())) {
      return false;
    }
    for (int i = 0; i < one.args().size(); i++) {
      Type type = i < types.size() ? types.get(i) : Object.class;
      if (!same(one.args().get(i), other.args().get(i), type)) {
        return false;
      }
    }
    return one.kwargs().keySet().stream()
        .allMatch(name -> same(one.kwargs().get(name), other.kwargs().get(name), Object.class));
  }

  // Without types maps are the same whatever their order, and with types sets are. What becomes an
  // object of a class that does not say when two are equal counts by its fields, as plain data.
  private boolean same(@Nullable Object one, @Nullable Object other, Type type) {
    return equal(one, other, Object.class) || equal(one, other, type);
  }

  private boolean equal(@Nullable Object one, @Nullable Object other, Type type) {
    if (one == null || other == null) {
      return one == other;
    }
    return Objects.deepEquals(serializer.convert(one, type), serializer.convert(other, type));
  }
}
