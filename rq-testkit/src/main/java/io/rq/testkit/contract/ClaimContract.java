package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.spi.Bytes;
import io.rq.spi.Claim;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** How waiting jobs come into the hands of workers: in order, each once. */
abstract class ClaimContract extends Chapter {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void takesTheJobThatWaitedLongest() {
    enqueue("a", "b", "c");

    assertThat(takeAll(MAIL)).containsExactly("a", "b", "c");
  }

  @Test
  @Pins("Q-23")
  void takesFromTheFront() {
    enqueue("a");
    insert(job("b").queued(NOW, End.FRONT));

    assertThat(takeAll(MAIL)).containsExactly("b", "a");
  }

  @Test
  @Pins("Q-32")
  void takesFromALaterQueueOnlyWhenTheEarlierOnesAreEmpty() {
    insert(job("low-1").in(NEWS).queued(), job("low-2").in(NEWS).queued());
    enqueue("high-1", "high-2");

    assertThat(takeAll(MAIL, NEWS)).containsExactly("high-1", "high-2", "low-1", "low-2");
  }

  @Test
  @Pins("Q-32")
  void theOrderOfTheQueuesIsTheOneThatIsAskedFor() {
    insert(job("mail-1").queued(), job("mail-2").queued());
    insert(job("news-1").in(NEWS).queued(), job("news-2").in(NEWS).queued());

    assertThat(claim(firstOf(NEWS, MAIL), nextLease()).job().id()).isEqualTo(id("news-1"));
    assertThat(claim(firstOf(MAIL, NEWS), nextLease()).job().id()).isEqualTo(id("mail-1"));
    assertThat(takeAll(NEWS, MAIL)).containsExactly("news-2", "mail-2");
  }

  @Test
  @Pins("Q-32")
  void looksIntoNoOtherQueuesThanAsked() {
    insert(job("a").in(NEWS).queued());

    assertThat(jobs().claim(firstOf(MAIL), ANN.lease("run"))).isEmpty();
    assertThat(jobs().claim(firstOf(), ANN.lease("run"))).isEmpty();
  }

