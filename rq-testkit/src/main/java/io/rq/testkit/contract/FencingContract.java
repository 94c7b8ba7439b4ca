package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.fail;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Settlement;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * After a lease is lost, nothing that its holder does has effect: Ann was away too long, and others
 * took over.
 */
@Pins({"W-55", "E-11"})
abstract class FencingContract extends Chapter {

  private static final Lease LOST = ANN.lease("run-1");
  private static final Lease TAKEN = BOB.lease("run-2", later(70));

  @BeforeEach
  void annLosesHerLease() {
    register(ANN);
    register(BOB);
    start("a", LOST);
    assertThat(jobs().due(MAIL, Place.STARTED, later(61), 10)).containsExactly(run("a", LOST));
  }

  @Test
  void nothingChangesWhileTheJobWaitsAgain() {
    recoverToTheQueue();

    assertThatAnnHasNoEffect();
  }

  @Test
  void nothingChangesWhileAnotherRunsTheJob() {
    recoverToTheQueue();
    claim(firstOf(MAIL), TAKEN);

    assertThatAnnHasNoEffect();
    assertThat(lines(Place.STARTED)).containsExactly(run("a", TAKEN));
  }

  @Test
  void nothingChangesAfterAnotherFinishedTheJob() {
    recoverToTheQueue();
    JobRecord held = claim(firstOf(MAIL), TAKEN).job();
    commit(finish(held, heldBy(TAKEN), later(80)));

    assertThatAnnHasNoEffect();
    assertThat(results("a")).hasSize(1);
  }

  @Test
  @Pins("REG-16")
  void nothingChangesAfterTheJobWasFailedAsAbandoned() {
    commit(fail(found("a"), heldBy(LOST), later(61)));

    assertThatAnnHasNoEffect();
  }

  @Test
  @Pins("J-42")
  void nothingComesBackAfterTheJobWasDiscarded() {
    commit(discard(found("a"), heldBy(LOST)));

    assertThatAnnHasNoEffect();
    assertThat(find("a")).isEmpty();
    assertThat(results("a")).isEmpty();
  }

  @Test
  void theSameHolderInAnotherRunIsFencedOffToo() {
    recoverToTheQueue();
    claim(firstOf(MAIL), ANN.lease("run-3", later(70)));

    assertThatAnnHasNoEffect();
  }

  @Test
  void recoveryAndHolderExcludeEachOtherWhoeverIsFirst() {
    List<Entry> expired = jobs().due(MAIL, Place.STARTED, later(61), 10);
    assertThat(commits(finish(found("a"), heldBy(LOST), later(61)))).isTrue();
    Snapshot finished = everything();

    assertThat(expired).containsExactly(run("a", LOST));
    assertThat(commits(requeue(found("a"), heldBy(LOST), later(62), End.BACK))).isFalse();
    assertThat(everything()).isEqualTo(finished);
  }

  @Test
  void theHolderTakesItsNextJobByACallOfItsOwn() {
    recoverToTheQueue();
    claim(firstOf(MAIL), TAKEN);
    insert(job("next").in(NEWS).queued());
    JobRecord before = found("a");

    Lease next = ANN.lease("run-4", later(90));
    Settlement settlement = jobs().commitAndClaim(lateSuccess(), firstOf(NEWS), next);

    assertThat(settlement).isEqualTo(new Settlement(false, Optional.empty()));
    assertThat(jobs().claim(firstOf(NEWS), next)).isPresent();
    assertThat(found("a")).isEqualTo(before);
    assertThat(results("a")).isEmpty();
    assertThat(seen(ANN, later(90)).succeeded()).isZero();
    assertThat(seen(ANN, later(90)).workingTime()).isZero();
    assertThat(seen(ANN, later(90)).currentJob()).isEqualTo(id("next"));
  }

  private void recoverToTheQueue() {
    commit(requeue(found("a"), heldBy(LOST), later(61), End.BACK));
  }

  private void assertThatAnnHasNoEffect() {
    Snapshot before = everything();

    assertThat(jobs().extend(id("a"), MAIL, LOST.renewed(later(90), Duration.ofSeconds(60))))
        .as("extended")
        .isFalse();
    assertThat(everything()).as("after extending").isEqualTo(before);

    assertThat(jobs().commit(lateSuccess())).as("committed").isFalse();
    assertThat(everything()).as("after committing").isEqualTo(before);

    Settlement settlement =
        jobs().commitAndClaim(lateSuccess(), firstOf(NEWS), ANN.lease("run-9", later(90)));
    assertThat(settlement.applied()).as("committed with a claim").isFalse();
    assertThat(settlement.next()).isEmpty();
    assertThat(everything()).as("after committing with a claim").isEqualTo(before);
  }

  /** What Ann would write if she still held the job. */
  private Transition lateSuccess() {
    JobRecord asSheKnowsIt =
        JobRecord.of(job("a").spec(), JobState.queued(NOW).started(LOST), null);
    return Transition.of(finish(asSheKnowsIt, heldBy(LOST), later(90)))
        .countedFor(new WorkerTally(ANN.name(), true, Duration.ofSeconds(90), later(90)));
  }
}
