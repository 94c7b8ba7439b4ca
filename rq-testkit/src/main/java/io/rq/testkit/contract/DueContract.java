package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.release;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.Entry;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How runs are found whose holders were not heard of for too long, and jobs whose time has come.
 */
abstract class DueContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");
  private static final Instant END = NOW_CUT.plusSeconds(60);

  @Test
  @Pins({"REG-07", "REG-16", "E-05"})
  void aLeaseIsOverFromItsEndOn() {
    insert(job("a").started(LEASE));

    assertThat(overdue(justBefore(END))).isEmpty();
    assertThat(overdue(END)).containsExactly(run("a", LEASE));
    assertThat(overdue(later(100_000))).containsExactly(run("a", LEASE));
  }

  @Test
  void theRunThatIsOverForLongestComesFirst() {
    insert(job("a").started(ANN.lease("run-a", later(20))));
    insert(job("b").started(ANN.lease("run-b", later(10))));
    insert(job("d").started(ANN.lease("run-d", later(10))));
    insert(job("c").started(ANN.lease("run-c", later(10))));
    insert(job("running").started(ANN.lease("run-r", later(1000))));

    assertThat(due(Place.STARTED, later(100), 10)).containsExactly("b", "c", "d", "a");
    assertThat(due(Place.STARTED, later(100), 2)).containsExactly("b", "c");
    assertThat(due(Place.STARTED, later(100), 0)).isEmpty();
  }

  @Test
  void aRunThatWasSettledIsNotFoundAgain() {
    commit(requeue(start("a", LEASE), heldBy(LEASE), later(61), End.BACK));

    assertThat(overdue(later(61))).isEmpty();
  }

  @Test
  @Pins({"S-01", "S-04", "S-06"})
  void aScheduledJobIsDueFromItsSecondOn() {
    insert(job("a").scheduled(later(60)));

    assertThat(scheduled(justBefore(END))).isEmpty();
    assertThat(scheduled(END)).containsExactly(line("a", END));
    assertThat(scheduled(later(60))).containsExactly(line("a", END));
    assertThat(scheduled(later(100_000))).containsExactly(line("a", END));
  }

  @Test
  @Pins("S-09")
  void aJobWhoseTimeWasOverFromTheStartIsDue() {
    insert(job("a").scheduled(Instant.EPOCH), job("b").scheduled(later(-86_400)));

    assertThat(due(Place.SCHEDULED, NOW, 10)).containsExactly("a", "b");
  }

  @Test
  @Pins("S-06")
  void theJobThatIsDueForLongestComesFirstAndInOneSecondTheSmallerId() {
    insert(
        job("a").scheduled(later(20)),
        job("d").scheduled(NOW_CUT.plusSeconds(10)),
        job("b").scheduled(justBefore(NOW_CUT.plusSeconds(11))),
        job("c").scheduled(later(10)),
        job("tomorrow").scheduled(later(86_400)));

    assertThat(due(Place.SCHEDULED, later(100), 10)).containsExactly("b", "c", "d", "a");
    assertThat(due(Place.SCHEDULED, later(100), 3)).containsExactly("b", "c", "d");
    assertThat(due(Place.SCHEDULED, later(100), 1)).containsExactly("b");
    assertThat(due(Place.SCHEDULED, later(100), 0)).isEmpty();
  }

  @Test
  void aJobThatIsNoLongerScheduledIsNotFoundAgain() {
    insert(job("released").scheduled(NOW), job("canceled").scheduled(NOW));
    commit(release(found("released"), in(JobStatus.SCHEDULED), NOW, End.BACK));
    commit(cancel(found("canceled"), in(JobStatus.SCHEDULED), NOW));

    assertThat(scheduled(later(100_000))).isEmpty();
  }

  @Test
  void aJobThatIsScheduledAnewIsDueAtItsNewTimeOnly() {
    insert(job("a").scheduled(later(60)));
    commit(SampleStep.schedule(found("a"), in(JobStatus.SCHEDULED), later(600)));

    assertThat(scheduled(later(60))).isEmpty();
    assertThat(scheduled(later(600))).containsExactly(line("a", NOW_CUT.plusSeconds(600)));
  }

  @Test
  void eachPlaceOfEachQueueIsLookedAtByItself() {
    insert(
        job("elsewhere").in(NEWS).started(LEASE),
        job("sometime").in(NEWS).scheduled(NOW),
        job("run").started(ANN.lease("run-2")),
        job("scheduled").scheduled(NOW),
        job("deferred").deferred(NOW, id("run")));
    enqueue("waiting");
    succeedOnce("finished", NOW);
    failOnce("failed", NOW);

    assertThat(due(Place.STARTED, later(100_000), 10)).containsExactly("run");
    assertThat(due(Place.SCHEDULED, later(100_000), 10)).containsExactly("scheduled");
    assertThat(jobs().due(NEWS, Place.STARTED, later(100_000), 10)).hasSize(1);
    assertThat(jobs().due(NEWS, Place.SCHEDULED, later(100_000), 10))
        .containsExactly(line("sometime", NOW_CUT));
  }

  @Test
  void nothingBecomesDueInAnyOtherPlace() {
    enqueue("a");

    for (Place place : EnumSet.complementOf(EnumSet.of(Place.STARTED, Place.SCHEDULED))) {
      assertThatIllegalArgumentException()
          .as("%s", place)
          .isThrownBy(() -> jobs().due(MAIL, place, NOW, 10));
      assertThatIllegalArgumentException()
          .as("%s of a queue that never was", place)
          .isThrownBy(() -> jobs().due(NEWS, place, NOW, 10));
    }
  }

  @Test
  @Pins("REG-06")
  void lookingForThemChangesNothing() {
    register(ANN);
    insert(job("a").started(LEASE), job("b").scheduled(NOW));
    Snapshot before = everything();

    overdue(later(100_000));
    scheduled(later(100_000));

    assertThat(everything()).isEqualTo(before);
  }

  private List<Entry> overdue(Instant now) {
    return jobs().due(MAIL, Place.STARTED, now, 10);
  }

  private List<Entry> scheduled(Instant now) {
    return jobs().due(MAIL, Place.SCHEDULED, now, 10);
  }

  private List<String> due(Place place, Instant now, int limit) {
    return jobs().due(MAIL, place, now, limit).stream().map(line -> line.job().value()).toList();
  }
}
