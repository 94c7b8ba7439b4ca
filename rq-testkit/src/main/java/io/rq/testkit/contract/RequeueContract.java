package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.change;
import static io.rq.testkit.contract.SampleStep.fail;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Counters;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.StoredResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a job that ended enters its queue once more. */
@Pins({"REG-17", "J-29"})
abstract class RequeueContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  @Pins({"REG-17", "REG-18", "J-21"})
  void aJobThatEndedAnyWayWaitsAgain() {
    Map<JobStatus, End> ends = new LinkedHashMap<>();
    ends.put(JobStatus.FAILED, End.BACK);
    ends.put(JobStatus.FINISHED, End.FRONT);
    ends.put(JobStatus.STOPPED, End.BACK);
    ends.put(JobStatus.CANCELED, End.FRONT);
    ends.forEach(
        (status, end) -> {
          JobRecord ended = endedAs(status);
          List<StoredResult> history = results(status.name());

          commit(requeue(ended, in(status), later(50), end));

          JobRecord again = found(status.name());
          assertThat(placesOf(status.name())).as("%s", status).containsExactly(Place.QUEUED);
          assertThat(again.state()).as("%s", status).isEqualTo(JobState.queued(later(50)));
          assertThat(again.spec()).as("%s", status).isEqualTo(ended.spec());
          assertThat(again.meta()).as("%s", status).isEqualTo(ended.meta());
          assertThat(again.expiresAt()).as("%s", status).isEqualTo(NOW_CUT.plusSeconds(650));
          assertThat(history).as("%s", status).hasSize(1);
          assertThat(results(status.name())).as("%s", status).isEqualTo(history);
        });
    assertThat(waiting()).containsExactly("CANCELED", "FINISHED", "FAILED", "STOPPED");
    assertThat(places()).containsExactly(Place.QUEUED);
    assertThat(jobs().purge(MAIL, later(100_000), 10)).isZero();
  }

  @Test
  @Pins("REG-18")
  void aRequeuedJobNoLongerExpiresWithItsRetention() {
    failOnce("a", NOW);

    commit(requeue(found("a"), in(JobStatus.FAILED), later(50), End.BACK));

    assertThat(found("a").expiresAt()).isNull();
    assertThat(jobs().purge(MAIL, later(100_000), 10)).isZero();
    assertThat(waiting()).containsExactly("a");
  }

  @Test
  void itsNextRunAddsToItsHistory() {
    failOnce("a", NOW);
    commit(requeue(found("a"), in(JobStatus.FAILED), later(50), End.BACK));
    Lease lease = BOB.lease("run-2", later(60));
    JobRecord held = claim(firstOf(MAIL), lease).job();

    commit(finish(held, heldBy(lease), later(61)));

    assertThat(results("a").stream().map(result -> result.type().name()))
        .containsExactly("SUCCESSFUL", "FAILED");
    assertThat(placesOf("a")).containsExactly(Place.FINISHED);
    assertThat(found("a").expiresAt()).isEqualTo(NOW_CUT.plusSeconds(561));
  }

  @Test
  @Pins("R-12")
  void itsCountersMayBeginAnew() {
    insert(job("a").plan(SamplePlan.FULL).counting(new Counters(0, 2, 0)).queued());
    JobRecord held = claim(firstOf(MAIL), LEASE).job();
    commit(fail(held, heldBy(LEASE), NOW));
    JobState anew = JobState.queued(later(50)).counting(new Counters(3, 0, 3));

    commit(change(found("a"), in(JobStatus.FAILED), anew, new Placement.Queued(End.BACK)));

    assertThat(found("a").state()).isEqualTo(anew);
    assertThat(found("a").spec().plan()).isEqualTo(SamplePlan.FULL);
  }

  @Test
  @Pins("X-02")
  void aJobIsRequeuedOnce() {
    failOnce("a", NOW);
    Change requeue = requeue(found("a"), in(JobStatus.FAILED), later(50), End.BACK);

    assertThat(commits(requeue)).isTrue();
    Snapshot before = everything();
    assertThat(commits(requeue)).isFalse();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aJobThatWasPurgedMeanwhileDoesNotComeBack() {
    failOnce("a", NOW);
    Change requeue = requeue(found("a"), in(JobStatus.FAILED), later(600), End.BACK);
    jobs().purge(MAIL, later(600), 10);

    assertThat(commits(requeue)).isFalse();

    assertThat(find("a")).isEmpty();
    assertThat(places()).isEmpty();
  }

  /**
   * A job that was run once, is named after how it ended, and has ten minutes to wait in a queue.
   */
  private JobRecord endedAs(JobStatus status) {
    String name = status.name();
    Lease lease = ANN.lease("run-of-" + name);
    insert(job(name).ttl(Duration.ofMinutes(10)).meta(Bytes.ofText("meta")).group("all").queued());
    JobRecord held = claim(exactly(name), lease).job();
    if (status == JobStatus.FINISHED) {
      commit(finish(held, heldBy(lease), later(10)));
    } else {
      commit(fail(held, heldBy(lease), later(10)));
    }
    if (status == JobStatus.STOPPED) {
      commit(
          change(
              found(name),
              in(JobStatus.FAILED),
              found(name).state().in(JobStatus.STOPPED),
              new Placement.Retained(Placement.Outcome.FAILED, SampleStep.KEPT, later(10))));
    } else if (status == JobStatus.CANCELED) {
      commit(cancel(found(name), in(JobStatus.FAILED), later(10)));
    }
    return found(name);
  }
}
