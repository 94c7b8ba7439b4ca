package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleWorker.ALIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.QueueName;
import io.rq.WorkerName;
import io.rq.WorkerState;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How workers make themselves known, and for how long they are. */
abstract class WorkersContract extends Chapter {

  /**
   * How far a moment is kept from the end of a worker's life; a store may count that in whole
   * seconds.
   */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final Instant END = NOW.plus(ALIVE);

  @Test
  @Pins({"W-08", "W-09", "W-11"})
  void readsBackEverythingThatWasRegistered() {
    WorkerRecord worker =
        new WorkerRecord(
            WorkerName.of("wörker 1/2:3"),
            List.of(QueueName.of("z queue"), QueueName.of("größe"), QueueName.of("a:b")),
            WorkerState.STARTED,
            Instant.parse("2026-01-02T03:04:05.000001Z"),
            Instant.parse("2026-01-02T03:04:05.000001Z"),
            id("job-1"),
            3,
            2,
            Duration.ofMillis(1500),
            4_000_000_000L,
            "größe.example.org",
            "rq-java 1.0 (größe)",
            "17.0.15+6-Debian");

    assertThat(workers().register(worker, ALIVE)).isTrue();

    assertThat(workers().workers(NOW)).containsExactly(worker);
  }

  @Test
  @Pins("W-08")
  void aWorkerIsHeardOfByItsBirth() {
    WorkerRecord silent =
        new WorkerRecord(
            ANN.name(),
            List.of(MAIL),
            WorkerState.IDLE,
            NOW,
            null,
            null,
            0,
            0,
            Duration.ZERO,
            1,
            "h",
            "1",
            "17");

    workers().register(silent, ALIVE);

    assertThat(seen(ANN, NOW).lastHeartbeat()).isEqualTo(NOW);
  }

  @Test
  @Pins("W-12")
  void readsBackEveryState() {
    for (WorkerState state : WorkerState.values()) {
      SampleWorker worker = SampleWorker.worker("in-" + state);
      workers().register(worker.is(state), ALIVE);

      assertThat(seen(worker, NOW)).isEqualTo(worker.is(state));
    }
  }

  @Test
  @Pins("W-02")
  void aNameThatIsAliveIsRefusedAndNothingChanges() {
    register(ANN);
    Snapshot before = everything();

    assertThat(workers().register(ANN.bornAt(END.minus(MARGIN)), ALIVE)).isFalse();

    assertThat(everything()).isEqualTo(before);
    assertThat(alive(END.plus(MARGIN))).isEmpty();
  }

  @Test
  @Pins("W-02")
  void theNameOfADeadWorkerIsFree() {
    register(ANN);
    Instant rebirth = END.plus(MARGIN);

    assertThat(workers().register(ANN.bornAt(rebirth), ALIVE)).isTrue();

    assertThat(workers().workers(rebirth)).containsExactly(ANN.bornAt(rebirth));
  }

  @Test
  @Pins({"W-02", "W-08"})
  void theNameOfAnUnregisteredWorkerIsFree() {
    register(ANN);
    workers().unregister(ANN.name(), later(10));

    assertThat(workers().register(ANN.bornAt(later(11)), ALIVE)).isTrue();

    assertThat(workers().workers(later(11))).containsExactly(ANN.bornAt(later(11)));
  }

  @Test
  void aWorkerWithoutBirthIsRefused() {
    WorkerRecord unborn =
        new WorkerRecord(
            ANN.name(),
            List.of(MAIL),
            WorkerState.IDLE,
            null,
            null,
            null,
            0,
            0,
            Duration.ZERO,
            1,
            "h",
            "1",
            "17");

    assertThatIllegalArgumentException().isThrownBy(() -> workers().register(unborn, ALIVE));
    assertThat(alive(NOW)).isEmpty();
  }

  @Test
  @Pins({"W-07", "W-10"})
  void aWorkerThatIsNotHeardOfIsListedUntilItsTimeIsOver() {
    register(ANN);

    assertThat(alive(END.minus(MARGIN))).containsExactly(ANN.name());
    assertThat(alive(END.plus(MARGIN))).isEmpty();
  }

  @Test
  void readingDoesNotForgetTheDead() {
    register(ANN);

    assertThat(alive(END.plus(MARGIN))).isEmpty();

    assertThat(alive(NOW)).containsExactly(ANN.name());
  }

  @Test
  @Pins("W-09")
  void workersAreListedByName() {
    for (String name : List.of("b", "a", "Z", "ä", "1")) {
      register(SampleWorker.worker(name));
    }

    assertThat(alive(NOW).stream().map(WorkerName::value)).containsExactly("1", "Z", "a", "b", "ä");
  }

  @Test
  @Pins({"W-14", "W-12"})
  void aBeatSaysWhatTheWorkerDoesAndThatItLives() {
    register(ANN);
    Instant beat = later(400);

    workers().beat(ANN.is(WorkerState.SUSPENDED), beat, ALIVE);

    assertThat(seen(ANN, beat).state()).isEqualTo(WorkerState.SUSPENDED);
    assertThat(seen(ANN, beat).lastHeartbeat()).isEqualTo(beat);
    assertThat(seen(ANN, beat).birth()).isEqualTo(NOW);
    assertThat(alive(beat.plus(ALIVE).minus(MARGIN))).containsExactly(ANN.name());
    assertThat(alive(beat.plus(ALIVE).plus(MARGIN))).isEmpty();
  }

  @Test
  void aBeatThatSaysNothingOfTheStateLeavesIt() {
    register(ANN);

    workers().beat(ANN.is(null), later(10), ALIVE);

    assertThat(seen(ANN, later(10)).state()).isEqualTo(WorkerState.IDLE);
  }

  @Test
  @Pins("W-15")
  void aBeatOfAWorkerThatIsNotKnownWritesItsRecordAgain() {
    workers().beat(ANN.is(WorkerState.IDLE), later(10), ALIVE);

    WorkerRecord born = ANN.born();
    assertThat(workers().workers(later(10)))
        .containsExactly(
            new WorkerRecord(
                born.name(),
                born.queues(),
                WorkerState.IDLE,
                born.birth(),
                later(10),
                null,
                0,
                0,
                Duration.ZERO,
                born.pid(),
                born.host(),
                born.version(),
                born.runtime()));
  }

  @Test
  @Pins("W-15")
  void aBeatOfADeadWorkerBringsItBackAsItWasBorn() {
    register(ANN);
    start("a", ANN.lease("run"));
    Instant beat = END.plus(MARGIN);

    workers().beat(ANN.is(WorkerState.IDLE), beat, ALIVE);

    assertThat(alive(beat)).containsExactly(ANN.name());
    assertThat(seen(ANN, beat).currentJob()).isNull();
    assertThat(seen(ANN, beat).lastHeartbeat()).isEqualTo(beat);
  }

  @Test
  @Pins("W-08")
  void anUnregisteredWorkerIsNotListed() {
    register(ANN);
    register(BOB);

    workers().unregister(ANN.name(), later(10));

    assertThat(alive(later(10))).containsExactly(BOB.name());
  }

  @Test
  void unregisteringAWorkerThatIsNotKnownDoesNothing() {
    register(ANN);
    Snapshot before = everything();

    workers().unregister(BOB.name(), NOW);

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins("W-02")
  void ofManyThreadsOneGetsTheName() throws Exception {
    try (Threads threads = new Threads()) {
      assertThat(threads.all(8, () -> workers().register(ANN.born(), ALIVE)))
          .containsOnlyOnce(true);
    }
  }
}
