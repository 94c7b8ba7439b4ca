package io.rq.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.rq.Call;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Retry;
import io.rq.Rq;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class RqExtensionTest {

  static int fail(String why) throws IOException {
    throw new IOException(why);
  }

  static void nothing() {}

  @RqTest
  static class EveryPart {
    private Rq before;

    @BeforeEach
    void remember(Rq rq) {
      before = rq;
    }

    @Test
    void belongsTogether(Rq rq, Queue queue, BurstWorker worker, TestClock clock, RqTestkit kit) {
      queue.enqueue(RqExtensionTest::nothing);
      assertThat(rq).isSameAs(before).isSameAs(kit.rq());
      assertThat(worker).isSameAs(kit.worker());
      assertThat(clock.instant()).isEqualTo(TestClock.START);
      assertThat(worker.burst().executed()).isEqualTo(1);
    }
  }

  @Test
  void anOldJUnitIsRefusedWithTheWayToANewerOne() {
    RqExtension.requireJUnitIn(RqExtension.class.getClassLoader());

    assertThatIllegalStateException()
        .isThrownBy(() -> RqExtension.requireJUnitIn(ClassLoader.getPlatformClassLoader()))
        .withMessageContaining("rq-testkit needs JUnit 5.13 or later 5.x")
        .withMessageContaining("import org.junit:junit-bom:5.14.4");
  }

  @Test
  void aSeedGivesTheSameIdsAndTheSameJitter() {
    assertThat(idAndPause(7)).isEqualTo(idAndPause(7)).isNotEqualTo(idAndPause(8));
  }

  private static String idAndPause(long seed) {
    try (RqTestkit kit =
        RqTestkit.inMemory().seed(seed).allow(Leftover.FAILED, Leftover.QUEUED).open()) {
      Retry slow = Retry.max(1).backoff(Duration.ofDays(1), Duration.ofDays(1));
      Job<Integer> job =
          kit.queue("default").submit(Call.of(RqExtensionTest::fail, "boom").retry(slow));
      kit.worker().burstAllowingFailures();
      return job.id() + " " + job.queue().scheduled().timeOf(job).orElseThrow();
    }
  }

  @RqTest(mode = Mode.FAKE)
  static class Separate {
    static final List<String> IDS = new ArrayList<>();

    @Test
    void one(Queue queue) {
      assertThat(queue.isEmpty()).isTrue();
      IDS.add(queue.enqueue(RqExtensionTest::nothing).id().value());
    }

    @Test
    void two(Queue queue) {
      one(queue);
    }
  }

  @RqTest
  static class FailingJob {
    @Test
    void failsTheTest(Queue queue, BurstWorker worker) {
      queue.enqueue(RqExtensionTest::fail, "boom");
      worker.burst();
    }
  }

  @RqTest
  static class Constructor {
    Constructor(Rq rq) {}

    @Test
    void never() {}
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
  }

  @Test
  void givesEachTestPartsThatBelongTogether() {
    run(EveryPart.class).testEvents().assertStatistics(stats -> stats.succeeded(1).failed(0));
  }

  @Test
  void givesEachTestAnRqOfItsOwnWithIdsThatRepeat() {
    run(Separate.class).testEvents().assertStatistics(stats -> stats.succeeded(2).failed(0));

    assertThat(Separate.IDS).hasSize(2);
    assertThat(Separate.IDS.get(0)).isEqualTo(Separate.IDS.get(1));
  }

  @Test
  void aFailingJobFailsTheTestWithItsOwnException() {
    run(FailingJob.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("failsTheTest"),
                finishedWithFailure(
                    instanceOf(JobFailedError.class),
                    message(
                        text ->
                            text.startsWith(
                                    "Job failed: io.rq.testkit.RqExtensionTest.fail('boom') on queue 'default'")
                                && text.contains("java.io.IOException: boom")
                                && text.contains("burstAllowingFailures()")),
                    cause(instanceOf(IOException.class), message("boom")))));
  }

  @Test
  void aKitTakesSettingsOfTheTestsOwn() {
    try (RqTestkit kit =
        RqTestkit.inMemory().mode(Mode.INLINE).settings(rq -> rq.allow("io.rq.testkit")).open()) {
      kit.rq().queue().enqueue("io.rq.testkit.RqExtensionTest.nothing");

      assertThat(kit.rq().queue().finished().size()).isEqualTo(1);
    }
  }

  @Test
  void saysWhereTheRqCanBeHad() {
    run(Constructor.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    message(text -> text.contains("in a test method or in @BeforeEach")))));
  }
}
