package io.rq.testkit;

import io.rq.spi.Backend;
import io.rq.spi.CronStore;
import io.rq.spi.JobStore;
import io.rq.spi.Locks;
import io.rq.spi.SchedulerStore;
import io.rq.spi.Signals;
import io.rq.spi.WorkerStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands between a program and its backend, and sees every call on its way. */
interface Tap {

  /** The names of all calls of a backend, in alphabetical order. */
  SortedSet<String> CALLS =
      Stream.of(
              JobStore.class,
              WorkerStore.class,
              Signals.class,
              Locks.class,
              SchedulerStore.class,
              CronStore.class)
          .flatMap(part -> Stream.of(part.getMethods()))
          .map(Method::getName)
          .collect(
              Collectors.collectingAndThen(
                  Collectors.toCollection(TreeSet::new), Collections::unmodifiableSortedSet));

  /** The methods that may change what is stored. */
  Set<String> CHANGES =
      Set.of(
          "insert",
          "put",
          "claim",
          "extend",
          "commit",
          "commitAndClaim",
          "commitEach",
          "annotate",
          "deleteResults",
          "noticeStranded",
          "purge",
          "sweep",
          "sweepGroups",
          "compact",
          "forget",
          "register",
          "beat",
          "unregister",
          "suspend",
          "resume",
          "send",
          "acquire",
          "release");

  /** Gives no job to anybody: {@link Mode#FAKE}. */
  Tap NO_WORK =
      call -> {
        if (call.name().equals("claim")) {
          throw new IllegalStateException("Mode FAKE records jobs and runs none; use mode BURST");
        }
        return call.proceed();
      };

  /** Lets the call go on, or not, and gives the answer that the caller shall see. */
  @Nullable Object on(Call call) throws Throwable;

  /** A call of a backend on its way. */
  interface Call {

    /** The name of the method, such as {@code claim}. */
    String name();

    /** Its arguments. */
    List<@Nullable Object> arguments();

    /** Lets it go on, and gives the answer. */
    @Nullable Object proceed() throws Throwable;

    /** Whether it may change what is stored. */
    boolean isChange();

    /** The answer of a call that had no effect. */
    @Nullable Object nothing();
  }

  /** That backend, with taps on its way; the first one sees a call first. */
  static Backend on(Backend real, List<Tap> taps) {
    return new Tapped(real, taps);
  }

  /** A backend with taps. */
  final class Tapped implements Backend {

    private final Backend real;
    private final JobStore jobs;
    private final WorkerStore workers;
    private final Signals signals;
    private final Locks locks;
    private final SchedulerStore schedulers;
    private final CronStore crons;

    private Tapped(Backend real, List<Tap> taps) {
      this.real = real;
      this.jobs = tapped(JobStore.class, real.jobs(), taps);
      this.workers = tapped(WorkerStore.class, real.workers(), taps);
      this.signals = tapped(Signals.class, real.signals(), taps);
      this.locks = tapped(Locks.class, real.locks(), taps);
      this.schedulers = tapped(SchedulerStore.class, real.schedulers(), taps);
      this.crons = tapped(CronStore.class, real.crons(), taps);
    }

    private static <T> T tapped(Class<T> type, T part, List<Tap> taps) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) ->
                  new Passing(part, method, arguments == null ? new Object[0] : arguments, taps)
                      .proceed()));
    }

    @Override
    public JobStore jobs() {
      return jobs;
    }

    @Override
    public WorkerStore workers() {
      return workers;
    }

    @Override
    public Signals signals() {
      return signals;
    }

    @Override
    public Locks locks() {
      return locks;
    }

    @Override
    public SchedulerStore schedulers() {
      return schedulers;
    }

    @Override
    public CronStore crons() {
      return crons;
    }

    /** Nothing: the kit still reads when the program has closed its RQ. */
    @Override
    public void close() {}

    @Override
    public String toString() {
      return real.toString();
    }
  }

  /** A call by reflection, with some taps still ahead of it. */
  final class Passing implements Call {

    private final Object target;
    private final Method method;
    private final @Nullable Object[] given;
    private final List<Tap> ahead;

    private Passing(Object target, Method method, @Nullable Object[] given, List<Tap> ahead) {
      this.target = target;
      this.method = method;
      this.given = given;
      this.ahead = ahead;
    }

    @Override
    public String name() {
      return method.getName();
    }

    @Override
    public List<@Nullable Object> arguments() {
      return Arrays.asList(given);
    }

    @Override
    public boolean isChange() {
      return CHANGES.contains(method.getName());
    }

    @Override
    public @Nullable Object nothing() {
      return method.getReturnType() == boolean.class ? false : null;
    }

    @Override
    public @Nullable Object proceed() throws Throwable {
      if (!ahead.isEmpty()) {
        return ahead.get(0).on(new Passing(target, method, given, ahead.subList(1, ahead.size())));
      }
      try {
        return method.invoke(target, given);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
