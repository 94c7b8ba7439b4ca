package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.fail;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.recording;
import static io.rq.testkit.contract.SampleStep.requeue;
import static io.rq.testkit.contract.SampleStep.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.Bytes;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a job goes for good, wherever it lies. */
@Pins("J-24")
abstract class DiscardContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  void nothingIsKeptOfADiscardedJob() {
    insert(job("a").meta(Bytes.ofText("meta")).plan(SamplePlan.FULL).queued());
    JobRecord held = claim(exactly("a"), LEASE).job();
    commit(fail(held, heldBy(LEASE), NOW));
    commit(requeue(found("a"), in(JobStatus.FAILED), NOW, End.BACK));
    Snapshot before = everything();

    commit(discard(found("a"), in(JobStatus.QUEUED)));

    assertThat(find("a")).isEmpty();
    assertThat(results("a")).isEmpty();
    assertThat(places()).isEmpty();
    assertThat(jobs().position(MAIL, id("a"))).isEmpty();
    assertThat(jobs().groups(NOW)).isEmpty();
    assertThat(everything()).isNotEqualTo(before);
    enqueue("a");
    assertThat(found("a")).isEqualTo(job("a").queued().job());
    assertThat(results("a")).isEmpty();
  }

  @Test
  @Pins("REG-11")
  void aJobIsDiscardedFromAnyPlace() {
    enqueue("queued");
    start("started", LEASE);
    insert(job("scheduled").scheduled(later(60)), job("deferred").deferred(NOW, id("queued")));
    succeedOnce("finished", NOW);
    failOnce("failed", NOW);
    enqueue("canceled");
    commit(cancel(found("canceled"), in(JobStatus.QUEUED), NOW));

    for (String job :
        List.of("queued", "started", "scheduled", "deferred", "finished", "failed", "canceled")) {
      commit(discard(found(job), in(found(job).state().status())));

      assertThat(find(job)).as(job).isEmpty();
      assertThat(results(job)).as(job).isEmpty();
      assertThat(placesOf(job)).as(job).isEmpty();
    }
    assertThat(places()).isEmpty();
    assertThat(dependents("queued")).isEmpty();
    assertThat(jobs().due(MAIL, Place.SCHEDULED, later(100_000), 10)).isEmpty();
    assertThat(jobs().due(MAIL, Place.STARTED, later(100_000), 10)).isEmpty();
  }

  @Test
  @Pins({"J-24", "J-42"})
  void whatTheHolderOfARunningJobStillWritesBringsNothingBack() {
    JobRecord held = start("a", LEASE);
    commit(discard(held, in(JobStatus.STARTED)));
    Snapshot before = everything();

    assertThat(commits(finish(held, heldBy(LEASE), later(5)))).isFalse();
    assertThat(jobs().extend(id("a"), MAIL, LEASE.renewed(later(5), Duration.ofSeconds(60))))
        .isFalse();
    assertThat(jobs().annotate(id("a"), Bytes.ofText("late"), NOW)).isFalse();

    assertThat(everything()).isEqualTo(before);
    assertThat(find("a")).isEmpty();
    assertThat(results("a")).isEmpty();
  }

  @Test
  void theHolderOfADiscardedRunHasNoEffectOnANewJobOfThatId() {
    JobRecord held = start("a", LEASE);
    commit(discard(held, in(JobStatus.STARTED)));
    Lease second = BOB.lease("run-2");
    start("a", second);

    assertThat(commits(finish(held, heldBy(LEASE), later(5)))).isFalse();

    assertThat(lines(Place.STARTED)).containsExactly(run("a", second));
  }

  @Test
  void aResultThatComesWithItIsNotKept() {
    JobRecord held = start("a", LEASE);

    commit(recording(discard(held, heldBy(LEASE)), success(NOW, "done")));

    assertThat(results("a")).isEmpty();
    enqueue("a");
    assertThat(results("a")).isEmpty();
  }

  @Test
  void aJobIsDiscardedOnce() {
    enqueue("a");
    JobRecord record = found("a");

    assertThat(commits(discard(record, in(JobStatus.QUEUED)))).isTrue();
    assertThat(commits(discard(record, in(JobStatus.values())))).isFalse();
  }

  @Test
  void thoseAroundItStayInTheirOrder() {
    enqueue("a", "b", "c", "d", "e");

    commit(discard(found("c"), in(JobStatus.QUEUED)));
    commit(discard(found("a"), in(JobStatus.QUEUED)));
    commit(discard(found("e"), in(JobStatus.QUEUED)));

    assertThat(waiting()).containsExactly("b", "d");
    assertThat(jobs().position(MAIL, id("d"))).hasValue(1);
  }
}
