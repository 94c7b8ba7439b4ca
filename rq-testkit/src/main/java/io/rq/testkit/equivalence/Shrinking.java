package io.rq.testkit.equivalence;

import io.rq.testkit.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the smallest scenario that still shows a divergence: first by leaving out steps, many
 * at once and then fewer, then by making the rest simpler.
 */
final class Shrinking {

  private static final int MOST_RUNS = 1000;

  private final Function<Scenario, Optional<Divergence>> run;
  private Divergence smallest;
  private int runs;

  private Shrinking(Function<Scenario, Optional<Divergence>> run, Divergence found) {
    this.run = run;
    this.smallest = found;
  }

  static Divergence of(Divergence found, Function<Scenario, Optional<Divergence>> run) {
    Shrinking shrinking = new Shrinking(run, found);
    boolean smaller = true;
    while (smaller) {
      boolean shorter = shrinking.leaveOut();
      smaller = shrinking.simplify() || shorter;
    }
    return shrinking.smallest;
  }

  private boolean leaveOut() {
    boolean any = false;
    for (int size = steps().size() / 2; size > 0; size /= 2) {
      for (int to = steps().size(); to >= size; to = Math.min(to - size, steps().size())) {
        any |= stillDiverges(smallest.scenario().without(to - size, to));
      }
    }
    return any;
  }

  private boolean simplify() {
    boolean any = stillDiverges(smallest.scenario().with(TestClock.START));
    for (int i = 0; i < steps().size(); i++) {
      boolean simpler = true;
      while (simpler && i < steps().size()) {
        simpler = simplify(i);
        any |= simpler;
      }
    }
    return any;
  }

  private boolean simplify(int index) {
    for (Record simpler : simpler((Record) steps().get(index))) {
      if (stillDiverges(smallest.scenario().with(index, (Step) simpler))) {
        return true;
      }
    }
    return false;
  }

  private List<Step> steps() {
    return smallest.scenario().steps();
  }

  private boolean stillDiverges(Scenario smaller) {
    if (smaller.equals(smallest.scenario()) || runs >= MOST_RUNS) {
      return false;
    }
    runs++;
    Optional<Divergence> found = run.apply(smaller);
    found.ifPresent(divergence -> smallest = divergence);
    return found.isPresent();
  }

  private static List<Record> simpler(Record value) {
    List<Record> simpler = new ArrayList<>();
    List<@Nullable Object> components = Components.of(value);
    for (int i = 0; i < components.size(); i++) {
      for (Object component : simpler(components.get(i))) {
        simpler.add(Components.with(value, i, component));
      }
    }
    return simpler;
  }

  private static List<?> simpler(@Nullable Object value) {
    if (value instanceof Record part) {
      return simpler(part);
    }
    if (value instanceof List<?> list) {
      return shorter(list);
    }
    if (value instanceof Integer number && number != 0) {
      return number == 1 || number == -1 ? List.of(0) : List.of(0, 1, -1);
    }
    if (value instanceof Long number && number != 0) {
      return number == 1 ? List.of(0L) : List.of(0L, 1L);
    }
    if (value instanceof Boolean truth && truth) {
      return List.of(false);
    }
    if (value instanceof Enum<?> constant) {
      Object first = constant.getDeclaringClass().getEnumConstants()[0];
      return constant.equals(first) ? List.of() : List.of(first);
    }
    return List.of();
  }

  private static List<List<?>> shorter(List<?> list) {
    List<List<?>> shorter = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      List<Object> without = new ArrayList<>(list);
      without.remove(i);
      shorter.add(without);
      for (Object simpler : simpler(list.get(i))) {
        List<Object> with = new ArrayList<>(list);
        with.set(i, simpler);
        shorter.add(with);
      }
    }
    return shorter;
  }
}
