package io.rq;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a method is a job: RQ's {@code @job} (DEC-01). Workers may call it, whoever
 * enqueued it. Without this, a worker calls a method only if its class lies in an {@linkplain
 * Rq.Builder#allow allowed package}, or if the very same {@link Rq} enqueued it by method
 * reference.
 *
 * <p>The elements are the options of jobs that are enqueued through a {@linkplain Rq#job handle} of
 * the method; as in RQ, {@link Queue#enqueue} does not look at them. An element that is left out,
 * or empty, leaves its option to the queue, and then to RQ's defaults (F-10). Options that no text
 * can say, such as callbacks, belong to {@link JobFunction#with}.
 *
 * <p>Lengths of time are whole seconds, or minutes, hours or days with a letter behind them, as
 * {@link Durations#parse} reads them: {@code "90"}, {@code "90s"}, {@code "5m"}, {@code "2h"},
 * {@code "1d"}. What cannot be meant is refused when the handle is made.
 */
@Documented
@Target(ElementType.METHOD)
@java.lang.annotation.Retention(RetentionPolicy.RUNTIME)
public @interface RqJob {

  /** The name of the queue; {@link Rq#queue()} by default. */
  String queue() default "";

  /** How long one run may take, a second at least; {@code "none"}: as long as it takes. */
  String timeout() default "";

  /**
   * How long a success is kept; {@code "0"} keeps nothing, {@code "forever"} for ever. 500 seconds
   * by default, whatever the worker says (DEC-03).
   */
  String resultTtl() default "";

  /** How long a job may wait in its queue, a second at least. */
  String ttl() default "";

  /** How long a failure is kept; {@code "0"} keeps nothing, {@code "forever"} for ever. */
  String failureTtl() default "";

  /** How often a job is run again after exceptions. */
  int retry() default 0;

  /**
   * The pauses before these retries; {@code "0"}: at once, as by default. Where there are fewer,
   * the first is repeated at the start, as in {@link Retry}.
   */
  String[] retryIntervals() default {};

  /** The exceptions that are retried, with their subclasses; all by default. */
  Class<? extends Throwable>[] retryOnlyFor() default {};

  /** Whether jobs are put before all that wait. */
  boolean atFront() default false;

  /** What describes the jobs in one line; the text of the call by default. */
  String description() default "";
}
