package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.change;
import static io.rq.testkit.contract.SampleStep.defer;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.end;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.release;
import static io.rq.testkit.contract.SampleStep.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Retention;
import io.rq.spi.Admission;
import io.rq.spi.Change;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.Placement.Outcome;
import io.rq.spi.Plan;
import io.rq.spi.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who waits for whom: the jobs that lie among the deferred ones, and nobody else. */
abstract class DependentsContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  void nobodyWaitsForAJobAtFirst() {
    enqueue("parent");

    assertThat(dependents("parent")).isEmpty();
    assertThat(dependents("nobody")).isEmpty();
  }

  @Test
  @Pins({"D-03", "D-07"})
  void aDeferredJobWaitsForEachOfItsParents() {
    enqueue("p-1", "p-2");

    insert(job("a").deferred(NOW, id("p-1"), id("p-2")));
    insert(job("b").in(NEWS).deferred(NOW, id("p-1")));

    assertThat(dependents("p-1")).containsExactlyInAnyOrder("a", "b");
    assertThat(dependents("p-2")).containsExactlyInAnyOrder("a");
    assertThat(dependents("a")).isEmpty();
  }

  @Test
  void aJobWaitsForAParentThatDoesNotExist() {
    insert(job("a").deferred(NOW, id("nobody")));

    assertThat(dependents("nobody")).containsExactly("a");
    assertThat(find("nobody")).isEmpty();
  }

  @Test
  void aJobWaitsOnceForAParentThatIsNamedTwice() {
    insert(job("a").deferred(NOW, id("p"), id("p")));
    assertThat(dependents("p")).containsExactly("a");

    commit(release(found("a"), in(JobStatus.DEFERRED), NOW, End.BACK));
    assertThat(dependents("p")).isEmpty();
  }

  @Test
  void aStepPutsAJobAmongThoseThatWait() {
    JobRecord held = start("a", LEASE);

    commit(defer(held, heldBy(LEASE), later(5), id("p-1"), id("p-2")));

    assertThat(dependents("p-1")).containsExactly("a");
    assertThat(dependents("p-2")).containsExactly("a");
  }

  @Test
  void whoIsDeferredAnewWaitsForItsNewParentsOnly() {
    insert(job("a").deferred(NOW, id("p-1"), id("p-2")));

    commit(defer(found("a"), in(JobStatus.DEFERRED), later(5), id("p-2"), id("p-3")));

    assertThat(dependents("p-1")).isEmpty();
    assertThat(dependents("p-2")).containsExactly("a");
    assertThat(dependents("p-3")).containsExactly("a");
  }

  @Test
  @Pins({"D-06", "D-07", "J-27", "REG-11"})
  void whoIsDeferredNoLongerWaitsForNobody() {
    Map<String, Step> ways =
        Map.of(
            "queued", job -> release(job, in(JobStatus.DEFERRED), NOW, End.BACK),
            "scheduled", job -> schedule(job, in(JobStatus.DEFERRED), later(60)),
            "started", DependentsContract::takenOver,
            "canceled", job -> cancel(job, in(JobStatus.DEFERRED), NOW),
            "failed", job -> ended(job, Outcome.FAILED, SampleStep.KEPT),
            "not-kept", job -> ended(job, Outcome.FINISHED, Retention.none()),
            "discarded", job -> discard(job, in(JobStatus.DEFERRED)));
    insert(job("stays").deferred(NOW, id("p-1"), id("p-2")));
    ways.forEach(
        (name, way) -> {
          insert(job(name).deferred(NOW, id("p-1"), id("p-2")));
          assertThat(dependents("p-1")).as(name).containsExactlyInAnyOrder(name, "stays");

          commit(way.of(found(name)));

          assertThat(dependents("p-1")).as(name).containsExactly("stays");
          assertThat(dependents("p-2")).as(name).containsExactly("stays");
        });
  }

  @Test
  @Pins({"D-04", "D-14"})
  void whatAPlanNamesMakesNobodyWait() {
    SampleJob child = job("a").plan(after("p-1", "p-2"));

    insert(child.queued());
    assertThat(dependents("p-1")).isEmpty();

    commit(defer(found("a"), in(JobStatus.QUEUED), NOW, id("p-2")));
    assertThat(dependents("p-1")).isEmpty();
    assertThat(dependents("p-2")).containsExactly("a");
    assertThat(found("a").spec()).isEqualTo(child.spec());
  }

  @Test
  @Pins({"D-09", "D-18", "D-26", "J-26"})
  void theyWaitOnHoweverTheParentEndsAndWhenItIsRequeued() {
    JobRecord held = start("p", LEASE);
    insert(job("a").deferred(NOW, id("p")));

    commit(SampleStep.fail(held, heldBy(LEASE), NOW));
    assertThat(dependents("p")).containsExactly("a");
    commit(SampleStep.requeue(found("p"), in(JobStatus.FAILED), NOW, End.BACK));
    assertThat(dependents("p")).containsExactly("a");
    commit(cancel(found("p"), in(JobStatus.QUEUED), NOW));
    assertThat(dependents("p")).containsExactly("a");
    assertThat(placesOf("a")).containsExactly(Place.DEFERRED);
  }

  @Test
  @Pins({"D-24", "J-24"})
  void theyWaitOnWhenTheParentIsDiscarded() {
    enqueue("p");
    insert(job("a").deferred(NOW, id("p")), job("b").in(NEWS).deferred(NOW, id("p")));

    commit(discard(found("p"), in(JobStatus.QUEUED)));

    assertThat(dependents("p")).containsExactlyInAnyOrder("a", "b");
    assertThat(placesOf("a")).containsExactly(Place.DEFERRED);
    enqueue("p");
    assertThat(dependents("p")).containsExactlyInAnyOrder("a", "b");
    commit(release(found("a"), in(JobStatus.DEFERRED), NOW, End.BACK));
    assertThat(dependents("p")).containsExactly("b");
  }

  @Test
  void theyWaitOnWhenTheParentIsPurged() {
    insert(job("a").deferred(NOW, id("p")));
    succeedOnce("p", NOW);

    assertThat(jobs().purge(MAIL, later(100_000), 10)).isEqualTo(1);

    assertThat(dependents("p")).containsExactly("a");
  }

  @Test
  void theyWaitOnWhenAClaimDropsTheParent() {
    insert(job("p").ttl(Duration.ofSeconds(60)).queued());
    insert(job("a").deferred(NOW, id("p")));

    assertThat(jobs().claim(firstOf(MAIL), ANN.lease("late", later(61)))).isEmpty();

    assertThat(find("p")).isEmpty();
    assertThat(dependents("p")).containsExactly("a");
  }

  @Test
  void aNewJobOfADiscardedChildsIdWaitsForNobody() {
    insert(job("a").deferred(NOW, id("p")));
    commit(discard(found("a"), in(JobStatus.DEFERRED)));

    enqueue("a");

    assertThat(dependents("p")).isEmpty();
  }

  @Test
  @Pins("D-08")
  void aStepAppliesIfExactlyThoseWait() {
    JobRecord held = start("p", LEASE);
    insert(job("a").deferred(NOW, id("p")), job("b").deferred(NOW, id("p")));

    boolean applied =
        jobs()
            .commit(
                step(
                    finish(held, heldBy(LEASE), NOW),
                    waiting("p", "b", "a"),
                    waiting("a"),
                    waiting("nobody")));

    assertThat(applied).isTrue();
    assertThat(found("p").state().status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins("D-08")
  void aStepChangesNothingIfAnotherJobWaitsToo() {
    register(ANN);
    JobRecord held = start("p", LEASE);
    insert(job("a").deferred(NOW, id("p")), job("b").deferred(NOW, id("p")));
    Snapshot before = everything();

    for (Fact tooFew : List.of(waiting("p"), waiting("p", "a"), waiting("p", "a", "c"))) {
      assertThat(jobs().commit(step(finish(held, heldBy(LEASE), NOW), tooFew)))
          .as("%s", tooFew)
          .isFalse();
      assertThat(everything()).as("%s", tooFew).isEqualTo(before);
    }
  }

  @Test
  @Pins("D-08")
  void aStepChangesNothingIfOneOfThemWaitsNoLonger() {
    register(ANN);
    JobRecord held = start("p", LEASE);
    insert(job("a").deferred(NOW, id("p")), job("b").deferred(NOW, id("p")));
    commit(cancel(found("b"), in(JobStatus.DEFERRED), NOW));
    Snapshot before = everything();

    assertThat(jobs().commit(step(finish(held, heldBy(LEASE), NOW), waiting("p", "a", "b"))))
        .isFalse();
    assertThat(everything()).isEqualTo(before);
    assertThat(jobs().commit(step(finish(held, heldBy(LEASE), NOW), waiting("p", "a")))).isTrue();
  }

  @Test
  void aStepChangesNothingIfOneOfSeveralFactsFails() {
    JobRecord held = start("p", LEASE);
    insert(job("a").deferred(NOW, id("p")));
    Fact holds = new Fact.Status(id("a"), Optional.of(JobStatus.DEFERRED));
    Fact fails = new Fact.Status(id("a"), Optional.of(JobStatus.QUEUED));
    Change finish = finish(held, heldBy(LEASE), NOW);

    assertThat(jobs().commit(step(finish, waiting("p", "a"), fails))).isFalse();
    assertThat(jobs().commit(step(finish, holds, waiting("p")))).isFalse();
    assertThat(jobs().commit(step(finish, waiting("p"), holds))).isFalse();
    assertThat(jobs().commit(step(finish, waiting("p", "a"), holds))).isTrue();
  }

  @Test
  void aStepIsJudgedByWhoWaitsBeforeIt() {
    insert(job("a").deferred(NOW, id("p")));
    Change released = release(found("a"), in(JobStatus.DEFERRED), NOW, End.BACK);

    assertThat(jobs().commit(step(released, waiting("p")))).isFalse();
    assertThat(jobs().commit(step(released, waiting("p", "a")))).isTrue();
  }

  @Test
  void anInsertionReliesOnWhoWaitsAsAStepDoes() {
    insert(job("a").deferred(NOW, id("p")));

    Admission refused = jobs().insert(List.of(job("b").queued()), List.of(waiting("p")));
    assertThat(refused).isEqualTo(new Admission(Set.of(), false));
    assertThat(find("b")).isEmpty();

    Admission stored = jobs().insert(List.of(job("b").queued()), List.of(waiting("p", "a")));
    assertThat(stored).isEqualTo(Admission.STORED);
  }

  @Test
  @Pins("D-08")
  void aJobThatBeginsToWaitWhileItsParentEndsIsNeitherLostNorQueuedTwice() throws Exception {
    List<String> children = new ArrayList<>();
    try (Threads threads = new Threads()) {
      for (int round = 0; round < 30; round++) {
        String parent = "parent-" + round;
        String child = "child-" + round;
        Lease lease = ANN.lease("run-" + round);
        JobRecord held = start(parent, lease);
        Future<Boolean> waits = threads.start(() -> insertAfter(child, parent));
        Future<Boolean> ends = threads.start(() -> finishAndRelease(held, lease));

        Threads.answer(waits);
        Threads.answer(ends);

        children.add(child);
        assertThat(waiting()).containsExactlyElementsOf(children);
        assertThat(dependents(parent)).isEmpty();
      }
    }
  }

  private void insertAfter(String child, String parent) {
    Fact runs = new Fact.Status(id(parent), Optional.of(JobStatus.STARTED));
    Fact isDone = new Fact.Status(id(parent), Optional.of(JobStatus.FINISHED));
    boolean stored = false;
    while (!stored) {
      stored =
          jobs().insert(List.of(job(child).deferred(NOW, id(parent))), List.of(runs)).isStored()
              || jobs().insert(List.of(job(child).queued()), List.of(isDone)).isStored();
    }
  }

  private void finishAndRelease(JobRecord parent, Lease lease) {
    boolean applied = false;
    while (!applied) {
      Set<JobId> seen = jobs().dependents(parent.id());
      List<Change> changes = new ArrayList<>();
      changes.add(finish(parent, heldBy(lease), NOW));
      for (JobId child : seen) {
        changes.add(release(found(child.value()), in(JobStatus.DEFERRED), NOW, End.BACK));
      }
      applied =
          jobs()
              .commit(
                  new Transition(changes, List.of(new Fact.Dependents(parent.id(), seen)), null));
    }
  }

  private static Transition step(Change change, Fact... facts) {
    return new Transition(List.of(change), List.of(facts), null);
  }

  private static Fact waiting(String parent, String... dependents) {
    return new Fact.Dependents(
        id(parent), Arrays.stream(dependents).map(JobId::of).collect(Collectors.toSet()));
  }

  private static Plan after(String... parents) {
    List<JobId> ids = Arrays.stream(parents).map(JobId::of).toList();
    return new Plan(
        null, null, new Plan.Dependencies(ids, null), null, null, null, null, List.of(), null);
  }

  private static Change takenOver(JobRecord job) {
    Lease lease = ANN.lease("run-of-" + job.id());
    return change(
        job, in(JobStatus.DEFERRED), job.state().started(lease), new Placement.Started(lease));
  }

  private static Change ended(JobRecord job, Outcome outcome, Retention kept) {
    return end(job, in(JobStatus.DEFERRED), NOW, outcome, kept);
  }

  /** A step of a job, once the job is known. */
  private interface Step {
    Change of(JobRecord job);
  }
}
