package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.WorkerState;
import io.rq.spi.Claim;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Settlement;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The step that settles one job and takes the next. */
abstract class CommitAndClaimContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run-1");
  private static final Lease NEXT = ANN.lease("run-2", later(5));

  @Test
  void settlesOneJobAndTakesTheNext() {
    JobRecord held = start("a", LEASE);
    enqueue("b");

    Settlement settlement = jobs().commitAndClaim(settle(held), firstOf(MAIL), NEXT);

    assertThat(settlement.applied()).isTrue();
    assertThat(settlement.next()).hasValue(new Claim(found("b"), NEXT));
    assertThat(found("a").state().status()).isEqualTo(JobStatus.FINISHED);
    assertThat(found("b").state().status()).isEqualTo(JobStatus.STARTED);
    assertThat(lines(Place.STARTED)).containsExactly(run("b", NEXT));
    assertThat(results("a")).hasSize(1);
  }

  @Test
  void settlesEvenIfNothingWaits() {
    JobRecord held = start("a", LEASE);

    Settlement settlement = jobs().commitAndClaim(settle(held), firstOf(MAIL), NEXT);

    assertThat(settlement).isEqualTo(new Settlement(true, Optional.empty()));
    assertThat(ids(Place.FINISHED)).containsExactly("a");
  }

  @Test
  void takesNothingIfTheStepDoesNotApply() {
    register(ANN);
    JobRecord held = start("a", LEASE);
    enqueue("b");
    Snapshot before = everything();

    Settlement settlement =
        jobs()
            .commitAndClaim(
                Transition.of(finish(held, heldBy(BOB.lease("other")), NOW)), firstOf(MAIL), NEXT);

    assertThat(settlement).isEqualTo(new Settlement(false, Optional.empty()));
    assertThat(everything()).isEqualTo(before);
    assertThat(seen(ANN, later(5)).currentJob()).isEqualTo(id("a"));
  }

  @Test
  @Pins({"D-07", "D-11", "W-22", "W-44"})
  void takesWhatTheStepReleasedOnceItIsCommittedWithAllWhoWait() {
    register(ANN);
    JobRecord held = start("a", LEASE);
    enqueue("b");
    insert(job("child").deferred(NOW, id("a")));
    Transition alone =
        new Transition(
            settle(held).changes(),
            List.of(new Fact.Dependents(id("a"), Set.of())),
            settle(held).tally());

    Settlement overlooked = jobs().commitAndClaim(alone, firstOf(MAIL), NEXT);
    Settlement settlement =
        jobs()
            .commitAndClaim(
                new Transition(
                    List.of(
                        settle(held).changes().get(0),
                        requeue(found("child"), in(JobStatus.DEFERRED), later(5), End.FRONT)),
                    List.of(new Fact.Dependents(id("a"), Set.of(id("child")))),
                    settle(held).tally()),
                firstOf(MAIL),
                NEXT);

    assertThat(overlooked).isEqualTo(new Settlement(false, Optional.empty()));
    assertThat(settlement.next().map(claim -> claim.job().id())).hasValue(id("child"));
    assertThat(waiting()).containsExactly("b");
    assertThat(seen(ANN, later(5)).succeeded()).isEqualTo(1);
    assertThat(seen(ANN, later(5)).state()).isEqualTo(WorkerState.BUSY);
    assertThat(seen(ANN, later(5)).currentJob()).isEqualTo(id("child"));
  }

  @Test
  @Pins("R-05")
  void mayTakeTheVeryJobThatTheStepPutBack() {
    JobRecord held = start("a", LEASE);

    Settlement settlement =
        jobs()
            .commitAndClaim(
                Transition.of(requeue(held, heldBy(LEASE), later(5), End.BACK)),
                firstOf(MAIL),
                NEXT);

    assertThat(settlement.next().map(Claim::job)).hasValue(found("a"));
    assertThat(lines(Place.STARTED)).containsExactly(run("a", NEXT));
    assertThat(waiting()).isEmpty();
  }

  @Test
  @Pins("D-07")
  void mayTakeAJobThatTheStepReleased() {
    insert(job("child").deferred(NOW, id("a")));
    JobRecord held = start("a", LEASE);
    Transition step =
        new Transition(
            List.of(
                finish(held, heldBy(LEASE), later(5)),
                requeue(found("child"), in(JobStatus.DEFERRED), later(5), End.BACK)),
            List.of(),
            null);

    Settlement settlement = jobs().commitAndClaim(step, exactly("child"), NEXT);

    assertThat(settlement.next().map(claim -> claim.job().id())).hasValue(id("child"));
  }

  @Test
  @Pins("W-34")
  void settlesButTakesNothingWhileSuspended() {
    JobRecord held = start("a", LEASE);
    enqueue("b");
    signals().suspend(NOW, Optional.empty());

    Settlement settlement = jobs().commitAndClaim(settle(held), firstOf(MAIL), NEXT);

    assertThat(settlement).isEqualTo(new Settlement(true, Optional.empty()));
    assertThat(waiting()).containsExactly("b");
  }

  @Test
  @Pins({"W-22", "W-44"})
  void theWorkerIsBusyWithTheNextJobAndTheLastOneIsCounted() {
    register(ANN);
    JobRecord held = start("a", LEASE);
    enqueue("b");

    jobs().commitAndClaim(settle(held), firstOf(MAIL), NEXT);

    assertThat(seen(ANN, later(5)).succeeded()).isEqualTo(1);
    assertThat(seen(ANN, later(5)).state()).isEqualTo(WorkerState.BUSY);
    assertThat(seen(ANN, later(5)).currentJob()).isEqualTo(id("b"));
  }

  @Test
  @Pins("W-44")
  void theWorkerIsIdleIfNothingWaits() {
    register(ANN);
    JobRecord held = start("a", LEASE);

    jobs().commitAndClaim(settle(held), firstOf(MAIL), NEXT);

    assertThat(seen(ANN, later(5)).state()).isEqualTo(WorkerState.IDLE);
    assertThat(seen(ANN, later(5)).currentJob()).isNull();
  }

  private static Transition settle(JobRecord held) {
    return Transition.of(finish(held, heldBy(LEASE), later(5)))
        .countedFor(new WorkerTally(ANN.name(), true, Duration.ofSeconds(5), later(5)));
  }
}
