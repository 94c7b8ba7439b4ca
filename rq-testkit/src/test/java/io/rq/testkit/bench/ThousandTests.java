package io.rq.testkit.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.rq.Queue;
import io.rq.testkit.BurstWorker;
import io.rq.testkit.RqTest;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * How long a thousand tests take that each enqueue and burst one job, the start of the JVM
 * included, launched as a build tool launches them. A benchmark: run its main method.
 */
public final class ThousandTests {

  private ThousandTests() {}

  /** Adds. */
  public static int add(int a, int b) {
    return a + b;
  }

  @RqTest
  static class EachRunsOne {
    @RepeatedTest(1000)
    void test(Queue queue, BurstWorker worker) {
      queue.enqueue(ThousandTests::add, 1, 2);
      worker.burst();
    }
  }

  /** Runs them, and prints the time. */
  public static void main(String[] args) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn"); // as in other tests
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(EachRunsOne.class))
                .build(),
            summary);
    long succeeded = summary.getSummary().getTestsSucceededCount();
    if (succeeded != 1000) {
      throw new AssertionError(succeeded + " of 1000 tests succeeded", failure(summary));
    }
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.println("1000 tests in " + (System.currentTimeMillis() - started) + " ms");
  }

  private static @Nullable Throwable failure(SummaryGeneratingListener summary) {
    return summary.getSummary().getFailures().stream()
        .map(TestExecutionSummary.Failure::getException)
        .findFirst()
        .orElse(null);
  }
}
