package io.rq;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
public final class Call<R> {

  private static final Duration CALLBACK_TIMEOUT = Duration.ofMinutes(1);

  private final Callee callee;
  private final List<@Nullable Object> args;
  private final Map<String, @Nullable Object> kwargs;
  private final JobOptions options;

  private Call(
      Callee callee,
      List<@Nullable Object> args,
      Map<String, @Nullable Object> kwargs,
      JobOptions options) {
    this.callee = callee;
    this.args = args;
    this.kwargs = kwargs;
    this.options = options;
  }

  private static <R> Call<R> reference(Serializable function, @Nullable Object... args) {
    return positional(Callee.of(MethodReference.of(function)), args);
  }

  private static <R> Call<R> positional(Callee callee, @Nullable Object... args) {
    List<@Nullable Object> list = new ArrayList<>(args.length);
    Collections.addAll(list, args);
    return new Call<>(callee, Collections.unmodifiableList(list), Map.of(), JobOptions.NONE);
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
    return new Call<>(callee, args, Collections.unmodifiableMap(more), options);
  }

  /**
   * Names the job. While a job of that id exists, in whatever state, a second one is refused
   * (Q-42).
   *
   * @throws IllegalArgumentException if the id has a character outside {@code [A-Za-z0-9_-]} (J-01)
   */
  public Call<R> id(String id) {
    JobId jobId = JobId.of(id);
    return with(o -> o.id = jobId);
  }

  /** Describes the job in one line; by default the text of the call (J-11). */
  public Call<R> description(String description) {
    requireNonNull(description, "description");
    return with(o -> o.description = description);
  }

  /**
   * Limits one run; 180 seconds by default. A worker interrupts the thread when the time is
   * over (W-28); code that ignores that runs on (TO-03). A synchronous program does not enforce it
   * (SYNC-15).
   *
   * @param timeout whole seconds, at least one
   * @throws IllegalArgumentException if it is not
   */
  public Call<R> timeout(Duration timeout) {
    TimeLimit limit = TimeLimit.of(timeout);
    return with(o -> o.timeout = limit);
  }

  /** Lets a run take as long as it takes: RQ's timeout of -1. */
  public Call<R> noTimeout() {
    return with(o -> o.timeout = TimeLimit.NONE);
  }

  /**
   * Limits the time that the job may wait in its queue; without it the job waits for ever.
   *
   * @param ttl whole seconds, at least one
   * @throws IllegalArgumentException if it is not
   */
  public Call<R> ttl(Duration ttl) {
    WholeSeconds.check("ttl", ttl);
    return with(o -> o.ttl = ttl);
  }

  /**
   * Says how long a success is kept; 500 seconds by default. Zero keeps nothing (J-23).
   *
   * @throws IllegalArgumentException if the time is negative or shorter than a second
   */
  public Call<R> resultTtl(Duration time) {
    return resultTtl(Retention.of(time));
  }

  /** Says how long a success is kept. */
  public Call<R> resultTtl(Retention retention) {
    requireNonNull(retention, "retention");
    return with(o -> o.resultTtl = retention);
  }

  /**
   * Says how long a failure is kept; a year by default. Zero keeps nothing (REG-12).
   *
   * @throws IllegalArgumentException if the time is negative or shorter than a second
   */
  public Call<R> failureTtl(Duration time) {
    return failureTtl(Retention.of(time));
  }

  /** Says how long a failure is kept. */
  public Call<R> failureTtl(Retention retention) {
    requireNonNull(retention, "retention");
    return with(o -> o.failureTtl = retention);
  }

  /** Adds an entry to the job's meta, a map for the user's own data. */
  public Call<R> meta(String key, @Nullable Object value) {
    return new Call<>(callee, args, kwargs, options.withMeta(requireNonNull(key, "key"), value));
  }

  /** Puts the job before all that wait: RQ's {@code at_front=True}. */
  public Call<R> atFront() {
    return with(o -> o.end = End.FRONT);
  }

  /** Runs the job again after exceptions. */
  public Call<R> retry(Retry retry) {
    requireNonNull(retry, "retry");
    return with(o -> o.retry = retry);
  }

  /** Runs the job again after successes. */
  public Call<R> repeat(Repeat repeat) {
    requireNonNull(repeat, "repeat");
    return with(o -> o.repeat = repeat);
  }

  /** Lets the job wait until these are finished (D-01). */
  public Call<R> dependsOn(Job<?>... jobs) {
    return dependsOn(Dependency.on(jobs));
  }

