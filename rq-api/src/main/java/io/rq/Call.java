package io.rq;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that shall become a job: which function, with which arguments, and every option of the
 * job. Each option method gives a new call and leaves this one as it was, so that a call can be
 * kept and submitted many times.
 *
 * <p>Options that are not set have RQ's defaults.
 *
 * @param <R> what the function returns
 */
public final class Call<R> extends CallOptions<R, Call<R>> {

  private final Callee callee;
  private final List<@Nullable Object> args;
  private final Map<String, @Nullable Object> kwargs;

  private Call(
      Callee callee,
      List<@Nullable Object> args,
      Map<String, @Nullable Object> kwargs,
      JobOptions options) {
    super(options);
    this.callee = callee;
    this.args = args;
    this.kwargs = kwargs;
  }

  private static <R> Call<R> reference(Serializable function, @Nullable Object... args) {
    return positional(Callee.of(MethodReference.of(function)), args);
  }

  private static <R> Call<R> positional(Callee callee, @Nullable Object... args) {
    return positional(callee, JobOptions.NONE, args);
  }

  /** A call with options that were said before. */
  static <R> Call<R> positional(Callee callee, JobOptions options, @Nullable Object... args) {
    List<@Nullable Object> list = new ArrayList<>(args.length);
    Collections.addAll(list, args);
    return new Call<>(callee, Collections.unmodifiableList(list), Map.of(), options);
  }

  /**
   * A call of a function by its path, such as {@code my_package.my_module.my_func} or {@code
   * com.acme.Words.countAt}.
   *
   * @throws IllegalArgumentException if the path is blank
   */
  public static Call<Object> path(String path, @Nullable Object... args) {
    return positional(Callee.of(path), args);
  }

  /** A call of a function that returns a value. */
  public static <R> Call<R> of(Fn.F0<R> function) {
    return reference(function);
  }

  /** A call of a function that returns a value. */
  public static <A extends @Nullable Object, R> Call<R> of(Fn.F1<A, R> function, A a) {
    return reference(function, a);
  }

  /** A call of a function that returns a value. */
  public static <A extends @Nullable Object, B extends @Nullable Object, R> Call<R> of(
      Fn.F2<A, B, R> function, A a, B b) {
    return reference(function, a, b);
  }

  /** A call of a function that returns a value. */
  public static <
          A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R>
      Call<R> of(Fn.F3<A, B, C, R> function, A a, B b, C c) {
    return reference(function, a, b, c);
  }

  /** A call of a function that returns a value. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R>
      Call<R> of(Fn.F4<A, B, C, D, R> function, A a, B b, C c, D d) {
    return reference(function, a, b, c, d);
  }

  /** A call of a function that returns a value. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R>
      Call<R> of(Fn.F5<A, B, C, D, E, R> function, A a, B b, C c, D d, E e) {
    return reference(function, a, b, c, d, e);
  }

  /** A call of a function that returns a value. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R>
      Call<R> of(Fn.F6<A, B, C, D, E, F, R> function, A a, B b, C c, D d, E e, F f) {
    return reference(function, a, b, c, d, e, f);
  }

  /** A call of a function that returns nothing. */
  public static Call<Void> ofVoid(Fn.V0 function) {
    return reference(function);
  }

  /** A call of a function that returns nothing. */
  public static <A extends @Nullable Object> Call<Void> ofVoid(Fn.V1<A> function, A a) {
    return reference(function, a);
  }

  /** A call of a function that returns nothing. */
  public static <A extends @Nullable Object, B extends @Nullable Object> Call<Void> ofVoid(
      Fn.V2<A, B> function, A a, B b) {
    return reference(function, a, b);
  }

  /** A call of a function that returns nothing. */
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Call<Void> ofVoid(Fn.V3<A, B, C> function, A a, B b, C c) {
    return reference(function, a, b, c);
  }

  /** A call of a function that returns nothing. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Call<Void> ofVoid(Fn.V4<A, B, C, D> function, A a, B b, C c, D d) {
    return reference(function, a, b, c, d);
  }

  /** A call of a function that returns nothing. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      Call<Void> ofVoid(Fn.V5<A, B, C, D, E> function, A a, B b, C c, D d, E e) {
    return reference(function, a, b, c, d, e);
  }

  /** A call of a function that returns nothing. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      Call<Void> ofVoid(Fn.V6<A, B, C, D, E, F> function, A a, B b, C c, D d, E e, F f) {
    return reference(function, a, b, c, d, e, f);
  }

  /**
   * Adds an argument by its name: a keyword argument of a Python function, a parameter's name of a
   * Java method.
   */
  public Call<R> kwarg(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(kwargs);
    more.put(requireNonNull(name, "name"), value);
    return new Call<>(callee, args, Collections.unmodifiableMap(more), options());
  }

  /** This call, with what it leaves open filled in. */
  Call<R> orDefaults(JobOptions defaults) {
    return defaults == JobOptions.NONE ? this : with(options().orDefaults(defaults));
  }

  @Override
  Call<R> with(JobOptions changed) {
    return new Call<>(callee, args, kwargs, changed);
  }

  Callee callee() {
    return callee;
  }

  List<@Nullable Object> args() {
    return args;
  }

  Map<String, @Nullable Object> kwargs() {
    return kwargs;
  }

  /**
   * The text of the call, as in a job's description: {@code com.acme.Words.countAt('https://…')}.
   */
  @Override
  public String toString() {
    return CallText.of(callee.path(), args, kwargs);
  }
}
