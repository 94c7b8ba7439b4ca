package io.rq;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls into jobs that are due later (S-01, S-02): the ways of naming a function are those of
 * {@link Enqueuer}. A worker moves a job into its queue when its time has come, to the second.
 */
public interface TimedEnqueuer extends Enqueuer {

  /** Enqueues for that time; what is past is due at once, at the next look of a worker (S-09). */
  Enqueuer at(Instant time);

  /**
   * Enqueues for a time that far from now.
   *
   * @throws IllegalArgumentException if it is negative
   */
  Enqueuer in(Duration delay);

  /** Enqueues a function by its path, for that time. */
  default Job<Object> enqueueAt(Instant time, String path, @Nullable Object... args) {
    return at(time).enqueue(path, args);
  }

  /** Enqueues a function that returns a value, for that time. */
  default <R> Job<R> enqueueAt(Instant time, Fn.F0<R> function) {
    return at(time).enqueue(function);
  }

  /** Enqueues a function that returns a value, for that time. */
  default <A extends @Nullable Object, R> Job<R> enqueueAt(
      Instant time, Fn.F1<A, R> function, A a) {
    return at(time).enqueue(function, a);
  }

  /** Enqueues a function that returns a value, for that time. */
  default <A extends @Nullable Object, B extends @Nullable Object, R> Job<R> enqueueAt(
      Instant time, Fn.F2<A, B, R> function, A a, B b) {
    return at(time).enqueue(function, a, b);
  }

  /** Enqueues a function that returns a value, for that time. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R>
      Job<R> enqueueAt(Instant time, Fn.F3<A, B, C, R> function, A a, B b, C c) {
    return at(time).enqueue(function, a, b, c);
  }

  /** Enqueues a function that returns a value, for that time. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R>
      Job<R> enqueueAt(Instant time, Fn.F4<A, B, C, D, R> function, A a, B b, C c, D d) {
    return at(time).enqueue(function, a, b, c, d);
  }

  /** Enqueues a function that returns a value, for that time. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R>
      Job<R> enqueueAt(Instant time, Fn.F5<A, B, C, D, E, R> function, A a, B b, C c, D d, E e) {
    return at(time).enqueue(function, a, b, c, d, e);
  }

  /** Enqueues a function that returns a value, for that time. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R>
      Job<R> enqueueAt(
          Instant time, Fn.F6<A, B, C, D, E, F, R> function, A a, B b, C c, D d, E e, F f) {
    return at(time).enqueue(function, a, b, c, d, e, f);
  }

  /** Enqueues a function that returns nothing, for that time. */
  default Job<Void> enqueueAt(Instant time, Fn.V0 function) {
    return at(time).enqueue(function);
  }

  /** Enqueues a function that returns nothing, for that time. */
  default <A extends @Nullable Object> Job<Void> enqueueAt(Instant time, Fn.V1<A> function, A a) {
    return at(time).enqueue(function, a);
  }

  /** Enqueues a function that returns nothing, for that time. */
  default <A extends @Nullable Object, B extends @Nullable Object> Job<Void> enqueueAt(
      Instant time, Fn.V2<A, B> function, A a, B b) {
    return at(time).enqueue(function, a, b);
  }

  /** Enqueues a function that returns nothing, for that time. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Job<Void> enqueueAt(Instant time, Fn.V3<A, B, C> function, A a, B b, C c) {
    return at(time).enqueue(function, a, b, c);
  }

  /** Enqueues a function that returns nothing, for that time. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Job<Void> enqueueAt(Instant time, Fn.V4<A, B, C, D> function, A a, B b, C c, D d) {
    return at(time).enqueue(function, a, b, c, d);
  }

  /** Enqueues a function that returns nothing, for that time. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      Job<Void> enqueueAt(Instant time, Fn.V5<A, B, C, D, E> function, A a, B b, C c, D d, E e) {
    return at(time).enqueue(function, a, b, c, d, e);
  }

  /** Enqueues a function that returns nothing, for that time. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      Job<Void> enqueueAt(
          Instant time, Fn.V6<A, B, C, D, E, F> function, A a, B b, C c, D d, E e, F f) {
    return at(time).enqueue(function, a, b, c, d, e, f);
  }

  /** Enqueues a function by its path, for a time that far from now. */
  default Job<Object> enqueueIn(Duration delay, String path, @Nullable Object... args) {
    return in(delay).enqueue(path, args);
  }