  @Test
  void findsNothingWhereNothingWaits() {
    insert(job("scheduled").scheduled(NOW), job("deferred").deferred(NOW, id("scheduled")));
    start("started", ANN.lease("run-1"));
    succeedOnce("finished", NOW);
    failOnce("failed", NOW);
    Snapshot before = everything();

    assertThat(jobs().claim(firstOf(MAIL), ANN.lease("run-2"))).isEmpty();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins({"W-17", "J-16"})
  void handsTheJobOutAsItIsNow() {
    insert(job("a").meta(Bytes.ofText("meta")).queued());
    Lease lease = ANN.lease("run", later(3));

    Claim claim = claim(firstOf(MAIL), lease);

    assertThat(claim.lease()).isEqualTo(lease);
    assertThat(claim.job())
        .isEqualTo(
            JobRecord.of(
                job("a").spec(),
                new JobState(JobStatus.STARTED, NOW, later(3), null, later(3), ANN.name()),
                Bytes.ofText("meta")));
    assertThat(found("a")).isEqualTo(claim.job());
  }

  @Test
  void keepsWhenTheJobLastEnded() {
    Lease lease = ANN.lease("run-1");
    JobRecord first = start("a", lease);
    JobState tryAgain = new JobState(JobStatus.QUEUED, NOW, NOW, later(1), later(1), ANN.name());
    commit(SampleStep.change(first, heldBy(lease), tryAgain, new Placement.Queued(End.BACK)));

    Claim second = claim(firstOf(MAIL), BOB.lease("run-2", later(2)));

    assertThat(second.job().state())
        .isEqualTo(new JobState(JobStatus.STARTED, NOW, later(2), later(1), later(2), BOB.name()));
  }

  @Test
  @Pins({"REG-14", "REG-15", "E-02"})
  void movesTheJobFromItsQueueToTheRuns() {
    enqueue("a", "b");

    claim(firstOf(MAIL), ANN.lease("run", later(3)));

    assertThat(waiting()).containsExactly("b");
    assertThat(lines(Place.STARTED)).containsExactly(run("a", ANN.lease("run", later(3))));
  }

  @Test
  @Pins("J-20")
  void aJobDoesNotExpireWhileItRuns() {
    insert(job("a").ttl(MINUTE).queued());

    Claim claim = claim(firstOf(MAIL), ANN.lease("run"));

    assertThat(claim.job().expiresAt()).isNull();
    assertThat(found("a").expiresAt()).isNull();
    assertThat(jobs().purge(MAIL, later(3600), 10)).isZero();
    assertThat(find("a")).isPresent();
  }

  @Test
  @Pins({"Q-33", "W-25", "J-19"})
  void dropsJobsWhoseTimeToLiveIsOverOnTheWay() {
    insert(
        job("late-1").ttl(MINUTE).queued(),
        job("late-2").ttl(MINUTE).queued(),
        job("good").queued());

    Claim claim = claim(firstOf(MAIL), ANN.lease("run", NOW_CUT.plusSeconds(60)));

    assertThat(claim.job().id()).isEqualTo(id("good"));
    assertThat(find("late-1")).isEmpty();
    assertThat(find("late-2")).isEmpty();
    assertThat(waiting()).isEmpty();
  }

  @Test
  @Pins("J-19")
  void aJobIsGoodUntilTheEndOfItsTimeToLive() {
    insert(job("a").ttl(MINUTE).queued());

    Lease justInTime = ANN.lease("run", justBefore(NOW_CUT.plusSeconds(60)));

    assertThat(jobs().claim(firstOf(MAIL), justInTime)).isPresent();
  }

  @Test
  @Pins("Q-33")
  void goesOnToTheNextQueueWhenAllInOneAreDropped() {
    insert(job("late").ttl(MINUTE).queued(), job("good").in(NEWS).queued());

    Claim claim = claim(firstOf(MAIL, NEWS), ANN.lease("run", later(60)));

    assertThat(claim.job().id()).isEqualTo(id("good"));
    assertThat(jobs().count(MAIL, Place.QUEUED)).isZero();
  }

  @Test
  void dropsNoJobThatItDoesNotMeet() {
    insert(job("good").queued(), job("late").ttl(MINUTE).queued());

    claim(firstOf(MAIL), ANN.lease("run", later(60)));

    assertThat(waiting()).containsExactly("late");
    assertThat(find("late")).isPresent();
  }

  @Test
  void aDroppedJobLosesItsResultsToo() {
    Lease lease = ANN.lease("run-1");
    insert(job("a").ttl(MINUTE).queued());
    JobRecord held = claim(exactly("a"), lease).job();
    commit(
        SampleStep.recording(
            SampleStep.requeue(held, heldBy(lease), NOW, End.BACK),
            SampleStep.failure(NOW, "trace")));

    assertThat(jobs().claim(firstOf(MAIL), ANN.lease("run-2", later(60)))).isEmpty();
    assertThat(find("a")).isEmpty();
    assertThat(results("a")).isEmpty();
  }

  @Test
  void takesExactlyOneFromAmongTheOthers() {
    enqueue("a", "b", "c");

    assertThat(claim(exactly("b"), ANN.lease("run")).job().id()).isEqualTo(id("b"));
    assertThat(waiting()).containsExactly("a", "c");
    assertThat(takeAll(MAIL)).containsExactly("a", "c");
  }

  @Test
  void exactlyOneThatDoesNotWaitThereIsNotFound() {
    insert(job("elsewhere").in(NEWS).queued(), job("scheduled").scheduled(NOW));
    start("running", ANN.lease("run-1"));
    Snapshot before = everything();

    for (String id : List.of("elsewhere", "scheduled", "running", "missing")) {
      assertThat(jobs().claim(exactly(id), BOB.lease("run-2"))).as(id).isEmpty();
    }
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins("J-19")
  void exactlyOneWhoseTimeToLiveIsOverIsDropped() {
    insert(job("late").ttl(MINUTE).queued(), job("next").queued());

    assertThat(jobs().claim(exactly("late"), ANN.lease("run", later(60)))).isEmpty();
    assertThat(find("late")).isEmpty();
    assertThat(waiting()).containsExactly("next");
  }

  @Test
  @Pins("W-34")
  void findsNothingInAnyQueueWhileSuspended() {
    enqueue("a");
    signals().suspend(NOW, Optional.empty());

    assertThat(jobs().claim(firstOf(MAIL), ANN.lease("run", later(3600)))).isEmpty();
    assertThat(waiting()).containsExactly("a");
  }

  @Test
  @Pins("SYNC-19")
  void findsExactlyOneJobEvenWhileSuspended() {
    enqueue("a");
    signals().suspend(NOW, Optional.empty());

    assertThat(jobs().claim(exactly("a"), ANN.lease("run"))).isPresent();
  }

  @Test
  @Pins("W-34")
  void findsJobsAgainWhenTheSuspensionIsOver() {
    enqueue("a", "b");
    signals().suspend(NOW, Optional.of(MINUTE));

    assertThat(jobs().claim(firstOf(MAIL), ANN.lease("run-1", later(59)))).isEmpty();
    assertThat(jobs().claim(firstOf(MAIL), ANN.lease("run-2", later(61)))).isPresent();
    signals().suspend(later(61), Optional.empty());
    signals().resume();
    assertThat(jobs().claim(firstOf(MAIL), ANN.lease("run-3", later(62)))).isPresent();
  }

  @RepeatedTest(5)
  void ofManyThreadsEachGetsOtherJobs() throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      all.add("job-" + i);
    }
    enqueue(all.toArray(String[]::new));

    List<List<String>> taken;
    try (Threads threads = new Threads()) {
      taken = threads.all(4, () -> takeAll(MAIL));
    }

    assertThat(taken.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(jobs().count(MAIL, Place.STARTED)).isEqualTo(1000);
  }

  /** Claims until there is nothing left, and sees to it that no job is given out twice. */
  private List<String> takeAll(QueueName... queues) {
    Set<String> taken = new LinkedHashSet<>();
    Optional<Claim> next = jobs().claim(firstOf(queues), nextLease());
    while (next.isPresent()) {
      String job = next.get().job().id().value();
      assertThat(taken.add(job)).as("%s is taken for the first time", job).isTrue();
      next = jobs().claim(firstOf(queues), nextLease());
    }
    return List.copyOf(taken);
  }

  private Lease nextLease() {
    return ANN.lease("run-" + runs.incrementAndGet());
  }
}
