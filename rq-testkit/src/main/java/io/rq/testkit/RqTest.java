package io.rq.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class an RQ of its own, in memory. Test methods, {@code @BeforeEach} and
 * {@code @AfterEach} methods can have parameters of the types {@link io.rq.Rq}, {@link io.rq.Queue}
 * (the queue {@code default}), {@link BurstWorker}, {@link TestClock} and {@link RqTestkit}; all of
 * one test belong together. Tests may run in parallel.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RqExtension.class)
public @interface RqTest {}
