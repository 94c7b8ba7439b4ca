package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a step applies: if all that it relies on is true, and then wholly. */
abstract class CommitContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  void appliesForTheHolderOfTheLease() {
    JobRecord held = start("a", LEASE);

    assertThat(commits(finish(held, heldBy(LEASE), later(5)))).isTrue();

    assertThat(found("a").state())
        .isEqualTo(new JobState(JobStatus.FINISHED, NOW, NOW, later(5), later(5), ANN.name()));
    assertThat(ids(Place.FINISHED)).containsExactly("a");
  }

  @Test
  void appliesForALeaseThatIsOverIfNobodyTookTheJob() {
    JobRecord held = start("a", LEASE);

    assertThat(commits(finish(held, heldBy(LEASE), later(3600)))).isTrue();
  }

  @Test
  @Pins("E-11")
  void doesNotApplyForAnotherRun() {
    JobRecord held = start("a", LEASE);
    Snapshot before = everything();

    assertThat(commits(finish(held, heldBy(ANN.lease("other")), later(5)))).isFalse();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void doesNotApplyForALeaseOnAnotherJob() {
    JobRecord held = start("a", LEASE);
    start("b", ANN.lease("run-of-b"));
    Snapshot before = everything();

    assertThat(commits(finish(held, heldBy(ANN.lease("run-of-b")), later(5)))).isFalse();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void appliesIfTheStatusIsOneOfThoseExpected() {
    enqueue("a");

    assertThat(commits(cancel(found("a"), in(JobStatus.SCHEDULED, JobStatus.QUEUED), NOW)))
        .isTrue();

    assertThat(found("a").state().status()).isEqualTo(JobStatus.CANCELED);
  }

  @Test
  @Pins({"J-25", "X-02"})
  void doesNotApplyIfTheStatusIsNoneOfThoseExpected() {
    enqueue("a");
    Snapshot before = everything();

    assertThat(commits(cancel(found("a"), in(JobStatus.STARTED, JobStatus.SCHEDULED), NOW)))
        .isFalse();
    assertThat(commits(cancel(found("a"), new Expected.In(Set.of()), NOW))).isFalse();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins({"J-42", "J-25"})
  void aJobThatDoesNotExistFulfilsNothingAndIsNotMade() {
    JobRecord held = start("a", LEASE);
    commit(discard(held, heldBy(LEASE)));
    Snapshot before = everything();

    assertThat(commits(finish(held, heldBy(LEASE), later(5)))).isFalse();
    assertThat(commits(requeue(held, in(JobStatus.values()), later(5), End.BACK))).isFalse();
    assertThat(find("a")).isEmpty();
    assertThat(results("a")).isEmpty();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void appliesIfEveryFactHolds() {
    succeedOnce("parent", NOW);
    insert(job("child").deferred(NOW, id("parent")));

    boolean applied =
        jobs()
            .commit(
                new Transition(
                    List.of(requeue(found("child"), in(JobStatus.DEFERRED), later(1), End.BACK)),
                    List.of(
                        new Fact.Status(id("parent"), Optional.of(JobStatus.FINISHED)),
                        new Fact.Status(id("nobody"), Optional.empty())),
                    null));

    assertThat(applied).isTrue();
    assertThat(waiting()).containsExactly("child");
  }

  @Test
  @Pins({"D-06", "D-08"})
  void changesNothingIfAFactFails() {
    register(ANN);
    enqueue("parent");
    JobRecord held = start("a", LEASE);
    Snapshot before = everything();

    List<Fact> failing =
        List.of(
            new Fact.Status(id("parent"), Optional.of(JobStatus.FINISHED)),
            new Fact.Status(id("parent"), Optional.empty()),
            new Fact.Status(id("nobody"), Optional.of(JobStatus.QUEUED)));
    for (Fact fact : failing) {
      Transition step =
          new Transition(
              List.of(finish(held, heldBy(LEASE), later(5))),
              List.of(new Fact.Status(id("a"), Optional.of(JobStatus.STARTED)), fact),
              new WorkerTally(ANN.name(), true, Duration.ofSeconds(5), later(5)));

      assertThat(jobs().commit(step)).as("%s", fact).isFalse();
      assertThat(everything()).as("%s", fact).isEqualTo(before);
    }
  }

  @Test
  @Pins("D-08")
  void changesNoJobIfOneOfThemIsNotAsExpected() {
    register(ANN);
    insert(job("child").deferred(NOW, id("a")));
    JobRecord held = start("a", LEASE);
    Snapshot before = everything();

    Change good = finish(held, heldBy(LEASE), later(5));
    Change bad = requeue(found("child"), in(JobStatus.SCHEDULED), later(5), End.BACK);
    WorkerTally tally = new WorkerTally(ANN.name(), true, Duration.ofSeconds(5), later(5));

    assertThat(jobs().commit(new Transition(List.of(good, bad), List.of(), tally))).isFalse();
    assertThat(everything()).isEqualTo(before);
    assertThat(jobs().commit(new Transition(List.of(bad, good), List.of(), tally))).isFalse();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins({"D-06", "D-07"})
  void changesJobsOfSeveralQueuesTogether() {
    insert(job("child").in(NEWS).deferred(NOW, id("a")));
    JobRecord held = start("a", LEASE);

    commit(
        finish(held, heldBy(LEASE), later(5)),
        requeue(found("child"), in(JobStatus.DEFERRED), later(5), End.BACK));

    assertThat(found("a").state().status()).isEqualTo(JobStatus.FINISHED);
    assertThat(jobs().position(NEWS, id("child"))).hasValue(0);
    assertThat(jobs().count(NEWS, Place.DEFERRED)).isZero();
    assertThat(jobs().count(NEWS, Place.QUEUED)).isEqualTo(1);
  }

  @Test
  void appliesChangesInTheirOrder() {
    insert(
        job("a").scheduled(NOW),
        job("b").scheduled(NOW),
        job("c").scheduled(NOW),
        job("d").scheduled(NOW));

    commit(due("b", End.BACK), due("a", End.BACK), due("c", End.FRONT), due("d", End.FRONT));

    assertThat(waiting()).containsExactly("d", "c", "b", "a");
  }

  @Test
  void aStepMayChangeNoJobAtAll() {
    enqueue("a");

    assertThat(commits()).isTrue();
    assertThat(holds(new Fact.Status(id("a"), Optional.of(JobStatus.QUEUED)))).isTrue();
    assertThat(holds(new Fact.Status(id("a"), Optional.of(JobStatus.FAILED)))).isFalse();
  }

  @Test
  @Pins({"J-41", "J-14", "SYNC-26"})
  void leavesMetaAndAllThatIsFixedAsTheyAre() {
    insert(job("a").meta(Bytes.ofText("old")).queued());
    JobRecord held = claim(firstOf(MAIL), LEASE).job();
    jobs().annotate(id("a"), Bytes.ofText("changed by the job"), NOW);

    commit(finish(held, heldBy(LEASE), later(5)));

    assertThat(found("a").meta()).isEqualTo(Bytes.ofText("changed by the job"));
    assertThat(found("a").spec()).isEqualTo(held.spec());
  }

  @Test
  @Pins({"W-55", "E-11"})
  void ofManyThreadsThatSettleOneRunOneDoes() throws Exception {
    JobRecord held = start("a", LEASE);

    List<Boolean> applied;
    try (Threads threads = new Threads()) {
      applied = threads.all(8, () -> commits(requeue(held, heldBy(LEASE), later(5), End.BACK)));
    }

    assertThat(applied).containsOnlyOnce(true);
    assertThat(waiting()).containsExactly("a");
  }

  private Change due(String job, End end) {
    return requeue(found(job), in(JobStatus.SCHEDULED), later(1), end);
  }

  private boolean holds(Fact fact) {
    return jobs().commit(new Transition(List.of(), List.of(fact), null));
  }
}
