package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleWorker.ALIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.WorkerState;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Transition;
import io.rq.spi.WorkerRecord;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What taking, keeping and settling jobs says about the worker that does it. */
abstract class WorkersAtWorkContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  @Pins({"W-17", "W-44"})
  void aClaimMakesTheWorkerBusy() {
    register(ANN);
    register(BOB);

    start("a", ANN.lease("run", later(3)));

    WorkerRecord ann = seen(ANN, later(3));
    assertThat(ann.state()).isEqualTo(WorkerState.BUSY);
    assertThat(ann.currentJob()).isEqualTo(id("a"));
    assertThat(ann.lastHeartbeat()).isEqualTo(later(3));
    assertThat(seen(BOB, later(3))).isEqualTo(BOB.born());
  }

  @Test
  void aClaimThatFindsNothingSaysNothing() {
    register(ANN);

    jobs().claim(firstOf(MAIL), ANN.lease("run", later(3)));

    assertThat(seen(ANN, later(3))).isEqualTo(ANN.born());
  }

  @Test
  @Pins({"W-14", "W-15"})
  void renewingALeaseIsASignOfLife() {
    register(ANN);
    start("a", LEASE);

    jobs().extend(id("a"), MAIL, LEASE.renewed(later(470), Duration.ofSeconds(90)));

    assertThat(seen(ANN, later(470)).lastHeartbeat()).isEqualTo(later(470));
    assertThat(alive(later(559))).containsExactly(ANN.name());
    assertThat(alive(later(561))).isEmpty();
  }

  @Test
  void takingALeaseIsASignOfLife() {
    register(ANN);

    start("a", ANN.lease("run", later(470)));

    assertThat(alive(later(529))).containsExactly(ANN.name());
    assertThat(alive(later(531))).isEmpty();
  }

  @Test
  @Pins("W-07")
  void aLeaseNeverEndsALifeEarlier() {
    register(ANN);

    start("a", LEASE);
    jobs().extend(id("a"), MAIL, LEASE.renewed(later(1), Duration.ofSeconds(5)));

    assertThat(alive(NOW.plus(ALIVE).minusSeconds(1))).containsExactly(ANN.name());
  }

  @Test
  @Pins({"W-22", "W-44", "E-10"})
  void settlingARunCountsItAndMakesTheWorkerIdle() {
    register(ANN);
    JobRecord held = start("a", LEASE);

    settle(held, LEASE, true, Duration.ofMillis(1500), later(5));

    WorkerRecord ann = seen(ANN, later(5));
    assertThat(ann.succeeded()).isEqualTo(1);
    assertThat(ann.failed()).isZero();
    assertThat(ann.workingTime()).isEqualTo(Duration.ofMillis(1500));
    assertThat(ann.state()).isEqualTo(WorkerState.IDLE);
    assertThat(ann.currentJob()).isNull();
    assertThat(ann.lastHeartbeat()).isEqualTo(later(5));
  }

  @Test
  @Pins("W-22")
  void countsAddUp() {
    register(ANN);

    settle(start("a", LEASE), LEASE, true, Duration.ofMillis(1500), later(5));
    settle(start("b", LEASE), LEASE, false, Duration.ofMillis(250), later(6));
    settle(start("c", LEASE), LEASE, false, Duration.ZERO, later(7));

    WorkerRecord ann = seen(ANN, later(7));
    assertThat(ann.succeeded()).isEqualTo(1);
    assertThat(ann.failed()).isEqualTo(2);
    assertThat(ann.workingTime()).isEqualTo(Duration.ofMillis(1750));
  }

  @Test
  @Pins("W-22")
  void aStepWithoutTallyLeavesTheWorkerAlone() {
    register(ANN);
    JobRecord held = start("a", LEASE);
    WorkerRecord before = seen(ANN, NOW);

    commit(finish(held, heldBy(LEASE), later(5)));

    assertThat(seen(ANN, NOW)).isEqualTo(before);
  }

  @Test
  @Pins("W-22")
  void aBeatLeavesTheCounts() {
    register(ANN);
    settle(start("a", LEASE), LEASE, true, Duration.ofMillis(1500), later(5));

    workers().beat(ANN.is(WorkerState.IDLE), later(6), ALIVE);

    assertThat(seen(ANN, later(6)).succeeded()).isEqualTo(1);
    assertThat(seen(ANN, later(6)).workingTime()).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  @Pins("W-44")
  void aBeatOfABusyWorkerLeavesItsCurrentJob() {
    register(ANN);
    start("a", LEASE);

    workers().beat(ANN.is(WorkerState.BUSY), later(6), ALIVE);

    assertThat(seen(ANN, later(6)).currentJob()).isEqualTo(id("a"));
  }

  @Test
  @Pins("W-44")
  void aWorkerThatSaysItIsNotBusyHasNoCurrentJob() {
    register(ANN);
    start("a", LEASE);

    workers().beat(ANN.is(WorkerState.IDLE), later(6), ALIVE);

    assertThat(seen(ANN, later(6)).currentJob()).isNull();
  }

  @Test
  @Pins({"SYNC-02", "SYNC-19"})
  void whoIsNotRegisteredLeavesNoTrace() {
    JobRecord held = start("a", LEASE);
    jobs().extend(id("a"), MAIL, LEASE.renewed(later(1), Duration.ofSeconds(60)));
    settle(held, LEASE, true, Duration.ofSeconds(5), later(5));
    assertThat(alive(later(5))).isEmpty();

    register(ANN);
    assertThat(workers().workers(NOW)).containsExactly(ANN.born());
  }

  @Test
  @Pins("W-08")
  void whoWasUnregisteredIsNotListedAgainBecauseItsRunGoesOn() {
    register(ANN);
    JobRecord held = start("a", LEASE);
    workers().unregister(ANN.name(), later(1));

    jobs().extend(id("a"), MAIL, LEASE.renewed(later(2), Duration.ofSeconds(60)));
    assertThat(alive(later(2))).isEmpty();
    settle(held, LEASE, true, Duration.ofSeconds(5), later(5));
    assertThat(alive(later(5))).isEmpty();
    start("b", ANN.lease("run-2", later(6)));
    assertThat(alive(later(6))).isEmpty();
  }

  @Test
  @Pins("W-10")
  void aDeadWorkerIsNotBroughtBackByWhatItHolds() {
    register(ANN);
    JobRecord held = start("a", LEASE);
    Instant late = NOW.plus(ALIVE).plusSeconds(1);

    jobs().extend(id("a"), MAIL, LEASE.renewed(late, Duration.ofSeconds(60)));
    assertThat(alive(late)).isEmpty();
    settle(held, LEASE, true, Duration.ofSeconds(5), late);
    assertThat(alive(late)).isEmpty();
    start("b", ANN.lease("run-2", late));
    assertThat(alive(late)).isEmpty();
  }

  private void settle(
      JobRecord held, Lease lease, boolean succeeded, Duration workingTime, Instant now) {
    Transition step =
        Transition.of(finish(held, heldBy(lease), now))
            .countedFor(new WorkerTally(lease.worker(), succeeded, workingTime, now));

    assertThat(jobs().commit(step)).as("applied").isTrue();
  }
}
