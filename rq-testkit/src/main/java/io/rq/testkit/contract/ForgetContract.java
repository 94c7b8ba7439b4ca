package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.defer;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.requeue;
import static io.rq.testkit.contract.SampleStep.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of a queue that is taken off the list. */
@Pins("Q-07")
abstract class ForgetContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  void theQueueIsListedNoMore() {
    enqueue("a");
    insert(job("elsewhere").in(NEWS).queued());

    jobs().forget(MAIL);

    assertThat(jobs().queues()).containsExactly(NEWS);
    assertThat(jobs().position(NEWS, id("elsewhere"))).hasValue(0);
  }

  @Test
  void nobodyWaitsInItAnyMore() {
    enqueue("a", "b", "c");

    jobs().forget(MAIL);

    assertThat(waiting()).isEmpty();
    assertThat(jobs().count(MAIL, Place.QUEUED)).isZero();
    assertThat(jobs().position(MAIL, id("b"))).isEmpty();
    assertThat(jobs().claim(firstOf(MAIL), LEASE)).isEmpty();
    assertThat(jobs().claim(exactly("b"), LEASE)).isEmpty();
  }

  @Test
  void theRecordsOfThoseThatWaitedStayAsTheyAre() {
    insert(job("a").ttl(Duration.ofSeconds(60)).group("letters").queued(), job("b").queued());
    JobRecord a = found("a");
    JobRecord b = found("b");

    jobs().forget(MAIL);

    assertThat(found("a")).isEqualTo(a);
    assertThat(found("b")).isEqualTo(b);
    assertThat(members("letters")).containsExactly("a");
    assertThat(jobs().purge(MAIL, later(100_000), 10)).isZero();
    assertThat(jobs().compact(MAIL, NOW)).isZero();
    assertThat(find("a")).isPresent();
    assertThat(jobs().insert(List.of(job("b").queued()), List.of()).taken())
        .containsExactly(id("b"));
  }

  @Test
  void jobsInOtherPlacesStayWhereTheyAre() {
    enqueue("waiting");
    start("started", LEASE);
    insert(job("scheduled").scheduled(later(60)), job("deferred").deferred(NOW, id("waiting")));
    succeedOnce("finished", NOW);
    failOnce("failed", NOW);
    enqueue("canceled");
    commit(cancel(found("canceled"), in(JobStatus.QUEUED), NOW));

    jobs().forget(MAIL);

    assertThat(lines(Place.STARTED)).containsExactly(run("started", LEASE));
    assertThat(ids(Place.SCHEDULED)).containsExactly("scheduled");
    assertThat(ids(Place.DEFERRED)).containsExactly("deferred");
    assertThat(ids(Place.FINISHED)).containsExactly("finished");
    assertThat(ids(Place.FAILED)).containsExactly("failed");
    assertThat(ids(Place.CANCELED)).containsExactly("canceled");
    assertThat(dependents("waiting")).containsExactly("deferred");
    assertThat(jobs().due(MAIL, Place.SCHEDULED, later(60), 10)).hasSize(1);
    assertThat(jobs().purge(MAIL, later(100_000), 10)).isEqualTo(2);
  }

  @Test
  void aRunGoesOnAndEndsWithoutBringingTheQueueBack() {
    JobRecord held = start("a", LEASE);

    jobs().forget(MAIL);

    assertThat(jobs().extend(id("a"), MAIL, LEASE.renewed(later(1), Duration.ofSeconds(60))))
        .isTrue();
    commit(finish(held, heldBy(LEASE), later(2)));
    assertThat(ids(Place.FINISHED)).containsExactly("a");
    assertThat(jobs().queues()).isEmpty();
  }

  @Test
  void theNextJobBringsTheQueueBackWithoutThoseThatWaitedBefore() {
    enqueue("old-1", "old-2");
    jobs().forget(MAIL);

    enqueue("new");

    assertThat(jobs().queues()).containsExactly(MAIL);
    assertThat(waiting()).containsExactly("new");
    assertThat(claim(firstOf(MAIL), LEASE).job().id()).isEqualTo(id("new"));
    assertThat(jobs().claim(firstOf(MAIL), ANN.lease("run-2"))).isEmpty();
  }

  @Test
  void aStepThatPutsAJobToWaitBringsTheQueueBack() {
    failOnce("a", NOW);

    jobs().forget(MAIL);
    commit(requeue(found("a"), in(JobStatus.FAILED), NOW, End.BACK));
    assertThat(jobs().queues()).containsExactly(MAIL);
    assertThat(waiting()).containsExactly("a");

    jobs().forget(MAIL);
    commit(schedule(found("a"), in(JobStatus.QUEUED), later(60)));
    assertThat(jobs().queues()).containsExactly(MAIL);

    jobs().forget(MAIL);
    commit(defer(found("a"), in(JobStatus.SCHEDULED), NOW, id("nobody")));
    assertThat(jobs().queues()).containsExactly(MAIL);
  }

  @Test
  void thoseThatWaitedCanBePutBackCalledOffAndDiscarded() {
    enqueue("a", "b", "c");
    jobs().forget(MAIL);

    commit(discard(found("a"), in(JobStatus.QUEUED)));
    commit(cancel(found("b"), in(JobStatus.QUEUED), NOW));
    assertThat(jobs().queues()).isEmpty();
    commit(requeue(found("c"), in(JobStatus.QUEUED), NOW, End.BACK));

    assertThat(find("a")).isEmpty();
    assertThat(ids(Place.CANCELED)).containsExactly("b");
    assertThat(waiting()).containsExactly("c");
    assertThat(claim(firstOf(MAIL), LEASE).job().id()).isEqualTo(id("c"));
  }

  @Test
  void forgettingAQueueThatNeverWasDoesNothing() {
    insert(job("elsewhere").in(NEWS).queued());
    Snapshot before = everything();

    jobs().forget(MAIL);

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aQueueIsForgottenTwiceAsOnce() {
    enqueue("a");

    jobs().forget(MAIL);
    jobs().forget(MAIL);

    assertThat(jobs().queues()).isEmpty();
    assertThat(find("a")).isPresent();
  }
}
