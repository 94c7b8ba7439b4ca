package io.rq.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the queue of a parameter of type {@link io.rq.Queue}, or the queues of one of type {@link
 * io.rq.Worker}, in order of priority. Without it they are {@code default}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnQueue {

  /** The names. */
  String[] value();
}
