package io.rq;

import org.jspecify.annotations.Nullable;

/**
 * Turns calls into jobs. All the ways of naming a function come down to {@link #submit}: a method
 * reference that returns a value or nothing, with its arguments checked by the compiler, or the
 * path of a function as text.
 *
 * <p>A reference to an <em>overloaded</em>, generic or varargs method is ambiguous between the two
 * kinds; name the kind with {@link Call#of} or {@link Call#ofVoid}. An argument must be of the
 * parameter's own type: {@code 5L} for a {@code long}.
 */
public interface Enqueuer {

  /**
   * Makes a job of the call, with every option that the call carries.
   *
   * @throws DuplicateJobException if the call names an id that is taken; nothing is stored
   * @throws SerializationException if an argument or the meta cannot be written; nothing is stored
   * @throws BackendException if the backend could not be reached; the job may or may not be stored
   */
  <R> Job<R> submit(Call<R> call);

  /**
   * Enqueues a function by its path: a Python function, or a method that a worker elsewhere may
   * call. Nothing checks here that it exists.
   */
  default Job<Object> enqueue(String path, @Nullable Object... args) {
    return submit(Call.path(path, args));
  }

  /** Enqueues a function that returns a value. */
  default <R> Job<R> enqueue(Fn.F0<R> function) {
    return submit(Call.of(function));
  }

  /** Enqueues a function that returns a value. */
  default <A extends @Nullable Object, R> Job<R> enqueue(Fn.F1<A, R> function, A a) {
    return submit(Call.of(function, a));
  }

  /** Enqueues a function that returns a value. */
  default <A extends @Nullable Object, B extends @Nullable Object, R> Job<R> enqueue(
      Fn.F2<A, B, R> function, A a, B b) {
    return submit(Call.of(function, a, b));
  }

  /** Enqueues a function that returns a value. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R>
      Job<R> enqueue(Fn.F3<A, B, C, R> function, A a, B b, C c) {
    return submit(Call.of(function, a, b, c));
  }

  /** Enqueues a function that returns a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R>
      Job<R> enqueue(Fn.F4<A, B, C, D, R> function, A a, B b, C c, D d) {
    return submit(Call.of(function, a, b, c, d));
  }

  /** Enqueues a function that returns a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R>
      Job<R> enqueue(Fn.F5<A, B, C, D, E, R> function, A a, B b, C c, D d, E e) {
    return submit(Call.of(function, a, b, c, d, e));
  }

  /** Enqueues a function that returns a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R>
      Job<R> enqueue(Fn.F6<A, B, C, D, E, F, R> function, A a, B b, C c, D d, E e, F f) {
    return submit(Call.of(function, a, b, c, d, e, f));
  }

  /** Enqueues a function that returns nothing. */
  default Job<Void> enqueue(Fn.V0 function) {
    return submit(Call.ofVoid(function));
  }

  /** Enqueues a function that returns nothing. */
  default <A extends @Nullable Object> Job<Void> enqueue(Fn.V1<A> function, A a) {
    return submit(Call.ofVoid(function, a));
  }

  /** Enqueues a function that returns nothing. */
  default <A extends @Nullable Object, B extends @Nullable Object> Job<Void> enqueue(
      Fn.V2<A, B> function, A a, B b) {
    return submit(Call.ofVoid(function, a, b));
  }

  /** Enqueues a function that returns nothing. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Job<Void> enqueue(Fn.V3<A, B, C> function, A a, B b, C c) {
    return submit(Call.ofVoid(function, a, b, c));
  }

  /** Enqueues a function that returns nothing. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Job<Void> enqueue(Fn.V4<A, B, C, D> function, A a, B b, C c, D d) {
    return submit(Call.ofVoid(function, a, b, c, d));
  }

  /** Enqueues a function that returns nothing. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      Job<Void> enqueue(Fn.V5<A, B, C, D, E> function, A a, B b, C c, D d, E e) {
    return submit(Call.ofVoid(function, a, b, c, d, e));
  }

  /** Enqueues a function that returns nothing. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      Job<Void> enqueue(Fn.V6<A, B, C, D, E, F> function, A a, B b, C c, D d, E e, F f) {
    return submit(Call.ofVoid(function, a, b, c, d, e, f));
  }
}
