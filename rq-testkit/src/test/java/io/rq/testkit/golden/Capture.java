package io.rq.testkit.golden;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/**
 * A test that brings Java to where a golden capture of RQ was taken. After it the keys are compared
 * with the capture: all of them, field by field.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@interface Capture {

  /** The name of the capture. */
  String value();

  /**
   * What differs on purpose, a line each: the id of the behaviour in the README's table
   * "Differences from RQ", or {@link #OURS}; a bar; the line of the {@link Layout}; what RQ says
   * there, and what we do.
   */
  String differs() default "";

  /** Stands in front of the fields that RQ does not have and its programs pass over. */
  String OURS = "ours";
}
