package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.fail;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.release;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Settlement;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a job is called off, wherever it lies. */
@Pins("J-25")
abstract class CancelContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  void aWaitingJobIsNotRun() {
    enqueue("a", "b", "c");

    cancelIn("b", JobStatus.QUEUED);

    assertThat(waiting()).containsExactly("a", "c");
    assertThat(jobs().position(MAIL, id("b"))).isEmpty();
    assertThat(jobs().claim(exactly("b"), LEASE)).isEmpty();
    assertThatIsCanceled("b");
  }

  @Test
  void aScheduledJobDoesNotBecomeDue() {
    insert(job("a").scheduled(later(60)));

    cancelIn("a", JobStatus.SCHEDULED);

    assertThat(jobs().due(MAIL, Place.SCHEDULED, later(100_000), 10)).isEmpty();
    assertThat(commits(release(found("a"), in(JobStatus.SCHEDULED), later(60), End.BACK)))
        .isFalse();
    assertThatIsCanceled("a");
  }

  @Test
  @Pins({"J-25", "J-27", "D-16"})
  void aDeferredJobIsNotReleased() {
    insert(job("a").deferred(NOW, id("p")));

    cancelIn("a", JobStatus.DEFERRED);

    assertThat(dependents("p")).isEmpty();
    assertThat(commits(release(found("a"), in(JobStatus.DEFERRED), later(60), End.BACK))).isFalse();
    assertThatIsCanceled("a");
  }

  @Test
  @Pins("J-28")
  void whatTheHolderOfARunningJobStillWritesHasNoEffect() {
    register(ANN);
    JobRecord held = start("a", LEASE);

    cancelIn("a", JobStatus.STARTED);

    Snapshot before = everything();
    Transition late =
        Transition.of(finish(held, heldBy(LEASE), later(10)))
            .countedFor(new WorkerTally(ANN.name(), true, Duration.ofSeconds(10), later(10)));
    assertThat(jobs().extend(id("a"), MAIL, LEASE.renewed(later(9), Duration.ofSeconds(60))))
        .isFalse();
    assertThat(jobs().commit(late)).isFalse();
    assertThat(commits(fail(held, heldBy(LEASE), later(10)))).isFalse();
    assertThat(jobs().commitEach(List.of(late))).containsExactly(false);
    Settlement settlement = jobs().commitAndClaim(late, firstOf(MAIL), ANN.lease("next"));
    assertThat(settlement.applied()).isFalse();
    assertThat(settlement.next()).isEmpty();
    assertThat(everything()).isEqualTo(before);
    assertThat(jobs().due(MAIL, Place.STARTED, later(100_000), 10)).isEmpty();
    assertThat(results("a")).isEmpty();
    assertThatIsCanceled("a");
  }

  @Test
  @Pins("J-28")
  void theHolderOfTheRunBeforeHasNoEffectOnTheRunAfterARequeue() {
    JobRecord held = start("a", LEASE);
    cancelIn("a", JobStatus.STARTED);
    commit(requeue(found("a"), in(JobStatus.CANCELED), later(6), End.BACK));
    Lease second = BOB.lease("run-2", later(7));
    claim(firstOf(MAIL), second);

    assertThat(commits(finish(held, heldBy(LEASE), later(8)))).isFalse();

    assertThat(lines(Place.STARTED)).containsExactly(run("a", second));
    assertThat(commits(finish(held, heldBy(second), later(9)))).isTrue();
  }

  @Test
  @Pins({"J-25", "X-02"})
  void aJobIsCalledOffOnce() {
    enqueue("a");
    cancelIn("a", JobStatus.QUEUED);
    Snapshot before = everything();

    assertThat(
            commits(
                cancel(
                    found("a"),
                    in(
                        JobStatus.QUEUED,
                        JobStatus.SCHEDULED,
                        JobStatus.DEFERRED,
                        JobStatus.STARTED),
                    later(60))))
        .isFalse();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins({"J-25", "REG-18"})
  void aJobThatEndedIsKeptForEverOnceItIsCalledOff() {
    failOnce("a", NOW);

    cancelIn("a", JobStatus.FAILED);

    assertThat(results("a")).hasSize(1);
    assertThat(jobs().purge(MAIL, later(100_000), 10)).isZero();
    assertThatIsCanceled("a");
  }

  @Test
  @Pins({"J-26", "D-16"})
  void thoseThatWaitForItWaitOn() {
    enqueue("a");
    insert(job("child").deferred(NOW, id("a")));

    cancelIn("a", JobStatus.QUEUED);

    assertThat(dependents("a")).containsExactly("child");
    assertThat(placesOf("child")).containsExactly(Place.DEFERRED);
  }

  private void cancelIn(String job, JobStatus status) {
    commit(cancel(found(job), in(status), later(5)));
  }

  private void assertThatIsCanceled(String job) {
    assertThat(placesOf(job)).containsExactly(Place.CANCELED);
    assertThat(lines(Place.CANCELED)).containsExactly(line(job, NOW_CUT.plusSeconds(5)));
    assertThat(found(job).state().status()).isEqualTo(JobStatus.CANCELED);
    assertThat(found(job).expiresAt()).isNull();
  }
}
