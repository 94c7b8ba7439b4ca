package io.rq.testkit.equivalence;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes records apart, and puts them together. */
final class Components {

  private Components() {}

  static List<@Nullable Object> of(Record value) {
    List<@Nullable Object> components = new ArrayList<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        components.add(component.getAccessor().invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return components;
  }

  /** The same record with another component, which must be a legal one. */
  static <R extends Record> R with(R value, int index, @Nullable Object component) {
    @Nullable Object[] components = of(value).toArray();
    components[index] = component;
    Class<?>[] types =
        Arrays.stream(value.getClass().getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      @SuppressWarnings("unchecked") // the class of a record is that of its canonical constructor
      Class<R> type = (Class<R>) value.getClass();
      return type.getDeclaredConstructor(types).newInstance(components);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
