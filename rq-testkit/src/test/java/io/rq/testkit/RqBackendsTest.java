package io.rq.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.BackendException;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.testkit.backend.BackendProvider;
import io.rq.testkit.backend.InMemoryProvider;
import io.rq.testkit.backend.Installation;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** One test class on several backends. */
class RqBackendsTest {

  static int twice(int n) {
    return 2 * n;
  }

  /** Is not there. */
  public static final class MissingProvider implements BackendProvider {
    @Override
    public String name() {
      return "missing";
    }

    @Override
    public Optional<String> missing() {
      return Optional.of("looked for it everywhere");
    }

    @Override
    public Installation open(boolean ownServer) {
      throw new AssertionError("nobody opens what is missing");
    }
  }

  static final List<String> SEEN = new CopyOnWriteArrayList<>();

  @RqBackends
  static class OnBoth {
    @Test
    void test(Queue queue, BurstWorker worker, RqTestkit kit) {
      SEEN.add(kit.toString());
      assertThat(queue.isEmpty()).isTrue();
      queue.enqueue(RqBackendsTest::twice, 21);
      assertThat(worker.burst().executed()).isEqualTo(1);
    }

    @Test
    void lifeTimesFollowTheClock(Queue queue, BurstWorker worker, TestClock clock) {
      var job = queue.enqueue(RqBackendsTest::twice, 21);
      worker.burst();
      assertThat(job.exists()).isTrue();
      clock.advance(Duration.ofSeconds(501));
      assertThat(job.exists()).isFalse();
    }
  }

  @Test
  @Pins("F-17")
  void runsOncePerBackend() {
    SEEN.clear();
    Run run = Run.of(OnBoth.class);

    assertThat(run.failures()).isEmpty();
    assertThat(run.succeeded()).isEqualTo(4);
    assertThat(SEEN).hasSize(2);
    assertThat(SEEN.get(0)).contains("backend=inmemory");
    assertThat(SEEN.get(1)).contains("backend=redis at redis://127.0.0.1:");
  }

  @RqBackends
  @AllowLeftovers(Leftover.FAILED)
  static class ClosesItsRq {
    @Test
    void leavesNothing(Rq rq, Queue queue, BurstWorker worker) {
      queue.enqueue(RqBackendsTest::twice, 21);
      worker.burst();
      rq.close();
    }

    @Test
    void leavesAJob(Rq rq, Queue queue) {
      queue.enqueue(RqBackendsTest::twice, 21);
      rq.close();
    }

    @Test
    void asksOn(Rq rq, Queue queue) {
      queue.enqueue(RqBackendsTest::twice, 21);
      rq.close();
      queue.size();
    }
  }

  @Test
  void theKitStillReadsWhenTheProgramHasClosedItsRq() {
    Run run = Run.of(ClosesItsRq.class);

    assertThat(run.succeeded()).isEqualTo(2);
    assertThat(run.failures())
        .filteredOn(LeftoverError.class::isInstance)
        .hasSize(2)
        .allSatisfy(
            left ->
                assertThat(left)
                    .hasMessageContaining("QUEUED: io.rq.testkit.RqBackendsTest.twice(21)"));
    assertThat(run.failures())
        .filteredOn(BackendException.class::isInstance)
        .hasSize(2)
        .allSatisfy(
            failure ->
                assertThat(failure.getSuppressed()[0])
                    .hasMessageContaining("queued: io.rq.testkit.RqBackendsTest.twice(21)"));
  }

  @RqBackends({})
  static class OnNone {
    @Test
    void test(Rq rq) {}
  }

  @Test
  void mustNameABackend() {
    assertThat(Run.containerFailure(OnNone.class))
        .hasMessageContaining("RqBackendsTest$OnNone names no backend; leave the braces out");
  }

  @RqBackends
  static class FailsOnOne {
    @Test
    void test(Rq rq) {
      assertThat(rq.toString()).contains("in memory");
    }
  }

  @Test
  void theFailureNamesTheBackend() {
    Throwable failure = Run.of(FailsOnOne.class).failure();

    assertThat(failure).isInstanceOf(AssertionError.class);
    assertThat(failure.getSuppressed()[0].getMessage()).contains("[backend=redis at redis://");
  }

  @RqBackends({"inmemory", "missing"})
  static class OnAMissingOne {
    @Test
    void test(Rq rq) {}
  }

  @Test
  void skipsWhatIsMissingAndSaysWhy() {
    Run run = Run.of(OnAMissingOne.class);

    assertThat(run.succeeded()).isEqualTo(1);
    assertThat(run.skipped()).singleElement().asString().contains("looked for it everywhere");
  }

  @Test
  void failsWhereItIsRequired() {
    System.setProperty("rq.test.missing.required", "true");
    try {
      Run run = Run.of(OnAMissingOne.class);

      assertThat(run.succeeded()).isEqualTo(1);
      assertThat(run.failure()).hasMessage("No missing: looked for it everywhere");
    } finally {
      System.clearProperty("rq.test.missing.required");
    }
  }

  @Test
  void knowsWhichBackendsThereAre() {
    assertThat(new InMemoryProvider().name()).isEqualTo("inmemory");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() -> BackendProvider.named("nosuch")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("There is no backend 'nosuch'. There are: ")
        .hasMessageContaining("inmemory, redis");
  }

  @RqBackends
  static class One {
    @Test
    void first(Queue queue, BurstWorker worker) {
      work(queue, worker);
    }

    @Test
    void second(Queue queue, BurstWorker worker) {
      work(queue, worker);
    }
  }

  @RqBackends
  static class Another extends One {}

  static void work(Queue queue, BurstWorker worker) {
    for (int i = 0; i < 50; i++) {
      assertThat(queue.size()).isZero();
      queue.enqueue(RqBackendsTest::twice, i);
      assertThat(worker.burst().executed()).isEqualTo(1);
    }
  }

  @Test
  void parallelClassesDoNotSeeEachOther() {
    Run run = Run.inParallel(One.class, Another.class);

    assertThat(run.failures()).isEqualTo(Collections.emptyList());
    assertThat(run.succeeded()).isEqualTo(8);
  }
}
