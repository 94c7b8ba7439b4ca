package io.rq;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A method that was declared as a job: what {@link Rq#job} makes of a method with {@link RqJob}, as
 * RQ's decorator and Flask-RQ2's do (DEC-01, F-09). There is a kind for each number of arguments,
 * so that the compiler checks them:
 *
 * <pre>{@code
 * JobFunction.Of2<Integer, Integer, Integer> add = rq.job(Tasks::add);
 *
 * add.call(1, 2);                                  // runs it here, and enqueues nothing
 * add.queue(1, 2);                                 // enqueues it
 * add.schedule(Duration.ofHours(1), 1, 2);         // enqueues it for later
 * add.cron("0 0 12 * * ?", "add-one-two", 1, 2);   // declares a cron entry
 * add.with(o -> o.queue("high").atFront()).queue(1, 2);
 * }</pre>
 *
 * <p>Options come from {@link #with}, else from the annotation, else from the queue, else from RQ's
 * defaults. A handle never changes, and is safe for use by many threads; keep it in a constant.
 *
 * @param <R> what the method returns
 * @param <H> the kind of handle
 */
public abstract sealed class JobFunction<R, H extends JobFunction<R, H>> {

  // A job that was declared says itself how long its success is kept (DEC-03).
  private static final JobOptions DEFAULTS =
      JobOptions.NONE.with(o -> o.resultTtl = Lifecycle.DEFAULT_RESULT_TTL);

  private final Declared declared;

  JobFunction(Declared declared) {
    this.declared = declared;
  }

  /**
   * What the method is, and what was said about its jobs.
   *
   * @param rq where they are enqueued
   * @param callee the method
   * @param options what was said
   */
  record Declared(Rq rq, Callee callee, JobOptions options) {

    static Declared of(Rq rq, Serializable function) {
      MethodReference reference = MethodReference.of(function);
      return new Declared(rq, Callee.of(reference), Declaration.of(rq, reference.function()));
    }
  }

  /** What can be said about the jobs of a handle: every option of a call, and the queue. */
  public static final class Options<R> extends CallOptions<R, Options<R>> {

    private final Rq rq;

    private Options(Rq rq, JobOptions options) {
      super(options);
      this.rq = rq;
    }

    /**
     * Says which queue the jobs go to.
     *
     * @throws IllegalArgumentException if the name is not legal
     */
    public Options<R> queue(String name) {
      return queue(rq.queue(name));
    }

    /**
     * Says which queue the jobs go to, with the defaults that it has (DEC-02).
     *
     * @throws IllegalArgumentException if it belongs to another {@link Rq}
     */
    public Options<R> queue(Queue queue) {
      if (!queue.belongsTo(rq)) {
        throw new IllegalArgumentException(queue + " belongs to another Rq than this job");
      }
      return with(o -> o.queue = queue);
    }

    @Override
    Options<R> with(JobOptions changed) {
      return new Options<>(rq, changed);
    }
  }

  abstract H as(Declared changed);

  /**
   * The same method with other options, which win over those of the annotation (DEC-04, F-11).
   *
   * @param change gives the options to use instead of those that it is given
   */
  public final H with(UnaryOperator<Options<R>> change) {
    Options<R> changed = change.apply(new Options<>(declared.rq(), declared.options()));
    return as(new Declared(declared.rq(), declared.callee(), changed.options()));
  }

  final Call<R> bound(@Nullable Object... args) {
    return Call.positional(declared.callee(), declared.options(), args);
  }

  final Job<R> queue(Call<R> call) {
    return queueOr(declared.rq().config().defaultQueue()).submit(call);
  }

  final Job<R> schedule(Duration delay, Call<R> call) {
    return schedule(declared.rq().timeIn(delay), call);
  }

  final Job<R> schedule(Instant time, Call<R> call) {
    return queueOr(declared.rq().config().schedulerQueue()).at(time).submit(call);
  }

  final CronEntry cron(String pattern, String name, Call<R> call) {
    Queue queue = queueOr(declared.rq().config().schedulerQueue());
    CronEntry entry = CronEntry.of(name, pattern, queue.filled(call)).queue(queue.name());
    declared.rq().cron().add(entry);
    return entry;
  }

  private Queue queueOr(QueueName otherwise) {
    Queue said = declared.options().queue;
    return (said != null ? said : new Queue(declared.rq(), otherwise)).orDefaults(DEFAULTS);
  }

  /** The path of the method, by which workers find it. */
  @Override
  public String toString() {
    return declared.callee().path();
  }

  /** A job of no arguments. */
  public static final class Of0<R> extends JobFunction<R, Of0<R>> {

    private final Fn.F0<R> function;

    Of0(Declared declared, Fn.F0<R> function) {
      super(declared);
      this.function = function;
    }

    @Override
    Of0<R> as(Declared changed) {
      return new Of0<>(changed, function);
    }

    /** Runs the method here and now, and enqueues nothing. */
    public @Nullable R call() throws Exception {
      return function.call();
    }

    /** The call of the method with the options of this handle, for pipelines and the like. */
    public Call<R> of() {
      return bound();
    }

    /** Enqueues the method. */
    public Job<R> queue() {
      return queue(of());
    }

    /** Enqueues the method for a time that far from now (F-12). */
    public Job<R> schedule(Duration delay) {
      return schedule(delay, of());
    }

    /** Enqueues the method for that time (F-12). */
    public Job<R> schedule(Instant time) {
      return schedule(time, of());
    }

    /** Declares a cron entry of that name, as {@link Cron#add} does (F-13). */
    public CronEntry cron(String pattern, String name) {
      return cron(pattern, name, of());
    }
  }

  /** A job of one argument. */
  public static final class Of1<A extends @Nullable Object, R> extends JobFunction<R, Of1<A, R>> {

    private final Fn.F1<A, R> function;

    Of1(Declared declared, Fn.F1<A, R> function) {
      super(declared);
      this.function = function;
    }

    @Override
    Of1<A, R> as(Declared changed) {
      return new Of1<>(changed, function);
    }

    /** Runs the method here and now, and enqueues nothing. */
    public @Nullable R call(A a) throws Exception {
      return function.call(a);
    }

    /** The call of the method with the options of this handle, for pipelines and the like. */
    public Call<R> of(A a) {
      return bound(a);
    }

    /** Enqueues the method. */
    public Job<R> queue(A a) {
      return queue(of(a));
    }

    /** Enqueues the method for a time that far from now (F-12). */
    public Job<R> schedule(Duration delay, A a) {
      return schedule(delay, of(a));
    }

    /** Enqueues the method for that time (F-12). */
    public Job<R> schedule(Instant time, A a) {
      return schedule(time, of(a));
    }

    /** Declares a cron entry of that name, as {@link Cron#add} does (F-13). */
    public CronEntry cron(String pattern, String name, A a) {
      return cron(pattern, name, of(a));
    }
  }

  /** A job of two arguments. */
  public static final class Of2<A extends @Nullable Object, B extends @Nullable Object, R>
      extends JobFunction<R, Of2<A, B, R>> {

    private final Fn.F2<A, B, R> function;

    Of2(Declared declared, Fn.F2<A, B, R> function) {
      super(declared);
      this.function = function;
    }

    @Override
    Of2<A, B, R> as(Declared changed) {
      return new Of2<>(changed, function);
    }

    /** Runs the method here and now, and enqueues nothing. */
    public @Nullable R call(A a, B b) throws Exception {
      return function.call(a, b);
    }

    /** The call of the method with the options of this handle, for pipelines and the like. */
    public Call<R> of(A a, B b) {
      return bound(a, b);
    }

    /** Enqueues the method. */
    public Job<R> queue(A a, B b) {
      return queue(of(a, b));
    }

    /** Enqueues the method for a time that far from now (F-12). */
    public Job<R> schedule(Duration delay, A a, B b) {
      return schedule(delay, of(a, b));
    }

    /** Enqueues the method for that time (F-12). */
    public Job<R> schedule(Instant time, A a, B b) {
      return schedule(time, of(a, b));
    }

    /** Declares a cron entry of that name, as {@link Cron#add} does (F-13). */
    public CronEntry cron(String pattern, String name, A a, B b) {
      return cron(pattern, name, of(a, b));
    }
  }

  /** A job of three arguments. */
  public static final class Of3<
          A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R>
      extends JobFunction<R, Of3<A, B, C, R>> {

    private final Fn.F3<A, B, C, R> function;

    Of3(Declared declared, Fn.F3<A, B, C, R> function) {
      super(declared);
      this.function = function;
    }

    @Override
    Of3<A, B, C, R> as(Declared changed) {
      return new Of3<>(changed, function);
    }

    /** Runs the method here and now, and enqueues nothing. */
    public @Nullable R call(A a, B b, C c) throws Exception {
      return function.call(a, b, c);
    }

    /** The call of the method with the options of this handle, for pipelines and the like. */
    public Call<R> of(A a, B b, C c) {
      return bound(a, b, c);
    }

    /** Enqueues the method. */
    public Job<R> queue(A a, B b, C c) {
      return queue(of(a, b, c));
    }

    /** Enqueues the method for a time that far from now (F-12). */
    public Job<R> schedule(Duration delay, A a, B b, C c) {
      return schedule(delay, of(a, b, c));
    }

    /** Enqueues the method for that time (F-12). */
    public Job<R> schedule(Instant time, A a, B b, C c) {
      return schedule(time, of(a, b, c));
    }

    /** Declares a cron entry of that name, as {@link Cron#add} does (F-13). */
    public CronEntry cron(String pattern, String name, A a, B b, C c) {
      return cron(pattern, name, of(a, b, c));
    }
  }

  /** A job of four arguments. */
  public static final class Of4<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R>
      extends JobFunction<R, Of4<A, B, C, D, R>> {

    private final Fn.F4<A, B, C, D, R> function;

    Of4(Declared declared, Fn.F4<A, B, C, D, R> function) {
      super(declared);
      this.function = function;
    }

    @Override
    Of4<A, B, C, D, R> as(Declared changed) {
      return new Of4<>(changed, function);
    }

    /** Runs the method here and now, and enqueues nothing. */
    public @Nullable R call(A a, B b, C c, D d) throws Exception {
      return function.call(a, b, c, d);
    }

    /** The call of the method with the options of this handle, for pipelines and the like. */
    public Call<R> of(A a, B b, C c, D d) {
      return bound(a, b, c, d);
    }

    /** Enqueues the method. */
    public Job<R> queue(A a, B b, C c, D d) {
      return queue(of(a, b, c, d));
    }

    /** Enqueues the method for a time that far from now (F-12). */
    public Job<R> schedule(Duration delay, A a, B b, C c, D d) {
      return schedule(delay, of(a, b, c, d));
    }

    /** Enqueues the method for that time (F-12). */
    public Job<R> schedule(Instant time, A a, B b, C c, D d) {
      return schedule(time, of(a, b, c, d));
    }

    /** Declares a cron entry of that name, as {@link Cron#add} does (F-13). */
    public CronEntry cron(String pattern, String name, A a, B b, C c, D d) {
      return cron(pattern, name, of(a, b, c, d));
    }
  }

  /** A job of five arguments. */
  public static final class Of5<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R>
      extends JobFunction<R, Of5<A, B, C, D, E, R>> {

    private final Fn.F5<A, B, C, D, E, R> function;

    Of5(Declared declared, Fn.F5<A, B, C, D, E, R> function) {
      super(declared);
      this.function = function;
    }

    @Override
    Of5<A, B, C, D, E, R> as(Declared changed) {
      return new Of5<>(changed, function);
    }

    /** Runs the method here and now, and enqueues nothing. */
    public @Nullable R call(A a, B b, C c, D d, E e) throws Exception {
      return function.call(a, b, c, d, e);
    }

    /** The call of the method with the options of this handle, for pipelines and the like. */
    public Call<R> of(A a, B b, C c, D d, E e) {
      return bound(a, b, c, d, e);
    }

    /** Enqueues the method. */
    public Job<R> queue(A a, B b, C c, D d, E e) {
      return queue(of(a, b, c, d, e));
    }

    /** Enqueues the method for a time that far from now (F-12). */
    public Job<R> schedule(Duration delay, A a, B b, C c, D d, E e) {
      return schedule(delay, of(a, b, c, d, e));
    }

    /** Enqueues the method for that time (F-12). */
    public Job<R> schedule(Instant time, A a, B b, C c, D d, E e) {
      return schedule(time, of(a, b, c, d, e));
    }

    /** Declares a cron entry of that name, as {@link Cron#add} does (F-13). */
    public CronEntry cron(String pattern, String name, A a, B b, C c, D d, E e) {
      return cron(pattern, name, of(a, b, c, d, e));
    }
  }

  /** A job of six arguments. */
  public static final class Of6<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R>
      extends JobFunction<R, Of6<A, B, C, D, E, F, R>> {

    private final Fn.F6<A, B, C, D, E, F, R> function;

    Of6(Declared declared, Fn.F6<A, B, C, D, E, F, R> function) {
      super(declared);
      this.function = function;
    }

    @Override
    Of6<A, B, C, D, E, F, R> as(Declared changed) {
      return new Of6<>(changed, function);
    }

    /** Runs the method here and now, and enqueues nothing. */
    public @Nullable R call(A a, B b, C c, D d, E e, F f) throws Exception {
      return function.call(a, b, c, d, e, f);
    }

    /** The call of the method with the options of this handle, for pipelines and the like. */
    public Call<R> of(A a, B b, C c, D d, E e, F f) {
      return bound(a, b, c, d, e, f);
    }

    /** Enqueues the method. */
    public Job<R> queue(A a, B b, C c, D d, E e, F f) {
      return queue(of(a, b, c, d, e, f));
    }

    /** Enqueues the method for a time that far from now (F-12). */
    public Job<R> schedule(Duration delay, A a, B b, C c, D d, E e, F f) {
      return schedule(delay, of(a, b, c, d, e, f));
    }

    /** Enqueues the method for that time (F-12). */
    public Job<R> schedule(Instant time, A a, B b, C c, D d, E e, F f) {
      return schedule(time, of(a, b, c, d, e, f));
    }

    /** Declares a cron entry of that name, as {@link Cron#add} does (F-13). */
    public CronEntry cron(String pattern, String name, A a, B b, C c, D d, E e, F f) {
      return cron(pattern, name, of(a, b, c, d, e, f));
    }
  }
}
