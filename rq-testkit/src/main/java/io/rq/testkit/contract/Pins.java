package io.rq.testkit.contract;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the behaviours of RQ that a test pins, by their ids in the behaviour catalogue, such as
 * {@code Q-33}. A failing test so tells which promise broke.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Pins {

  /** The ids. */
  String[] value();
}
