package io.rq.testkit.equivalence;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Two installations that did not stay alike.
 *
 * @param scenario what was done to both, up to the step after which they differed
 * @param differences what differed then
 */
record Divergence(Scenario scenario, List<String> differences) {

  /** All that there is to say of it. */
  String report() {
    int last = scenario.steps().size() - 1;
    String where =
        last < 0
            ? "at the start"
            : "after step " + (last + 1) + ", " + JavaCode.expression(scenario.steps().get(last));
    return where
        + ":\n"
        + differences.stream().collect(Collectors.joining("\n"))
        + "\n\nTo be pasted into a test:\n\n"
        + scenario.toJava();
  }
}