  /** Lets the job wait for others, with every option. Replaces what was said before. */
  public Call<R> dependsOn(Dependency dependency) {
    requireNonNull(dependency, "dependency");
    return with(o -> o.dependency = dependency);
  }

  /**
   * Calls a function after a success, before that is stored: its exception makes the run a failure
   * (CB-01, CB-05). It has a minute. An instance method needs an {@link InstanceResolver} that
   * knows its class (CB-02).
   */
  public Call<R> onSuccess(Fn.V2<Job<R>, R> function) {
    return onSuccess(function, CALLBACK_TIMEOUT);
  }

  /**
   * The same, with another time limit, which holds wherever a worker calls it (CB-02, CB-07).
   *
   * @throws IllegalArgumentException if it is no whole number of seconds, at least one
   */
  public Call<R> onSuccess(Fn.V2<Job<R>, R> function, Duration timeout) {
    return onSuccess(Callee.of(MethodReference.of(function)), timeout);
  }

  /** Calls the function of that path after a success. */
  public Call<R> onSuccess(String path) {
    return onSuccess(path, CALLBACK_TIMEOUT);
  }

  /** The same, with another time limit. */
  public Call<R> onSuccess(String path, Duration timeout) {
    return onSuccess(Callee.of(path), timeout);
  }

  private Call<R> onSuccess(Callee callee, Duration timeout) {
    JobOptions.CallbackOption callback = callback(callee, timeout);
    return with(o -> o.onSuccess = callback);
  }

  /**
   * Calls a function after each failed run, retried ones included (CB-01, R-09). It has a minute.
   */
  public Call<R> onFailure(Fn.V2<Job<R>, Throwable> function) {
    return onFailure(function, CALLBACK_TIMEOUT);
  }

  /** The same, with another time limit. */
  public Call<R> onFailure(Fn.V2<Job<R>, Throwable> function, Duration timeout) {
    return onFailure(Callee.of(MethodReference.of(function)), timeout);
  }

  /** Calls the function of that path after each failed run. */
  public Call<R> onFailure(String path) {
    return onFailure(path, CALLBACK_TIMEOUT);
  }

  /** The same, with another time limit. */
  public Call<R> onFailure(String path, Duration timeout) {
    return onFailure(Callee.of(path), timeout);
  }

  private Call<R> onFailure(Callee callee, Duration timeout) {
    JobOptions.CallbackOption callback = callback(callee, timeout);
    return with(o -> o.onFailure = callback);
  }

  /** Calls a function after the run was stopped by a command (CB-10). It has a minute. */
  public Call<R> onStopped(Fn.V1<Job<R>> function) {
    return onStopped(function, CALLBACK_TIMEOUT);
  }

  /** The same, with another time limit. */
  public Call<R> onStopped(Fn.V1<Job<R>> function, Duration timeout) {
    return onStopped(Callee.of(MethodReference.of(function)), timeout);
  }

  /** Calls the function of that path after the run was stopped by a command. */
  public Call<R> onStopped(String path) {
    return onStopped(path, CALLBACK_TIMEOUT);
  }

  /** The same, with another time limit. */
  public Call<R> onStopped(String path, Duration timeout) {
    return onStopped(Callee.of(path), timeout);
  }

  private Call<R> onStopped(Callee callee, Duration timeout) {
    JobOptions.CallbackOption callback = callback(callee, timeout);
    return with(o -> o.onStopped = callback);
  }

  /** Tells others over HTTP how the job ended (WH-06). May be said more than once. */
  public Call<R> webhook(Webhook webhook) {
    List<Webhook> more = new ArrayList<>(options.webhooks);
    more.add(requireNonNull(webhook, "webhook"));
    return with(o -> o.webhooks = List.copyOf(more));
  }

  /**
   * Makes the job a member of a group (G-01).
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Call<R> group(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("The name of a group must not be blank");
    }
    return with(o -> o.group = name);
  }

  private static JobOptions.CallbackOption callback(Callee callee, Duration timeout) {
    return new JobOptions.CallbackOption(callee, WholeSeconds.check("timeout", timeout));
  }

  /** This call, with what it leaves open filled in. */
  Call<R> orDefaults(JobOptions defaults) {
    return defaults == JobOptions.NONE
        ? this
        : new Call<>(callee, args, kwargs, options.orDefaults(defaults));
  }

  private Call<R> with(Consumer<JobOptions> change) {
    return new Call<>(callee, args, kwargs, options.with(change));
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

  JobOptions options() {
    return options;
  }

  /**
   * The text of the call, as in a job's description: {@code com.acme.Words.countAt('https://…')}.
   */
  @Override
  public String toString() {
    return CallText.of(callee.path(), args, kwargs);
  }
}
