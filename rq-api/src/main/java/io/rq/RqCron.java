package io.rq;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a method without parameters as a {@link CronEntry}, once its class is given to {@link
 * Cron#addAll}. Workers may call it, as if it carried {@link RqJob}; where it does, its jobs have
 * the options that this says. An instance method needs an {@link InstanceResolver} that knows its
 * class.
 *
 * <pre>{@code
 * @RqCron(value = "0 3 * * *", zone = "Europe/Berlin", queue = "low")
 * static void nightly() { … }
 * }</pre>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RqCron {

  /** The cron pattern; or none, if there is an {@link #interval}. */
  String value() default "";

  /** The interval, as {@link Durations} reads it: {@code 90s}, {@code 5m}; or none. */
  String interval() default "";

  /**
   * The name of the entry; by default that of the class and that of the method: {@code
   * Reports-nightly}.
   */
  String name() default "";

  /** The zone that the pattern is read in; UTC by default. */
  String zone() default "";

  /** The queue of its jobs; by default that of the method's {@link RqJob}, or {@code default}. */
  String queue() default "";

  /** What becomes of missed times. */
  MissedRuns onMissed() default MissedRuns.ONCE;
}
