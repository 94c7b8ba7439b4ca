package io.rq.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class an RQ of its own, in memory; {@link RqBackends} runs the class on
 * other backends, too. Test methods, {@code @BeforeEach} and {@code @AfterEach} methods can have
 * parameters of the types {@link io.rq.Rq}, {@link io.rq.Queue} and {@link io.rq.Worker} (of the
 * queue {@code default}, or those that {@link OnQueue} names), {@link BurstWorker}, {@link
 * TestClock}, {@link Faults} and {@link RqTestkit}; all of one test belong together. Tests may run
 * in parallel.
 *
 * <p>A method with {@link RqSettings} gives it the services whose methods jobs call, allowed
 * packages, a serializer.
 *
 * <p>A test fails if it {@linkplain Leftover leaves something behind}; {@link AllowLeftovers} is
 * the way out. When a test fails, whatever for, a dump of its RQ hangs at the exception.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RqExtension.class)
public @interface RqTest {

  /** What becomes of a job that is enqueued. */
  Mode mode() default Mode.BURST;

  /**
   * Where the clock starts, as {@link java.time.Instant#parse} reads it. It stands still until the
   * test moves it.
   */
  String startAt() default TestClock.START_TEXT;

  /** Where ids, jitter and queues at random start; the same seed gives the same ones. */
  long seed() default 1;

  /** The queues that the workers of {@link Mode#LIVE} serve, in order of priority. */
  String[] queues() default {"default"};
}
