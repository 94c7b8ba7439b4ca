package io.rq;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every option of a job: of a {@link Call}, or of all the calls of a {@link JobFunction}. Each
 * method gives new options and leaves these as they were. What is not set has RQ's default.
 *
 * @param <R> what the function returns
 * @param <S> what the options are of
 */
public abstract sealed class CallOptions<R, S extends CallOptions<R, S>>
    permits Call, JobFunction.Options {

  private static final Duration CALLBACK_TIMEOUT = Duration.ofMinutes(1);

  private final JobOptions options;

  CallOptions(JobOptions options) {
    this.options = options;
  }

  /** The same with other options. */
  abstract S with(JobOptions changed);

  final S with(Consumer<JobOptions> change) {
    return with(options.with(change));
  }

  final JobOptions options() {
    return options;
  }

  /**
   * Names the job. While a job of that id exists, in whatever state, a second one is refused
   * (Q-42).
   *
   * @throws IllegalArgumentException if the id has a character outside {@code [A-Za-z0-9_-]} (J-01)
   */
  public final S id(String id) {
    JobId jobId = JobId.of(id);
    return with(o -> o.id = jobId);
  }

  /** Describes the job in one line; by default the text of the call (J-11). */
  public final S description(String description) {
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
  public final S timeout(Duration timeout) {
    TimeLimit limit = TimeLimit.of(timeout);
    return with(o -> o.timeout = limit);
  }

  /** Lets a run take as long as it takes: RQ's timeout of -1. */
  public final S noTimeout() {
    return with(o -> o.timeout = TimeLimit.NONE);
  }

  /**
   * Limits the time that the job may wait in its queue; without it the job waits for ever.
   *
   * @param ttl whole seconds, at least one
   * @throws IllegalArgumentException if it is not
   */
  public final S ttl(Duration ttl) {
    WholeSeconds.check("ttl", ttl);
    return with(o -> o.ttl = ttl);
  }

  /**
   * Says how long a success is kept; 500 seconds by default. Zero keeps nothing (J-23).
   *
   * @throws IllegalArgumentException if the time is negative or shorter than a second
   */
  public final S resultTtl(Duration time) {
    return resultTtl(Retention.of(time));
  }

  /** Says how long a success is kept. */
  public final S resultTtl(Retention retention) {
    requireNonNull(retention, "retention");
    return with(o -> o.resultTtl = retention);
  }

  /**
   * Says how long a failure is kept; a year by default. Zero keeps nothing (REG-12).
   *
   * @throws IllegalArgumentException if the time is negative or shorter than a second
   */
  public final S failureTtl(Duration time) {
    return failureTtl(Retention.of(time));
  }

  /** Says how long a failure is kept. */
  public final S failureTtl(Retention retention) {
    requireNonNull(retention, "retention");
    return with(o -> o.failureTtl = retention);
  }

  /** Adds an entry to the job's meta, a map for the user's own data. */
  public final S meta(String key, @Nullable Object value) {
    return with(options.withMeta(requireNonNull(key, "key"), value));
  }

  /** Puts the job before all that wait: RQ's {@code at_front=True}. */
  public final S atFront() {
    return with(o -> o.end = End.FRONT);
  }

  /** Runs the job again after exceptions. */
  public final S retry(Retry retry) {
    requireNonNull(retry, "retry");
    return with(o -> o.retry = retry);
  }

  /** Runs the job again after successes. */
  public final S repeat(Repeat repeat) {
    requireNonNull(repeat, "repeat");
    return with(o -> o.repeat = repeat);
  }

  /** Lets the job wait until these are finished (D-01). */
  public final S dependsOn(Job<?>... jobs) {
    return dependsOn(Dependency.on(jobs));
  }

  /** Lets the job wait for others, with every option. Replaces what was said before. */
  public final S dependsOn(Dependency dependency) {
    requireNonNull(dependency, "dependency");
    return with(o -> o.dependency = dependency);
  }

  /**
   * Calls a function after a success, before that is stored: its exception makes the run a failure
   * (CB-01, CB-05). It has a minute. An instance method needs an {@link InstanceResolver} that
   * knows its class (CB-02).
   */
  public final S onSuccess(Fn.V2<Job<R>, R> function) {
    return onSuccess(function, CALLBACK_TIMEOUT);
  }

  /**
   * The same, with another time limit, which holds wherever a worker calls it (CB-02, CB-07).
   *
   * @throws IllegalArgumentException if it is no whole number of seconds, at least one
   */
  public final S onSuccess(Fn.V2<Job<R>, R> function, Duration timeout) {
    return onSuccess(Callee.of(MethodReference.of(function)), timeout);
  }

  /** Calls the function of that path after a success. */
  public final S onSuccess(String path) {
    return onSuccess(path, CALLBACK_TIMEOUT);
  }

  /** The same, with another time limit. */
  public final S onSuccess(String path, Duration timeout) {
    return onSuccess(Callee.of(path), timeout);
  }

  private S onSuccess(Callee callee, Duration timeout) {
    JobOptions.CallbackOption callback = callback(callee, timeout);
    return with(o -> o.onSuccess = callback);
  }

  /**
   * Calls a function after each failed run, retried ones included (CB-01, R-09). It has a minute.
   */
  public final S onFailure(Fn.V2<Job<R>, Throwable> function) {
    return onFailure(function, CALLBACK_TIMEOUT);
  }

  /** The same, with another time limit. */
  public final S onFailure(Fn.V2<Job<R>, Throwable> function, Duration timeout) {
    return onFailure(Callee.of(MethodReference.of(function)), timeout);
  }

  /** Calls the function of that path after each failed run. */
  public final S onFailure(String path) {
    return onFailure(path, CALLBACK_TIMEOUT);
  }

  /** The same, with another time limit. */
  public final S onFailure(String path, Duration timeout) {
    return onFailure(Callee.of(path), timeout);
  }

  private S onFailure(Callee callee, Duration timeout) {
    JobOptions.CallbackOption callback = callback(callee, timeout);
    return with(o -> o.onFailure = callback);
  }

  /** Calls a function after the run was stopped by a command (CB-10). It has a minute. */
  public final S onStopped(Fn.V1<Job<R>> function) {
    return onStopped(function, CALLBACK_TIMEOUT);
  }

  /** The same, with another time limit. */
  public final S onStopped(Fn.V1<Job<R>> function, Duration timeout) {
    return onStopped(Callee.of(MethodReference.of(function)), timeout);
  }

  /** Calls the function of that path after the run was stopped by a command. */
  public final S onStopped(String path) {
    return onStopped(path, CALLBACK_TIMEOUT);
  }

  /** The same, with another time limit. */
  public final S onStopped(String path, Duration timeout) {
    return onStopped(Callee.of(path), timeout);
  }

  private S onStopped(Callee callee, Duration timeout) {
    JobOptions.CallbackOption callback = callback(callee, timeout);
    return with(o -> o.onStopped = callback);
  }

  /** Tells others over HTTP how the job ended (WH-06). May be said more than once. */
  public final S webhook(Webhook webhook) {
    List<Webhook> more = new ArrayList<>(options.webhooks);
    more.add(requireNonNull(webhook, "webhook"));
    return with(o -> o.webhooks = List.copyOf(more));
  }

  /**
   * Makes the job a member of a group (G-01).
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public final S group(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("The name of a group must not be blank");
    }
    return with(o -> o.group = name);
  }

  private static JobOptions.CallbackOption callback(Callee callee, Duration timeout) {
    return new JobOptions.CallbackOption(callee, WholeSeconds.check("timeout", timeout));
  }
}
