package io.rq;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Hands out the objects whose instance methods jobs call: a Spring context, a Guice injector, a
 * map. A job that was enqueued with {@code mailer::welcome} carries no object if the resolver knows
 * its class; the worker asks its own resolver.
 *
 * <p>Called by many threads.
 */
@FunctionalInterface
public interface InstanceResolver {

  /**
   * The object of that type; empty if this resolver does not know the type. The type comes from a
   * function that may be called, never from a payload.
   */
  Optional<?> resolve(Class<?> type);

  /** Knows nothing. */
  static InstanceResolver none() {
    return type -> Optional.empty();
  }

  /** Hands out the first of these objects that is of the type. */
  static InstanceResolver of(Object... instances) {
    List<Object> known = List.copyOf(Arrays.asList(Objects.requireNonNull(instances, "instances")));
    return type -> known.stream().filter(type::isInstance).findFirst();
  }
}
