package io.rq.testkit;

import io.rq.testkit.backend.BackendProvider;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class once per backend, each test on an empty installation of its own. All that
 * {@link RqTest} says holds here, too; put that beside it to set the mode, the clock or the seed.
 *
 * <p>A backend is found by its {@link BackendProvider}. One that is not there is skipped, and the
 * reason says what was looked for; with the system property {@code rq.test.<name>.required=true},
 * as in {@code rq.test.redis.required}, its tests fail instead.
 *
 * <p>JUnit runs {@code @BeforeAll} once around all backends, before the first of them is open.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(RqBackendsExtension.class)
@ExtendWith(RqExtension.class)
public @interface RqBackends {

  /** The names of the backends, in the order in which they are tried. */
  String[] value() default {"inmemory", "redis"};
}
