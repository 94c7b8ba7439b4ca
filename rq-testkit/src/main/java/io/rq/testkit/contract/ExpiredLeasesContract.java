package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.spi.Lease;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How runs are found whose holders were not heard of for too long. */
@Pins({"REG-07", "REG-16", "E-05"})
abstract class ExpiredLeasesContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");
  private static final Instant END = NOW_CUT.plusSeconds(60);

  @Test
  void aLeaseIsOverFromItsEndOn() {
    insert(job("a").started(LEASE));

    assertThat(jobs().expiredLeases(MAIL, justBefore(END), 10)).isEmpty();
    assertThat(jobs().expiredLeases(MAIL, END, 10)).containsExactly(run("a", LEASE));
    assertThat(jobs().expiredLeases(MAIL, later(100_000), 10)).containsExactly(run("a", LEASE));
  }

  @Test
  void theLongestOverComesFirst() {
    insert(job("a").started(ANN.lease("run-a", later(20))));
    insert(job("b").started(ANN.lease("run-b", later(10))));
    insert(job("d").started(ANN.lease("run-d", later(10))));
    insert(job("c").started(ANN.lease("run-c", later(10))));
    insert(job("running").started(ANN.lease("run-r", later(1000))));

    assertThat(
            jobs().expiredLeases(MAIL, later(100), 10).stream().map(entry -> entry.job().value()))
        .containsExactly("b", "c", "d", "a");
    assertThat(jobs().expiredLeases(MAIL, later(100), 2).stream().map(entry -> entry.job().value()))
        .containsExactly("b", "c");
    assertThat(jobs().expiredLeases(MAIL, later(100), 0)).isEmpty();
  }

  @Test
  void onlyRunsOfThatQueueAreFound() {
    insert(job("elsewhere").in(NEWS).started(LEASE), job("scheduled").scheduled(NOW));
    enqueue("waiting");
    succeedOnce("finished", NOW);

    assertThat(jobs().expiredLeases(MAIL, later(100_000), 10)).isEmpty();
    assertThat(jobs().expiredLeases(NEWS, later(100_000), 10)).hasSize(1);
  }

  @Test
  void aRunThatWasSettledIsNotFoundAgain() {
    commit(requeue(start("a", LEASE), heldBy(LEASE), later(61), End.BACK));

    assertThat(jobs().expiredLeases(MAIL, later(61), 10)).isEmpty();
  }

  @Test
  @Pins("REG-06")
  void lookingForThemChangesNothing() {
    register(ANN);
    insert(job("a").started(LEASE));
    Snapshot before = everything();

    jobs().expiredLeases(MAIL, later(100_000), 10);

    assertThat(everything()).isEqualTo(before);
  }
}
