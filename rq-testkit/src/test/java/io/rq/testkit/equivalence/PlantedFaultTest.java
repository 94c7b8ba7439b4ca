package io.rq.testkit.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.inmemory.InMemoryBackend;
import io.rq.spi.Backend;
import io.rq.spi.Fact;
import io.rq.spi.JobStore;
import io.rq.spi.Locks;
import io.rq.spi.Range;
import io.rq.spi.Signals;
import io.rq.spi.Transition;
import io.rq.spi.WorkerStore;
import io.rq.testkit.TestClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A backend with a fault is found out, and its fault is shown by few steps. */
class PlantedFaultTest {

  private static final int MOST_TRIES = 300;
  private static final int MOST_STEPS = 6;

  /** What becomes of the answer of a method of the waist, or that it is not even called. */
  private interface Fault {
    Object answer(Object[] arguments, Real real) throws Exception;
  }

  private interface Real {
    Object call() throws Exception;
  }

  /** A backend in memory, one method of which does something else. */
  private record Planted(String name, Class<?> part, String method, Fault fault) {

    Backend backend() {
      Backend real = new InMemoryBackend();
      return proxy(
          Backend.class,
          real,
          (method, arguments, call) -> {
            Object answer = call.call();
            return method.getReturnType() == part
                ? proxy(
                    part,
                    answer,
                    (inner, args, its) ->
                        inner.getName().equals(this.method) ? fault.answer(args, its) : its.call())
                : answer;
          });
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private interface Handler {
    Object handle(Method method, Object[] arguments, Real real) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Object real, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            PlantedFaultTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                handler.handle(method, arguments, () -> invoke(method, real, arguments))));
  }

  private static Object invoke(Method method, Object real, Object[] arguments) throws Exception {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Planted jobs(String name, String method, Fault fault) {
    return new Planted(name, JobStore.class, method, fault);
  }

  static final List<Planted> FAULTS =
      List.of(
          jobs("meta is not saved", "annotate", (args, real) -> true),
          jobs("nothing is purged", "purge", (args, real) -> 0),
          jobs("what waited for too long is kept", "compact", (args, real) -> 0),
          jobs(
              "what waited for too long goes from the whole queue, not from a part",
              "compact",
              (args, real) -> {
                args[1] = Range.ALL;
                return real.call();
              }),
          jobs("a queue cannot be forgotten", "forget", (args, real) -> true),
          jobs(
              "a lease that was lost is renewed",
              "extend",
              (args, real) -> {
                real.call();
                return true;
              }),
          jobs(
              "one result too few",
              "results",
              (args, real) -> {
                List<?> all = (List<?>) real.call();
                return all.subList(0, Math.min(9, all.size()));
              }),
          jobs(
              "the last line first",
              "list",
              (args, real) -> {
                List<Object> lines = new ArrayList<>((List<?>) real.call());
                Collections.reverse(lines);
                return lines;
              }),
          jobs(
              "one place further behind",
              "position",
              (args, real) -> {
                OptionalLong position = (OptionalLong) real.call();
                return position.isPresent() ? OptionalLong.of(position.getAsLong() + 1) : position;
              }),
          jobs("nobody waits", "dependents", (args, real) -> Set.of()),
          jobs(
              "nothing is due in the first second",
              "due",
              (args, real) -> {
                args[2] = ((Instant) args[2]).minusSeconds(1);
                return real.call();
              }),
          jobs(
              "steps do not depend on facts",
              "commit",
              (args, real) -> {
                var step = (Transition) args[0];
                args[0] = new Transition(step.changes(), List.of(), step.tally());
                return real.call();
              }),
          jobs(
              "a step comes true a second before its job is due",
              "commit",
              (args, real) -> {
                var step = (Transition) args[0];
                List<Fact> facts = step.facts().stream().map(PlantedFaultTest::later).toList();
                args[0] = new Transition(step.changes(), facts, step.tally());
                return real.call();
              }),
          jobs(
              "no step comes true that its job is due for",
              "commit",
              (args, real) -> {
                var step = (Transition) args[0];
                return step.facts().stream().noneMatch(Fact.Due.class::isInstance)
                    && (boolean) real.call();
              }),
          new Planted(
              "workers live for ever",
              WorkerStore.class,
              "workers",
              (args, real) -> {
                args[0] = Instant.EPOCH;
                return real.call();
              }),
          new Planted("a lock is for everybody", Locks.class, "acquire", (args, real) -> true),
          new Planted(
              "a suspension has no end",
              Signals.class,
              "suspend",
              (args, real) -> {
                args[1] = Optional.empty();
                return real.call();
              }));

  private static Fact later(Fact fact) {
    return fact instanceof Fact.Due due
        ? new Fact.Due(due.job(), due.queue(), due.now().plusSeconds(1))
        : fact;
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void isFoundAndShownByFewSteps(Planted planted) {
    Equivalence alike =
        Equivalence.of(
            () -> Subject.of(new InMemoryBackend()), () -> Subject.of(planted.backend()));

    DivergenceError found = find(alike);

    Stream<String> steps =
        found.getMessage().lines().filter(line -> line.startsWith("        new "));
    assertThat(steps.count()).as(found.getMessage()).isBetween(1L, (long) MOST_STEPS);
  }

  private static DivergenceError find(Equivalence alike) {
    for (long seed = 0; seed < MOST_TRIES; seed++) {
      try {
        alike.check(seed, 40);
      } catch (DivergenceError e) {
        return e;
      }
    }
    throw new AssertionError("Not found in " + MOST_TRIES + " tries");
  }

  @Test
  void aBackendIsLikeItself() {
    Equivalence alike =
        Equivalence.of(
            () -> Subject.of(new InMemoryBackend()), () -> Subject.of(new InMemoryBackend()));

    assertThatCode(
            () -> {
              for (long seed = 0; seed < 100; seed++) {
                alike.check(seed, 40);
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aDifferenceComesWithItsSeedAndItsSteps() {
    Planted planted = FAULTS.get(0);
    Equivalence alike =
        Equivalence.of(
            () -> Subject.of(new InMemoryBackend()), () -> Subject.of(planted.backend()));
    String message = find(alike).getMessage();

    assertThat(message).contains("of seed ", "state jobs #0 meta", "new JobStep.SaveMeta(");
    assertThatExceptionOfType(DivergenceError.class)
        .isThrownBy(
            () ->
                alike.check(
                    new Scenario(
                        TestClock.START,
                        List.of(
                            new SubmitStep.Enqueue(0, new Draft(Task.ADD, List.of())),
                            new JobStep.SaveMeta(0, 0)))))
        .withMessageContaining("after step 2, new JobStep.SaveMeta(0, 0)");
  }
}
