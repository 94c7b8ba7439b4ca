package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.end;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobStatus;
import io.rq.Retention;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How jobs go whose retention is over. */
@Pins({"REG-06", "REG-09"})
abstract class PurgeContract extends Chapter {

  private static final Instant END = NOW_CUT.plusSeconds(500);

  @Test
  @Pins({"REG-10", "REG-12", "REG-19", "RES-06"})
  void removesTheRecordTheResultsAndTheLine() {
    succeedOnce("finished", NOW);
    failOnce("failed", NOW);

    assertThat(jobs().purge(MAIL, END, 10)).isEqualTo(2);

    for (String job : new String[] {"finished", "failed"}) {
      assertThat(find(job)).as(job).isEmpty();
      assertThat(results(job)).as(job).isEmpty();
    }
    assertThat(lines(Place.FINISHED)).isEmpty();
    assertThat(lines(Place.FAILED)).isEmpty();
    assertThat(jobs().purge(MAIL, END, 10)).isZero();
  }

  @Test
  void leavesWhatIsKeptAMomentLonger() {
    succeedOnce("finished", NOW);
    failOnce("failed", NOW);
    Snapshot before = everything();

    assertThat(jobs().purge(MAIL, justBefore(END), 10)).isZero();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins({"REG-10", "REG-13", "J-23"})
  void leavesWhatIsKeptForEver() {
    keepForEver("finished", Outcome.FINISHED);
    keepForEver("failed", Outcome.FAILED);
    enqueue("canceled");
    commit(cancel(found("canceled"), in(JobStatus.QUEUED), NOW));
    Snapshot before = everything();

    assertThat(jobs().purge(MAIL, later(1_000_000_000), 10)).isZero();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins("REG-13")
  void findsFailedJobsBehindThoseThatAreKeptForEver() {
    keepForEver("for-ever", Outcome.FAILED);
    failOnce("failed", NOW);

    assertThat(jobs().purge(MAIL, END, 1)).isEqualTo(1);
    assertThat(ids(Place.FAILED)).containsExactly("for-ever");
  }

  @Test
  void leavesJobsThatDidNotEnd() {
    Duration minute = Duration.ofSeconds(60);
    insert(job("scheduled").ttl(minute).scheduled(NOW));
    insert(job("deferred").ttl(minute).deferred(NOW, id("scheduled")));
    insert(job("started").ttl(minute).started(ANN.lease("run")));
    Snapshot before = everything();

    assertThat(jobs().purge(MAIL, later(100_000), 10)).isZero();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins("Q-33")
  void leavesWaitingJobsToTheClaimThatMeetsThem() {
    insert(job("late").ttl(Duration.ofSeconds(60)).queued());

    assertThat(jobs().purge(MAIL, later(100_000), 10)).isZero();

    assertThat(waiting()).containsExactly("late");
  }

  @Test
  void removesNoMoreThanAskedThoseFirstThatAreOverForLongest() {
    for (String job : new String[] {"c", "a", "d", "b"}) {
      succeedOnce(job, later(job.charAt(0)));
    }

    assertThat(jobs().purge(MAIL, later(10_000), 0)).isZero();
    assertThat(jobs().purge(MAIL, later(10_000), 3)).isEqualTo(3);

    assertThat(ids(Place.FINISHED)).containsExactly("d");
    assertThat(jobs().purge(MAIL, later(10_000), 3)).isEqualTo(1);
  }

  @Test
  void theLimitCountsForBothRegistriesTogether() {
    succeedOnce("a", NOW);
    failOnce("b", NOW);

    assertThat(jobs().purge(MAIL, END, 1)).isEqualTo(1);
    assertThat(jobs().count(MAIL, Place.FINISHED) + jobs().count(MAIL, Place.FAILED)).isEqualTo(1);
  }

  @Test
  void looksIntoNoOtherQueue() {
    Lease lease = ANN.lease("run");
    Insertion elsewhere = job("a").in(NEWS).started(lease);
    insert(elsewhere);
    commit(SampleStep.finish(elsewhere.job(), heldBy(lease), NOW));

    assertThat(jobs().purge(MAIL, END, 10)).isZero();
    assertThat(find("a")).isPresent();
    assertThat(jobs().purge(NEWS, END, 10)).isEqualTo(1);
    assertThat(find("a")).isEmpty();
  }

  @Test
  @Pins("Q-15")
  void theQueueStaysListed() {
    succeedOnce("a", NOW);

    jobs().purge(MAIL, END, 10);

    assertThat(jobs().queues()).containsExactly(MAIL);
  }

  @Test
  void knowsNoQueueThatNeverWas() {
    assertThat(jobs().purge(MAIL, END, 10)).isZero();
    assertThat(jobs().queues()).isEmpty();
  }

  private void keepForEver(String job, Outcome outcome) {
    Lease lease = ANN.lease("run-of-" + job);
    JobRecord held = start(job, lease);
    commit(
        SampleStep.recording(
            end(held, heldBy(lease), NOW, outcome, Retention.forever()),
            SampleStep.success(NOW, "kept")));
  }
}
