package io.rq.testkit.equivalence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done to an installation that was empty.
 *
 * @param start what the clock shows at first
 * @param steps what is done, in this order
 */
public record Scenario(Instant start, List<Step> steps) {

  /** Keeps its own copy of the list. */
  public Scenario {
    steps = List.copyOf(steps);
  }

  /** The same from that start. */
  Scenario with(Instant newStart) {
    return new Scenario(newStart, steps);
  }

  /** The same without the steps from one index to another. */
  Scenario without(int from, int to) {
    List<Step> fewer = new ArrayList<>(steps.subList(0, from));
    fewer.addAll(steps.subList(to, steps.size()));
    return new Scenario(start, fewer);
  }

  /** The same with another step at that index. */
  Scenario with(int index, Step step) {
    List<Step> changed = new ArrayList<>(steps);
    changed.set(index, step);
    return new Scenario(start, changed);
  }

  /** The expression that makes it, to be pasted into a test. */
  public String toJava() {
    return JavaCode.of(this);
  }
}
