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
import io.rq.spi.Range;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How an empty queue is taken off the list, and what is left of it. */
@Pins("Q-07")
abstract class ForgetContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  void theQueueIsListedNoMore() {
    enqueue("a");
    insert(job("elsewhere").in(NEWS).queued());
    commit(discard(found("a"), in(JobStatus.QUEUED)));

    assertThat(jobs().forget(MAIL)).isTrue();

    assertThat(jobs().queues()).containsExactly(NEWS);
    assertThat(jobs().position(NEWS, id("elsewhere"))).hasValue(0);
  }

  @Test
  void aQueueIsNotForgottenWhileAJobWaitsInIt() {
    insert(job("a").ttl(Duration.ofSeconds(60)).queued(), job("b").queued());
    Snapshot before = everything();

    assertThat(jobs().forget(MAIL)).isFalse();

    assertThat(everything()).isEqualTo(before);
    assertThat(jobs().queues()).containsExactly(MAIL);
    assertThat(claim(firstOf(MAIL), LEASE).job().id()).isEqualTo(id("a"));
  }

  @Test
  void norWhileOneLiesInItWhoseTimeIsOver() {
    insert(job("a").ttl(Duration.ofSeconds(60)).queued());

    assertThat(jobs().compact(MAIL, Range.ALL, later(59))).isZero();
    assertThat(jobs().forget(MAIL)).isFalse();
    assertThat(jobs().compact(MAIL, Range.ALL, later(60))).isOne();
    assertThat(jobs().forget(MAIL)).isTrue();

    assertThat(jobs().queues()).isEmpty();
    assertThat(find("a")).isEmpty();
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
    commit(discard(found("waiting"), in(JobStatus.QUEUED)));

    assertThat(jobs().forget(MAIL)).isTrue();

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
  void theNextJobBringsTheQueueBack() {
    start("a", LEASE);
    assertThat(jobs().forget(MAIL)).isTrue();

    enqueue("new");

    assertThat(jobs().queues()).containsExactly(MAIL);
    assertThat(waiting()).containsExactly("new");
  }

  @Test
  void aStepThatPutsAJobToWaitBringsTheQueueBack() {
    failOnce("a", NOW);

    jobs().forget(MAIL);
    commit(requeue(found("a"), in(JobStatus.FAILED), NOW, End.BACK));
    assertThat(jobs().queues()).containsExactly(MAIL);
    assertThat(waiting()).containsExactly("a");

    commit(cancel(found("a"), in(JobStatus.QUEUED), NOW));
    jobs().forget(MAIL);
    commit(schedule(found("a"), in(JobStatus.CANCELED), later(60)));
    assertThat(jobs().queues()).containsExactly(MAIL);

    jobs().forget(MAIL);
    commit(defer(found("a"), in(JobStatus.SCHEDULED), NOW, id("nobody")));
    assertThat(jobs().queues()).containsExactly(MAIL);
  }

  @Test
  void forgettingAQueueThatNeverWasDoesNothing() {
    insert(job("elsewhere").in(NEWS).queued());
    Snapshot before = everything();

    assertThat(jobs().forget(MAIL)).isTrue();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aQueueIsForgottenTwiceAsOnce() {
    start("a", LEASE);

    assertThat(jobs().forget(MAIL)).isTrue();
    assertThat(jobs().forget(MAIL)).isTrue();

    assertThat(jobs().queues()).isEmpty();
    assertThat(find("a")).isPresent();
  }
}
