package io.rq.testkit.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.rq.Queue;
import io.rq.testkit.BurstWorker;
import io.rq.testkit.RqTest;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * How long a thousand tests take that each enqueue and burst one job, the start of the JVM
 * included. A benchmark: run its main method.
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
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(EachRunsOne.class))
            .execute()
            .testEvents();
    tests.assertStatistics(stats -> stats.succeeded(1000).failed(0));
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.println("1000 tests in " + (System.currentTimeMillis() - started) + " ms");
  }
}