  /** Enqueues a function that returns a value, for a time that far from now. */
  default <R> Job<R> enqueueIn(Duration delay, Fn.F0<R> function) {
    return in(delay).enqueue(function);
  }

  /** Enqueues a function that returns a value, for a time that far from now. */
  default <A extends @Nullable Object, R> Job<R> enqueueIn(
      Duration delay, Fn.F1<A, R> function, A a) {
    return in(delay).enqueue(function, a);
  }

  /** Enqueues a function that returns a value, for a time that far from now. */
  default <A extends @Nullable Object, B extends @Nullable Object, R> Job<R> enqueueIn(
      Duration delay, Fn.F2<A, B, R> function, A a, B b) {
    return in(delay).enqueue(function, a, b);
  }

  /** Enqueues a function that returns a value, for a time that far from now. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R>
      Job<R> enqueueIn(Duration delay, Fn.F3<A, B, C, R> function, A a, B b, C c) {
    return in(delay).enqueue(function, a, b, c);
  }

  /** Enqueues a function that returns a value, for a time that far from now. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R>
      Job<R> enqueueIn(Duration delay, Fn.F4<A, B, C, D, R> function, A a, B b, C c, D d) {
    return in(delay).enqueue(function, a, b, c, d);
  }

  /** Enqueues a function that returns a value, for a time that far from now. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R>
      Job<R> enqueueIn(Duration delay, Fn.F5<A, B, C, D, E, R> function, A a, B b, C c, D d, E e) {
    return in(delay).enqueue(function, a, b, c, d, e);
  }

  /** Enqueues a function that returns a value, for a time that far from now. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R>
      Job<R> enqueueIn(
          Duration delay, Fn.F6<A, B, C, D, E, F, R> function, A a, B b, C c, D d, E e, F f) {
    return in(delay).enqueue(function, a, b, c, d, e, f);
  }

  /** Enqueues a function that returns nothing, for a time that far from now. */
  default Job<Void> enqueueIn(Duration delay, Fn.V0 function) {
    return in(delay).enqueue(function);
  }

  /** Enqueues a function that returns nothing, for a time that far from now. */
  default <A extends @Nullable Object> Job<Void> enqueueIn(Duration delay, Fn.V1<A> function, A a) {
    return in(delay).enqueue(function, a);
  }

  /** Enqueues a function that returns nothing, for a time that far from now. */
  default <A extends @Nullable Object, B extends @Nullable Object> Job<Void> enqueueIn(
      Duration delay, Fn.V2<A, B> function, A a, B b) {
    return in(delay).enqueue(function, a, b);
  }

  /** Enqueues a function that returns nothing, for a time that far from now. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Job<Void> enqueueIn(Duration delay, Fn.V3<A, B, C> function, A a, B b, C c) {
    return in(delay).enqueue(function, a, b, c);
  }

  /** Enqueues a function that returns nothing, for a time that far from now. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Job<Void> enqueueIn(Duration delay, Fn.V4<A, B, C, D> function, A a, B b, C c, D d) {
    return in(delay).enqueue(function, a, b, c, d);
  }

  /** Enqueues a function that returns nothing, for a time that far from now. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      Job<Void> enqueueIn(Duration delay, Fn.V5<A, B, C, D, E> function, A a, B b, C c, D d, E e) {
    return in(delay).enqueue(function, a, b, c, d, e);
  }

  /** Enqueues a function that returns nothing, for a time that far from now. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      Job<Void> enqueueIn(
          Duration delay, Fn.V6<A, B, C, D, E, F> function, A a, B b, C c, D d, E e, F f) {
    return in(delay).enqueue(function, a, b, c, d, e, f);
  }
}
