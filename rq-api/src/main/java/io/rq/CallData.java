package io.rq;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as it travels: RQ's four elements (J-04).
 *
 * @param function the path of the function
 * @param instance the object whose method it is, where that travels too
 * @param args the positional arguments
 * @param kwargs the arguments by name
 */
public record CallData(
    String function,
    @Nullable Object instance,
    List<@Nullable Object> args,
    Map<String, @Nullable Object> kwargs) {

  /** Checks that what must be there is there. */
  public CallData {
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(args, "args");
    Objects.requireNonNull(kwargs, "kwargs");
  }
}
