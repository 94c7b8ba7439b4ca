package io.rq.testkit;

import io.rq.Call;
import io.rq.Fn;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Rq;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.AbstractObjectAssert;
import org.jspecify.annotations.Nullable;

/** What should be true of an RQ: which jobs wait in its queues. */
public class RqAssert extends AbstractObjectAssert<RqAssert, Rq> {

  /** How to go on; {@link RqSoftAssertions} collects there, too. */
  Function<List<Queue>, RegistriesAssert> next = RegistriesAssert::new;

  /** Made by {@link RqAssertions#assertThat(Rq)}. */
  public RqAssert(@Nullable Rq actual) {
    super(actual, RqAssert.class);
  }

  /** No job waits: in a queue, for its time, or for other jobs. */
  public RqAssert hasNoJobs() {
    isNotNull();
    List<Job<Object>> waiting = EnqueuedJobs.waiting(actual).jobs();
    if (!waiting.isEmpty()) {
      throw failure("Expected no job to wait, but there %s", EnqueuedJobsAssert.listing(waiting));
    }
    return this;
  }

  /** Such a job waits: in a queue, for its time, or for other jobs. */
  public RqAssert hasEnqueued(ExpectedJob expected) {
    isNotNull();
    new EnqueuedJobsAssert(EnqueuedJobs.waiting(actual)).contains(expected);
    return this;
  }

  /** No such job waits. */
  public RqAssert hasNotEnqueued(ExpectedJob unwanted) {
    isNotNull();
    new EnqueuedJobsAssert(EnqueuedJobs.waiting(actual)).doesNotContain(unwanted);
    return this;
  }

  /** How many jobs of all queues are in which state. */
  public RegistriesAssert registries() {
    isNotNull();
    return next.apply(actual.queues());
  }

  /** A job that makes that call waits; options of the call do not count. */
  public RqAssert hasEnqueued(Call<?> expected) {
    return hasEnqueued(ExpectedJob.of(expected));
  }

  /** A job that calls the function of that path with those arguments waits. */
  public RqAssert hasEnqueued(String path, @Nullable Object... args) {
    return hasEnqueued(Call.path(path, args));
  }

  /** A job that calls that function with those arguments waits. */
  public <R> RqAssert hasEnqueued(Fn.F0<R> function) {
    return hasEnqueued(Call.of(function));
  }

  /** A job that calls that function with those arguments waits. */
  public <A extends @Nullable Object, R> RqAssert hasEnqueued(Fn.F1<A, R> function, A a) {
    return hasEnqueued(Call.of(function, a));
  }

  /** A job that calls that function with those arguments waits. */
  public <A extends @Nullable Object, B extends @Nullable Object, R> RqAssert hasEnqueued(
      Fn.F2<A, B, R> function, A a, B b) {
    return hasEnqueued(Call.of(function, a, b));
  }

  /** A job that calls that function with those arguments waits. */
  public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R>
      RqAssert hasEnqueued(Fn.F3<A, B, C, R> function, A a, B b, C c) {
    return hasEnqueued(Call.of(function, a, b, c));
  }

  /** A job that calls that function with those arguments waits. */
  public <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R>
      RqAssert hasEnqueued(Fn.F4<A, B, C, D, R> function, A a, B b, C c, D d) {
    return hasEnqueued(Call.of(function, a, b, c, d));
  }

  /** A job that calls that function with those arguments waits. */
  public <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R>
      RqAssert hasEnqueued(Fn.F5<A, B, C, D, E, R> function, A a, B b, C c, D d, E e) {
    return hasEnqueued(Call.of(function, a, b, c, d, e));
  }

  /** A job that calls that function with those arguments waits. */
  public <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R>
      RqAssert hasEnqueued(Fn.F6<A, B, C, D, E, F, R> function, A a, B b, C c, D d, E e, F f) {
    return hasEnqueued(Call.of(function, a, b, c, d, e, f));
  }

  /** A job that calls that function with those arguments waits. */
  public RqAssert hasEnqueued(Fn.V0 function) {
    return hasEnqueued(Call.ofVoid(function));
  }

  /** A job that calls that function with those arguments waits. */
  public <A extends @Nullable Object> RqAssert hasEnqueued(Fn.V1<A> function, A a) {
    return hasEnqueued(Call.ofVoid(function, a));
  }

  /** A job that calls that function with those arguments waits. */
  public <A extends @Nullable Object, B extends @Nullable Object> RqAssert hasEnqueued(
      Fn.V2<A, B> function, A a, B b) {
    return hasEnqueued(Call.ofVoid(function, a, b));
  }

  /** A job that calls that function with those arguments waits. */
  public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      RqAssert hasEnqueued(Fn.V3<A, B, C> function, A a, B b, C c) {
    return hasEnqueued(Call.ofVoid(function, a, b, c));
  }

  /** A job that calls that function with those arguments waits. */
  public <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      RqAssert hasEnqueued(Fn.V4<A, B, C, D> function, A a, B b, C c, D d) {
    return hasEnqueued(Call.ofVoid(function, a, b, c, d));
  }

  /** A job that calls that function with those arguments waits. */
  public <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      RqAssert hasEnqueued(Fn.V5<A, B, C, D, E> function, A a, B b, C c, D d, E e) {
    return hasEnqueued(Call.ofVoid(function, a, b, c, d, e));
  }

  /** A job that calls that function with those arguments waits. */
  public <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      RqAssert hasEnqueued(Fn.V6<A, B, C, D, E, F> function, A a, B b, C c, D d, E e, F f) {
    return hasEnqueued(Call.ofVoid(function, a, b, c, d, e, f));
  }
}
