package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.ExecutionId;
import io.rq.spi.Change;
import io.rq.spi.Expected;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How a job is taken from a holder that was not heard of for too long. Ann holds it for a minute,
 * Bob takes it over.
 */
@Pins({"REG-16", "W-55"})
abstract class OverdueContract extends Chapter {

  private static final Lease LOST = ANN.lease("run-1");
  private static final Instant END = NOW_CUT.plusSeconds(60);

  @BeforeEach
  void annHoldsTheJob() {
    register(ANN);
    register(BOB);
    start("a", LOST);
  }

  @Test
  void aRunIsTakenOverFromTheEndOfItsLeaseOn() {
    Lease taken = BOB.lease("run-2", END);

    assertThat(commits(takenOver(LOST.execution(), justBefore(END), taken))).isFalse();
    assertThat(commits(takenOver(LOST.execution(), END, taken))).isTrue();

    assertThat(lines(Place.STARTED)).containsExactly(run("a", taken));
    assertThat(placesOf("a")).containsExactly(Place.STARTED);
    assertThat(found("a").state().startedAt()).isEqualTo(NOW);
    assertThat(found("a").state().worker()).isEqualTo(ANN.name());
    assertThat(seen(BOB, later(61)).currentJob()).isEqualTo(id("a"));
  }

  @Test
  @Pins("E-11")
  void itsHolderHasNoEffectAfterwards() {
    JobRecord held = found("a");
    Lease taken = BOB.lease("run-2", END);
    commit(takenOver(LOST.execution(), END, taken));
    Snapshot before = everything();

    assertThat(jobs().extend(id("a"), MAIL, LOST.renewed(later(61), Duration.ofSeconds(60))))
        .isFalse();
    assertThat(commits(finish(held, heldBy(LOST), later(61)))).isFalse();
    assertThat(everything()).isEqualTo(before);

    commit(finish(found("a"), heldBy(taken), later(62)));
    assertThat(placesOf("a")).containsExactly(Place.FINISHED);
  }

  @Test
  @Pins("E-04")
  void aHolderThatCameBackInTimeKeepsIt() {
    assertThat(jobs().extend(id("a"), MAIL, LOST.renewed(later(61), Duration.ofSeconds(60))))
        .isTrue();
    Snapshot before = everything();

    assertThat(commits(takenOver(LOST.execution(), later(61), BOB.lease("run-2", later(61)))))
        .isFalse();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void itIsTakenOverOnce() {
    commit(takenOver(LOST.execution(), END, BOB.lease("run-2", END)));
    Snapshot before = everything();

    assertThat(commits(takenOver(LOST.execution(), END, ANN.lease("run-3", END)))).isFalse();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void onlyTheRunThatIsNamedIs() {
    Snapshot before = everything();

    assertThat(commits(takenOver(ExecutionId.of("run-0"), END, BOB.lease("run-2", END)))).isFalse();
    assertThat(commits(takenOver(null, END, BOB.lease("run-2", END)))).isFalse();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aJobThatDoesNotRunIsNot() {
    commit(finish(found("a"), heldBy(LOST), later(1)));
    Snapshot before = everything();

    assertThat(commits(takenOver(LOST.execution(), END, BOB.lease("run-2", END)))).isFalse();

    assertThat(everything()).isEqualTo(before);
  }

  /** The step that leaves all as it is, but for the hold on the job. */
  private Change takenOver(@Nullable ExecutionId from, Instant now, Lease by) {
    JobRecord job = found("a");
    return SampleStep.change(
        job, new Expected.Overdue(from, now), job.state(), new Placement.Started(by));
  }
}
