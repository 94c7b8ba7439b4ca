package io.rq;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Makes handles of methods that were declared as jobs: {@code rq.job(Tasks::add)}. The method
 * carries {@link RqJob}, is not private and has a name of its own; it is given as a method
 * reference, bound to an object or not. Anything else is refused with an {@link
 * IllegalArgumentException} that says what was wrong, and so is an annotation whose values cannot
 * be meant.
 */
@SuppressWarnings("overloads") // only a lambda is ambiguous, and that could not be a job anyway
public sealed interface JobDeclarer permits Rq {

  private JobFunction.Declared declared(Serializable function) {
    return JobFunction.Declared.of((Rq) this, function);
  }

  /** A handle of a method that returns a value. */
  default <R> JobFunction.Of0<R> job(Fn.F0<R> function) {
    return new JobFunction.Of0<>(declared(function), function);
  }

  /** A handle of a method that returns a value. */
  default <A extends @Nullable Object, R> JobFunction.Of1<A, R> job(Fn.F1<A, R> function) {
    return new JobFunction.Of1<>(declared(function), function);
  }

  /** A handle of a method that returns a value. */
  default <A extends @Nullable Object, B extends @Nullable Object, R> JobFunction.Of2<A, B, R> job(
      Fn.F2<A, B, R> function) {
    return new JobFunction.Of2<>(declared(function), function);
  }

  /** A handle of a method that returns a value. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R>
      JobFunction.Of3<A, B, C, R> job(Fn.F3<A, B, C, R> function) {
    return new JobFunction.Of3<>(declared(function), function);
  }

  /** A handle of a method that returns a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R>
      JobFunction.Of4<A, B, C, D, R> job(Fn.F4<A, B, C, D, R> function) {
    return new JobFunction.Of4<>(declared(function), function);
  }

  /** A handle of a method that returns a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R>
      JobFunction.Of5<A, B, C, D, E, R> job(Fn.F5<A, B, C, D, E, R> function) {
    return new JobFunction.Of5<>(declared(function), function);
  }

  /** A handle of a method that returns a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R>
      JobFunction.Of6<A, B, C, D, E, F, R> job(Fn.F6<A, B, C, D, E, F, R> function) {
    return new JobFunction.Of6<>(declared(function), function);
  }

  /** A handle of a method that returns nothing. */
  default JobFunction.Of0<Void> job(Fn.V0 function) {
    return new JobFunction.Of0<>(
        declared(function),
        () -> {
          function.call();
          return null;
        });
  }

  /** A handle of a method that returns nothing. */
  default <A extends @Nullable Object> JobFunction.Of1<A, Void> job(Fn.V1<A> function) {
    return new JobFunction.Of1<>(
        declared(function),
        (a) -> {
          function.call(a);
          return null;
        });
  }

  /** A handle of a method that returns nothing. */
  default <A extends @Nullable Object, B extends @Nullable Object> JobFunction.Of2<A, B, Void> job(
      Fn.V2<A, B> function) {
    return new JobFunction.Of2<>(
        declared(function),
        (a, b) -> {
          function.call(a, b);
          return null;
        });
  }

  /** A handle of a method that returns nothing. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      JobFunction.Of3<A, B, C, Void> job(Fn.V3<A, B, C> function) {
    return new JobFunction.Of3<>(
        declared(function),
        (a, b, c) -> {
          function.call(a, b, c);
          return null;
        });
  }

  /** A handle of a method that returns nothing. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      JobFunction.Of4<A, B, C, D, Void> job(Fn.V4<A, B, C, D> function) {
    return new JobFunction.Of4<>(
        declared(function),
        (a, b, c, d) -> {
          function.call(a, b, c, d);
          return null;
        });
  }

  /** A handle of a method that returns nothing. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      JobFunction.Of5<A, B, C, D, E, Void> job(Fn.V5<A, B, C, D, E> function) {
    return new JobFunction.Of5<>(
        declared(function),
        (a, b, c, d, e) -> {
          function.call(a, b, c, d, e);
          return null;
        });
  }

  /** A handle of a method that returns nothing. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      JobFunction.Of6<A, B, C, D, E, F, Void> job(Fn.V6<A, B, C, D, E, F> function) {
    return new JobFunction.Of6<>(
        declared(function),
        (a, b, c, d, e, f) -> {
          function.call(a, b, c, d, e, f);
          return null;
        });
  }
}
