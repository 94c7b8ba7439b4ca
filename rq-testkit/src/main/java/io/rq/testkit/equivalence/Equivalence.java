package io.rq.testkit.equivalence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows that two backends behave alike: does the same to an installation of each, and compares
 * after each step what was answered, and all that can be read. Whoever writes a third backend
 * compares it with one of those that there are:
 *
 * <pre>{@code
 * Equivalence alike = Equivalence.of(
 *     () -> Subject.of(new InMemoryBackend()), () -> Subject.of(new MyBackend()));
 * for (long seed = 0; seed < 1000; seed++) {
 *   alike.check(seed, 40);
 * }
 * }</pre>
 */
public final class Equivalence {

  private static final int MOST_DISTURBANCES = 10;

  private final Supplier<? extends Subject> first;
  private final Supplier<? extends Subject> second;

  private Equivalence(Supplier<? extends Subject> first, Supplier<? extends Subject> second) {
    this.first = first;
    this.second = second;
  }

  /** Of what these two open: an installation that is empty, each time. */
  public static Equivalence of(
      Supplier<? extends Subject> first, Supplier<? extends Subject> second) {
    return new Equivalence(first, second);
  }

  /** The scenario of a seed: what {@link #check(long, int)} runs. */
  public static Scenario scenario(long seed, int steps) {
    return RandomScenario.of(seed, steps);
  }

  /**
   * Runs a random scenario.
   *
   * @throws DivergenceError if something differed; it has the seed, and the smallest scenario that
   *     was found to show a difference
   */
  public void check(long seed, int steps) {
    Optional<Divergence> found = run(scenario(seed, steps));
    if (found.isPresent()) {
      Divergence smallest = Shrinking.of(found.get(), this::run);
      throw new DivergenceError(
          "The scenario of seed " + seed + " shows a difference " + smallest.report());
    }
  }

  /**
   * Runs a scenario.
   *
   * @throws DivergenceError if something differed
   */
  public void check(Scenario scenario) {
    Optional<Divergence> found = run(scenario);
    if (found.isPresent()) {
      throw new DivergenceError("There is a difference " + found.get().report());
    }
  }

  private Optional<Divergence> run(Scenario scenario) {
    for (int i = 0; i < MOST_DISTURBANCES; i++) {
      try (Subject one = first.get();
          Subject other = second.get()) {
        Optional<Divergence> found = run(scenario, one, other);
        if (!one.isDisturbed() && !other.isDisturbed()) {
          return found;
        }
      }
    }
    throw new IllegalStateException("Disturbed " + MOST_DISTURBANCES + " times");
  }

  private static Optional<Divergence> run(Scenario scenario, Subject one, Subject other) {
    try (Run first = new Run(one, scenario);
        Run second = new Run(other, scenario)) {
      for (int i = 0; i < scenario.steps().size(); i++) {
        Step step = scenario.steps().get(i);
        boolean last = i == scenario.steps().size() - 1;
        List<String> differences =
            compare(first, first.after(step, last), second, second.after(step, last));
        if (!differences.isEmpty()) {
          return Optional.of(
              new Divergence(scenario.without(i + 1, scenario.steps().size()), differences));
        }
      }
      return Optional.empty();
    }
  }

  private static List<String> compare(Run first, Seen one, Run second, Seen other) {
    List<String> differences = new ArrayList<>();
    Difference.between("", one, other).forEach(found -> differences.add(found.toString()));
    if (differences.isEmpty()) {
      first.flaws().forEach(flaw -> differences.add("  first: " + flaw));
      second.flaws().forEach(flaw -> differences.add("  second: " + flaw));
    }
    return differences.stream().map(first::named).toList();
  }

  /** What a step shows. */
  private record Seen(String answer, State state) {}

  /** One of the two installations while the scenario runs. */
  private static final class Run implements AutoCloseable {

    private final Subject subject;
    private final Program program;
    private @Nullable State state;

    Run(Subject subject, Scenario scenario) {
      this.subject = subject;
      this.program = new Program(subject, scenario.start());
    }

    // What a step that only reads has changed after all shows after the next one. The last time,
    // everything is read, whatever can have changed.
    Seen after(Step step, boolean last) {
      String answer = program.does(step);
      subject.pass(Duration.ZERO);
      if (last || state == null || !(step instanceof ReadStep)) {
        state =
            last ? program.everything() : program.state(step instanceof StoreStep ? null : state);
      }
      return new Seen(answer, state);
    }

    List<String> flaws() {
      return state == null ? List.of() : subject.flaws(state);
    }

    String named(String text) {
      return program.named(text);
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
