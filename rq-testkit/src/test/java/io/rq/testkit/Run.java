package io.rq.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Test classes run by JUnit inside a test, as their users would run them. */
final class Run {

  private final Events events;

  private Run(EngineTestKit.Builder engine) {
    this.events = engine.execute().testEvents();
  }

  static Run of(Class<?>... tests) {
    return new Run(select(tests));
  }

  static Run inParallel(Class<?>... tests) {
    return new Run(
        select(tests)
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"));
  }

  /** What that class failed with, before any test of it. */
  static Throwable containerFailure(Class<?> test) {
    return select(test).execute().containerEvents().failed().stream()
        .map(Run::failure)
        .findFirst()
        .orElseThrow();
  }

  private static EngineTestKit.Builder select(Class<?>... tests) {
    EngineTestKit.Builder engine = EngineTestKit.engine("junit-jupiter");
    Stream.of(tests).forEach(test -> engine.selectors(selectClass(test)));
    return engine;
  }

  long succeeded() {
    return events.succeeded().count();
  }

  /** Why tests were skipped. */
  List<String> skipped() {
    return events.skipped().stream()
        .map(event -> event.getPayload(String.class).orElseThrow())
        .toList();
  }

  /** What tests failed with. */
  List<Throwable> failures() {
    return events.failed().stream().map(Run::failure).toList();
  }

  private static Throwable failure(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }

  /** What the one test that failed, failed with. */
  Throwable failure() {
    List<Throwable> all = failures();
    if (all.size() != 1) {
      throw new AssertionError("expected one failure, not " + all);
    }
    return all.get(0);
  }
}
