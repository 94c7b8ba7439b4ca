package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.WorkerState;
import io.rq.spi.Admission;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How jobs come into the store: all or none, in order, each id once. */
abstract class InsertContract extends Chapter {

  @Test
  @Pins("Q-17")
  void pushesToTheBackInTheGivenOrder() {
    insert(job("a").queued(), job("b").queued());
    insert(job("c").queued());

    assertThat(waiting()).containsExactly("a", "b", "c");
  }

  @Test
  @Pins("Q-23")
  void jobsPushedToTheFrontRunLastInFirstOut() {
    enqueue("waited");

    insert(job("a").queued(NOW, End.FRONT), job("b").queued(NOW, End.FRONT));

    assertThat(waiting()).containsExactly("b", "a", "waited");
  }

  @Test
  @Pins("Q-30")
  void storesJobsOfSeveralQueuesInOneCall() {
    insert(job("a").queued(), job("b").in(NEWS).queued());

    assertThat(waiting()).containsExactly("a");
    assertThat(jobs().position(NEWS, id("b"))).hasValue(0);
  }

  @Test
  @Pins("U-03")
  void aTakenIdStoresNothingOfTheCall() {
    enqueue("taken");
    Snapshot before = everything();

    Admission admission =
        jobs()
            .insert(
                List.of(job("new").queued(), job("taken").ttl(Duration.ofDays(1)).queued()),
                List.of());

    assertThat(admission.isStored()).isFalse();
    assertThat(admission.taken()).containsExactly(id("taken"));
    assertThat(find("new")).isEmpty();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void namesEveryTakenIdHoweverManyThereAre() {
    List<Insertion> many =
        IntStream.range(0, 9000).mapToObj(n -> job("job-" + n).queued()).toList();
    assertThat(jobs().insert(many, List.of()).isStored()).isTrue();

    assertThat(jobs().insert(many, List.of()).taken()).hasSize(9000);
  }

  @Test
  void namesEveryTakenId() {
    enqueue("a", "b");

    Admission admission =
        jobs().insert(List.of(job("b").queued(), job("c").queued(), job("a").queued()), List.of());

    assertThat(admission).isEqualTo(new Admission(Set.of(id("a"), id("b")), true));
  }

  @Test
  @Pins("U-04")
  void anIdIsTakenInWhateverStateTheJobIs() {
    start("started", ANN.lease("run"));
    succeedOnce("finished", NOW);
    failOnce("failed", NOW);
    insert(job("scheduled").scheduled(later(60)), job("deferred").deferred(NOW, id("failed")));
    enqueue("canceled");
    commit(SampleStep.cancel(found("canceled"), in(JobStatus.QUEUED), NOW));

    for (String id :
        List.of("started", "finished", "failed", "scheduled", "deferred", "canceled")) {
      assertThat(jobs().insert(List.of(job(id).queued()), List.of()).taken())
          .as(id)
          .containsExactly(id(id));
    }
  }

  @Test
  @Pins("U-04")
  void theIdOfADiscardedJobIsFree() {
    enqueue("a");
    commit(discard(found("a"), in(JobStatus.QUEUED)));

    insert(job("a").queued());

    assertThat(waiting()).containsExactly("a");
  }

  @Test
  @Pins("U-04")
  void theIdOfAJobWhoseRetentionIsOverIsFree() {
    JobRecord finished = succeedOnce("finished", NOW);
    JobRecord failed = failOnce("failed", NOW);

    for (JobRecord old : List.of(finished, failed)) {
      Instant end = Objects.requireNonNull(old.expiresAt());
      String id = old.id().value();
      assertThat(jobs().insert(List.of(job(id).madeAt(justBefore(end)).queued()), List.of()))
          .as(id)
          .isEqualTo(new Admission(Set.of(old.id()), true));
      insert(job(id).madeAt(end).queued(end, End.BACK));

      assertThat(found(id)).isEqualTo(job(id).madeAt(end).queued(end, End.BACK).job());
      assertThat(results(id)).isEmpty();
      assertThat(placesOf(id)).containsExactly(Place.QUEUED);
    }
  }

  @Test
  @Pins("U-04")
  void theIdOfAJobThatWaitedForTooLongIsFree() {
    insert(job("late").ttl(Duration.ofSeconds(60)).group("old").queued(), job("next").queued());

    assertThat(jobs().insert(List.of(job("late").madeAt(later(59)).queued()), List.of()).taken())
        .containsExactly(id("late"));
    insert(job("late").madeAt(later(60)).in(NEWS).queued(later(60), End.BACK));

    assertThat(waiting()).containsExactly("next");
    assertThat(jobs().position(NEWS, id("late"))).hasValue(0);
    assertThat(found("late").expiresAt()).isNull();
    assertThat(jobs().groups(NOW)).isEmpty();
  }

  @Test
  void nothingIsDroppedForACallThatStoresNothing() {
    succeedOnce("over", NOW);
    enqueue("taken");
    Snapshot before = everything();

    assertThat(
            jobs()
                .insert(
                    List.of(job("over").madeAt(later(5000)).queued(), job("taken").queued()),
                    List.of())
                .taken())
        .containsExactly(id("taken"));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void storesIfEveryFactHolds() {
    enqueue("parent");

    Admission admission =
        jobs()
            .insert(
                List.of(job("child").deferred(NOW, id("parent"))),
                List.of(
                    new Fact.Status(id("parent"), Optional.of(JobStatus.QUEUED)),
                    new Fact.Status(id("nobody"), Optional.empty())));

    assertThat(admission).isEqualTo(Admission.STORED);
    assertThat(find("child")).isPresent();
  }

  @Test
  @Pins("D-08")
  void storesNothingIfAJobHasAnotherStatusThanTheFactSays() {
    enqueue("parent");

    Admission admission =
        jobs()
            .insert(
                List.of(job("child").queued()),
                List.of(
                    new Fact.Status(id("parent"), Optional.of(JobStatus.QUEUED)),
                    new Fact.Status(id("parent"), Optional.of(JobStatus.FINISHED))));

    assertThat(admission).isEqualTo(new Admission(Set.of(), false));
    assertThat(find("child")).isEmpty();
  }

  @Test
  @Pins("D-14")
  void storesNothingIfAJobIsMissingThatTheFactSaysIsThere() {
    Admission admission =
        jobs()
            .insert(
                List.of(job("child").queued()),
                List.of(new Fact.Status(id("parent"), Optional.of(JobStatus.FINISHED))));

    assertThat(admission).isEqualTo(new Admission(Set.of(), false));
    assertThat(find("child")).isEmpty();
  }

  @Test
  void storesNothingIfAJobIsThereThatTheFactSaysIsMissing() {
    enqueue("parent");

    Admission admission =
        jobs()
            .insert(
                List.of(job("child").queued()),
                List.of(new Fact.Status(id("parent"), Optional.empty())));

    assertThat(admission).isEqualTo(new Admission(Set.of(), false));
    assertThat(find("child")).isEmpty();
  }

  @Test
  void tellsOfTakenIdsAndOfFactsInOneAnswer() {
    enqueue("a");

    Admission admission =
        jobs()
            .insert(
                List.of(job("a").queued()),
                List.of(new Fact.Status(id("a"), Optional.of(JobStatus.FAILED))));

    assertThat(admission).isEqualTo(new Admission(Set.of(id("a")), false));
  }

  @Test
  void refusesTwoJobsOfOneId() {
    List<Insertion> twice = List.of(job("a").queued(), job("a").queued());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> jobs().insert(twice, List.of()))
        .withMessage("Job 'a' stands twice among the jobs to insert: give each its own id");
    assertThat(find("a")).isEmpty();
    assertThat(waiting()).isEmpty();
  }

  @Test
  void storesNothingWhenThereIsNothingToStore() {
    assertThat(jobs().insert(List.of(), List.of())).isEqualTo(Admission.STORED);
    assertThat(jobs().queues()).isEmpty();
  }

  @Test
  @Pins({"S-01", "S-04"})
  void aScheduledJobLiesInItsRegistryUntilItsTime() {
    insert(job("a").scheduled(later(90)));

    assertThat(lines(Place.SCHEDULED)).containsExactly(line("a", NOW_CUT.plusSeconds(90)));
    assertThat(waiting()).isEmpty();
    assertThat(found("a").state().status()).isEqualTo(JobStatus.SCHEDULED);
  }

  @Test
  @Pins({"D-03", "D-21"})
  void aDeferredJobLiesInItsRegistrySinceItWaits() {
    enqueue("parent");

    insert(job("a").deferred(later(5), id("parent")));

    assertThat(lines(Place.DEFERRED)).containsExactly(line("a", NOW_CUT.plusSeconds(5)));
    assertThat(waiting()).containsExactly("parent");
    assertThat(found("a").state().status()).isEqualTo(JobStatus.DEFERRED);
  }

  @Test
  @Pins("SYNC-03")
  void aStartedJobIsInItsHoldersHandsAtOnce() {
    insert(job("a").started(ANN.lease("run")));

    assertThat(lines(Place.STARTED)).containsExactly(run("a", ANN.lease("run")));
    assertThat(waiting()).isEmpty();
    assertThat(
            commits(SampleStep.finish(found("a"), SampleStep.heldBy(ANN.lease("run")), later(1))))
        .isTrue();
  }

  @Test
  @Pins("SYNC-19")
  void aStartedJobIsStoredWhileTheInstallationIsSuspended() {
    signals().suspend(NOW, Optional.empty());

    insert(job("a").started(ANN.lease("run")));

    assertThat(ids(Place.STARTED)).containsExactly("a");
  }

  @Test
  void aStartedJobIsTheCurrentJobOfItsRegisteredHolder() {
    register(ANN);

    insert(job("a").started(ANN.lease("run")));

    assertThat(seen(ANN, NOW).state()).isEqualTo(WorkerState.BUSY);
    assertThat(seen(ANN, NOW).currentJob()).isEqualTo(id("a"));
  }

  @Test
  @Pins("SYNC-02")
  void aStartedJobDoesNotMakeItsHolderAWorker() {
    insert(job("a").started(ANN.lease("run")));

    assertThat(alive(NOW)).isEmpty();
  }

  @Test
  @Pins("Q-42")
  void oneOfManyThreadsGetsTheId() throws Exception {
    try (Threads threads = new Threads()) {
      List<Boolean> stored =
          threads.all(8, () -> jobs().insert(List.of(job("a").queued()), List.of()).isStored());

      assertThat(stored).containsOnlyOnce(true);
    }
    assertThat(waiting()).containsExactly("a");
  }
}
