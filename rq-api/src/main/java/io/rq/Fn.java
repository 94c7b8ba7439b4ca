package io.rq;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of functions that a job can call: {@code F}n returns a value, {@code V}n returns
 * nothing, and n is the number of arguments. They are given as method references ({@code
 * Words::countAt}, {@code mailer::welcome}); being serialisable is what lets RQ read from such a
 * reference which method it names. A lambda body has no name that another process could call, and
 * is refused.
 */
public final class Fn {

  private Fn() {}

  /** Takes nothing and returns a value. */
  @FunctionalInterface
  public interface F0<R> extends Serializable {
    /** Calls the function. */
    @Nullable R call() throws Exception;
  }

  /** Takes one argument and returns a value. */
  @FunctionalInterface
  public interface F1<A extends @Nullable Object, R> extends Serializable {
    /** Calls the function. */
    @Nullable R call(A a) throws Exception;
  }

  /** Takes two arguments and returns a value. */
  @FunctionalInterface
  public interface F2<A extends @Nullable Object, B extends @Nullable Object, R>
      extends Serializable {
    /** Calls the function. */
    @Nullable R call(A a, B b) throws Exception;
  }

  /** Takes three arguments and returns a value. */
  @FunctionalInterface
  public interface F3<
          A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R>
      extends Serializable {
    /** Calls the function. */
    @Nullable R call(A a, B b, C c) throws Exception;
  }

  /** Takes four arguments and returns a value. */
  @FunctionalInterface
  public interface F4<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R>
      extends Serializable {
    /** Calls the function. */
    @Nullable R call(A a, B b, C c, D d) throws Exception;
  }

  /** Takes five arguments and returns a value. */
  @FunctionalInterface
  public interface F5<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R>
      extends Serializable {
    /** Calls the function. */
    @Nullable R call(A a, B b, C c, D d, E e) throws Exception;
  }

  /** Takes six arguments and returns a value. */
  @FunctionalInterface
  public interface F6<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R>
      extends Serializable {
    /** Calls the function. */
    @Nullable R call(A a, B b, C c, D d, E e, F f) throws Exception;
  }

  /** Takes nothing and returns nothing. */
  @FunctionalInterface
  public interface V0 extends Serializable {
    /** Calls the function. */
    void call() throws Exception;
  }

  /** Takes one argument and returns nothing. */
  @FunctionalInterface
  public interface V1<A extends @Nullable Object> extends Serializable {
    /** Calls the function. */
    void call(A a) throws Exception;
  }

  /** Takes two arguments and returns nothing. */
  @FunctionalInterface
  public interface V2<A extends @Nullable Object, B extends @Nullable Object> extends Serializable {
    /** Calls the function. */
    void call(A a, B b) throws Exception;
  }

  /** Takes three arguments and returns nothing. */
  @FunctionalInterface
  public interface V3<
          A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      extends Serializable {
    /** Calls the function. */
    void call(A a, B b, C c) throws Exception;
  }

  /** Takes four arguments and returns nothing. */
  @FunctionalInterface
  public interface V4<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      extends Serializable {
    /** Calls the function. */
    void call(A a, B b, C c, D d) throws Exception;
  }

  /** Takes five arguments and returns nothing. */
  @FunctionalInterface
  public interface V5<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      extends Serializable {
    /** Calls the function. */
    void call(A a, B b, C c, D d, E e) throws Exception;
  }

  /** Takes six arguments and returns nothing. */
  @FunctionalInterface
  public interface V6<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      extends Serializable {
    /** Calls the function. */
    void call(A a, B b, C c, D d, E e, F f) throws Exception;
  }
}
