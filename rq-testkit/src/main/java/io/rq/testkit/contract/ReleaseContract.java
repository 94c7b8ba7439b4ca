package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.release;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.Change;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The way of deferred jobs into their queues: in one step with the end of the job that they wait
 * for, all of it or none.
 */
@Pins({"D-06", "D-07", "D-08"})
abstract class ReleaseContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @BeforeEach
  void twoChildrenWaitForARunningParent() {
    register(ANN);
    start("parent", LEASE);
    insert(
        job("a").ttl(Duration.ofSeconds(90)).deferred(NOW, id("parent")),
        job("b").in(NEWS).deferred(NOW, id("parent"), id("other")));
  }

  @Test
  void theParentEndsAndItsChildrenAreQueuedTogether() {
    enqueue("waits");
    JobRecord a = found("a");
    JobRecord b = found("b");

    assertThat(jobs().commit(family(End.BACK))).isTrue();

    assertThat(placesOf("parent")).containsExactly(Place.FINISHED);
    assertThat(results("parent")).hasSize(1);
    assertThat(seen(ANN, later(5)).succeeded()).isEqualTo(1);
    assertThat(waiting()).containsExactly("waits", "a");
    assertThat(jobs().position(NEWS, id("b"))).hasValue(0);
    assertThat(jobs().count(MAIL, Place.DEFERRED)).isZero();
    assertThat(jobs().count(NEWS, Place.DEFERRED)).isZero();
    assertThat(found("a").state()).isEqualTo(a.state().enqueued(later(5)));
    assertThat(found("b").state()).isEqualTo(b.state().enqueued(later(5)));
    assertThat(dependents("parent")).isEmpty();
    assertThat(dependents("other")).isEmpty();
  }

  @Test
  @Pins("D-11")
  void theyEnterTheirQueuesAtTheEndThatIsAskedFor() {
    enqueue("waits");

    assertThat(jobs().commit(family(End.FRONT))).isTrue();

    assertThat(waiting()).containsExactly("a", "waits");
  }

  @Test
  @Pins("J-21")
  void theirTimeToLiveBeginsWhenTheyEnterTheirQueues() {
    assertThat(found("a").expiresAt()).isNull();

    jobs().commit(family(End.BACK));

    assertThat(found("a").expiresAt()).isEqualTo(NOW_CUT.plusSeconds(95));
    assertThat(found("b").expiresAt()).isNull();
  }

  @Test
  void theyCanBeTakenByTheClaimThatFollows() {
    Lease next = ANN.lease("run-2", later(5));

    var settlement = jobs().commitAndClaim(family(End.BACK), firstOf(MAIL, NEWS), next);

    assertThat(settlement.applied()).isTrue();
    assertThat(settlement.next().orElseThrow().job().id()).isEqualTo(id("a"));
  }

  @Test
  void nothingHappensIfAChildWasCalledOffMeanwhile() {
    Transition family = family(End.BACK);
    commit(cancel(found("b"), in(JobStatus.DEFERRED), later(1)));

    assertThatNothingHappens(family);
    assertThat(lines(Place.STARTED)).containsExactly(run("parent", LEASE));
  }

  @Test
  void nothingHappensIfAThirdChildCameMeanwhile() {
    Transition family = family(End.BACK);
    insert(job("c").deferred(NOW, id("parent")));

    assertThatNothingHappens(family);
    assertThat(dependents("parent")).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  @Pins("W-55")
  void nothingHappensIfTheLeaseIsLost() {
    Transition family = family(End.BACK);
    commit(requeue(found("parent"), heldBy(LEASE), later(4), End.BACK));

    assertThatNothingHappens(family);
    assertThat(dependents("parent")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  @Pins("D-06")
  void aChildOfTwoParentsMayWaitOn() {
    Transition oneOfThem =
        new Transition(
            List.of(
                finish(found("parent"), heldBy(LEASE), later(5)),
                release(found("a"), in(JobStatus.DEFERRED), later(5), End.BACK)),
            List.of(new Fact.Dependents(id("parent"), Set.of(id("a"), id("b")))),
            null);

    assertThat(jobs().commit(oneOfThem)).isTrue();

    assertThat(waiting()).containsExactly("a");
    assertThat(dependents("parent")).containsExactly("b");
    assertThat(dependents("other")).containsExactly("b");
    assertThat(jobs().count(NEWS, Place.DEFERRED)).isEqualTo(1);
  }

  @Test
  void manyChildrenAreReleasedInTheOrderOfTheChanges() {
    List<Change> changes = new ArrayList<>();
    List<String> children = new ArrayList<>();
    for (int i = 99; i > 0; i--) {
      String child = "child-" + i;
      insert(job(child).deferred(NOW, id("parent")));
      changes.add(release(found(child), in(JobStatus.DEFERRED), later(5), End.BACK));
      children.add(child);
    }

    assertThat(jobs().commit(new Transition(changes, List.of(), null))).isTrue();

    assertThat(waiting()).isEqualTo(children);
    assertThat(dependents("parent")).containsExactlyInAnyOrder("a", "b");
  }

  private void assertThatNothingHappens(Transition step) {
    Snapshot before = everything();

    assertThat(jobs().commit(step)).isFalse();

    assertThat(everything()).isEqualTo(before);
  }

  /** The end of the parent and the release of both children. */
  private Transition family(End end) {
    return new Transition(
        List.of(
            finish(found("parent"), heldBy(LEASE), later(5)),
            release(found("a"), in(JobStatus.DEFERRED), later(5), end),
            release(found("b"), in(JobStatus.DEFERRED), later(5), end)),
        List.of(new Fact.Dependents(id("parent"), Set.of(id("a"), id("b")))),
        new WorkerTally(ANN.name(), true, Duration.ofSeconds(5), later(5)));
  }
}
