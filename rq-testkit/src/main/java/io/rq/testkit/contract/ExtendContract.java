package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobStatus;
import io.rq.spi.Counters;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the holder of a lease keeps it. */
abstract class ExtendContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  @Pins({"W-14", "E-04"})
  void theRunExpiresLater() {
    start("a", LEASE);
    Lease renewed = LEASE.renewed(later(30), Duration.ofSeconds(90));

    assertThat(extend("a", renewed)).isTrue();

    assertThat(lines(Place.STARTED)).containsExactly(run("a", renewed));
    assertThat(jobs().due(MAIL, Place.STARTED, NOW_CUT.plusSeconds(119), 10)).isEmpty();
    assertThat(jobs().due(MAIL, Place.STARTED, NOW_CUT.plusSeconds(120), 10))
        .containsExactly(run("a", renewed));
  }

  @Test
  void theRunExpiresWhenTheLastRenewalSaysEvenIfThatIsEarlier() {
    start("a", LEASE);
    Lease shorter = LEASE.renewed(later(1), Duration.ofSeconds(5));

    assertThat(extend("a", shorter)).isTrue();

    assertThat(lines(Place.STARTED)).containsExactly(run("a", shorter));
  }

  @Test
  @Pins({"W-15", "J-38"})
  void theJobWasHeardOfAndNothingElseOfItChanges() {
    insert(job("a").plan(SamplePlan.FULL).counting(new Counters(2, 1, 3)).queued());
    JobRecord before = claim(exactly("a"), LEASE).job();

    extend("a", LEASE.renewed(later(30), Duration.ofSeconds(90)));

    JobState state = before.state();
    assertThat(found("a"))
        .isEqualTo(
            before.with(
                new JobState(
                    JobStatus.STARTED,
                    state.enqueuedAt(),
                    state.startedAt(),
                    null,
                    later(30),
                    state.worker(),
                    state.counters())));
  }

  @Test
  void aLeaseThatIsOverIsRenewedIfNobodyTookTheJob() {
    start("a", LEASE);
    assertThat(jobs().due(MAIL, Place.STARTED, later(61), 10)).hasSize(1);

    assertThat(extend("a", LEASE.renewed(later(61), Duration.ofSeconds(60)))).isTrue();

    assertThat(jobs().due(MAIL, Place.STARTED, later(61), 10)).isEmpty();
  }

  @Test
  void theHolderCanStillFinishAfterRenewal() {
    JobRecord held = start("a", LEASE);

    extend("a", LEASE.renewed(later(30), Duration.ofSeconds(90)));

    assertThat(commits(SampleStep.finish(held, heldBy(LEASE), later(40)))).isTrue();
    assertThat(lines(Place.STARTED)).isEmpty();
  }

  @Test
  @Pins("E-11")
  void anotherRunRenewsNothing() {
    register(ANN);
    start("a", LEASE);
    Snapshot before = everything();

    assertThat(extend("a", ANN.lease("other", later(30)))).isFalse();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins("W-15")
  void aJobThatIsGoneIsNotMadeAgain() {
    register(ANN);
    JobRecord held = start("a", LEASE);
    commit(discard(held, in(JobStatus.STARTED)));
    Snapshot before = everything();

    assertThat(extend("a", ANN.lease("run", later(30)))).isFalse();
    assertThat(extend("missing", ANN.lease("run", later(30)))).isFalse();
    assertThat(everything()).isEqualTo(before);
    assertThat(find("a")).isEmpty();
    assertThat(find("missing")).isEmpty();
  }

  @Test
  @Pins({"REG-15", "E-09"})
  void aRunThatEndedIsNotRenewed() {
    JobRecord held = start("a", LEASE);
    commit(SampleStep.finish(held, heldBy(LEASE), later(1)));
    Snapshot before = everything();

    assertThat(extend("a", ANN.lease("run", later(30)))).isFalse();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins("J-28")
  void aRunOfAJobThatWasCanceledIsNotRenewed() {
    JobRecord held = start("a", LEASE);
    commit(cancel(held, in(JobStatus.STARTED), later(1)));
    Snapshot before = everything();

    assertThat(extend("a", ANN.lease("run", later(30)))).isFalse();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aWaitingJobHasNoLeaseToRenew() {
    enqueue("a");

    assertThat(extend("a", LEASE)).isFalse();
    assertThat(waiting()).isEqualTo(List.of("a"));
  }

  private boolean extend(String job, Lease lease) {
    return jobs().extend(id(job), MAIL, lease);
  }
}
