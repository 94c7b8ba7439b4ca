package io.rq.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets up the RQ of each test of an {@link RqTest} or {@link RqBackends} class: the services whose
 * methods jobs call, packages that workers may call, the serializer. On a method with one parameter
 * of type {@link RqTestkit.Builder}, static or of the test's instance, whose fields it may use:
 *
 * <pre>{@code
 * private final Mailer mailer = new Mailer();
 *
 * @RqSettings
 * void settings(RqTestkit.Builder kit) {
 *   kit.settings(rq -> rq.instances(InstanceResolver.of(mailer)));
 * }
 * }</pre>
 *
 * <p>It is called before each test's RQ is opened, and so before {@code @BeforeEach} methods. What
 * it says wins over {@link RqTest}; methods of outer classes and superclasses come first.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RqSettings {}
