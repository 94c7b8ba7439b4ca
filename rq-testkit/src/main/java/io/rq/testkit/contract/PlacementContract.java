package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.change;
import static io.rq.testkit.contract.SampleStep.defer;
import static io.rq.testkit.contract.SampleStep.end;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.requeue;
import static io.rq.testkit.contract.SampleStep.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.Retention;
import io.rq.spi.Change;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.Placement.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a step puts a job, and when the job is gone from there. */
abstract class PlacementContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  @Test
  @Pins({"R-05", "D-11"})
  void backInTheQueueAtTheEndThatIsAskedFor() {
    enqueue("waits");
    commit(requeue(start("back", LEASE), heldBy(LEASE), later(1), End.BACK));
    commit(requeue(start("front", LEASE), heldBy(LEASE), later(1), End.FRONT));

    assertThat(waiting()).containsExactly("front", "waits", "back");
    assertThat(lines(Place.STARTED)).isEmpty();
    assertThat(found("back").state()).isEqualTo(JobState.queued(later(1)));
  }

  @Test
  @Pins({"R-05", "S-04"})
  void scheduledUntilItsTimeToTheSecond() {
    insert(job("a").ttl(MINUTE).queued());
    JobRecord held = claim(exactly("a"), LEASE).job();

    commit(schedule(held, heldBy(LEASE), later(90)));

    assertThat(lines(Place.SCHEDULED)).containsExactly(line("a", NOW_CUT.plusSeconds(90)));
    assertThat(found("a").expiresAt()).isNull();
    assertThat(found("a").state()).isEqualTo(held.state().in(JobStatus.SCHEDULED));
  }

  @Test
  @Pins("D-21")
  void deferredSinceItsTimeToTheSecond() {
    enqueue("parent");
    JobRecord held = start("a", LEASE);

    commit(defer(held, heldBy(LEASE), later(5), id("parent")));

    assertThat(lines(Place.DEFERRED)).containsExactly(line("a", NOW_CUT.plusSeconds(5)));
    assertThat(found("a").expiresAt()).isNull();
  }

  @Test
  void startedByAStepAsByAClaim() {
    register(BOB);
    enqueue("a");
    Lease lease = BOB.lease("run-2", later(1));

    commit(
        change(
            found("a"),
            in(JobStatus.QUEUED),
            found("a").state().started(lease),
            new Placement.Started(lease)));

    assertThat(lines(Place.STARTED)).containsExactly(run("a", lease));
    assertThat(waiting()).isEmpty();
    assertThat(seen(BOB, later(1)).currentJob()).isEqualTo(id("a"));
    assertThat(jobs().extend(id("a"), MAIL, lease.renewed(later(2), MINUTE))).isTrue();
  }

  @Test
  @Pins({"REG-10", "J-23", "REG-04"})
  void finishedUntilRetentionIsOver() {
    commit(end(start("a", LEASE), heldBy(LEASE), later(5), Outcome.FINISHED, Retention.of(MINUTE)));

    assertThat(lines(Place.FINISHED)).containsExactly(line("a", NOW_CUT.plusSeconds(65)));
    assertThat(found("a").expiresAt()).isEqualTo(NOW_CUT.plusSeconds(65));
    assertThat(lines(Place.STARTED)).isEmpty();
  }

  @Test
  @Pins({"REG-12", "W-21"})
  void failedUntilRetentionIsOver() {
    commit(end(start("a", LEASE), heldBy(LEASE), later(5), Outcome.FAILED, Retention.of(MINUTE)));

    assertThat(lines(Place.FAILED)).containsExactly(line("a", NOW_CUT.plusSeconds(65)));
    assertThat(found("a").expiresAt()).isEqualTo(NOW_CUT.plusSeconds(65));
    assertThat(lines(Place.STARTED)).isEmpty();
  }

  @Test
  @Pins("CMD-04")
  void aStoppedJobLiesAmongTheFailedOnes() {
    JobRecord held = start("a", LEASE);

    commit(
        change(
            held,
            heldBy(LEASE),
            held.state().ended(JobStatus.STOPPED, later(5)),
            new Placement.Retained(Outcome.FAILED, Retention.of(MINUTE), later(5))));

    assertThat(lines(Place.FAILED)).containsExactly(line("a", NOW_CUT.plusSeconds(65)));
    assertThat(found("a").state().status()).isEqualTo(JobStatus.STOPPED);
    assertThat(found("a").expiresAt()).isEqualTo(NOW_CUT.plusSeconds(65));
  }

  @Test
  @Pins({"REG-10", "J-25"})
  void canceledForEverSinceItsTime() {
    enqueue("a", "b", "c");

    commit(end(found("b"), in(JobStatus.QUEUED), later(5), Outcome.CANCELED, Retention.of(MINUTE)));
    commit(cancel(found("a"), in(JobStatus.QUEUED), later(6)));

    assertThat(lines(Place.CANCELED))
        .containsExactly(line("b", NOW_CUT.plusSeconds(5)), line("a", NOW_CUT.plusSeconds(6)));
    assertThat(found("b").expiresAt()).isNull();
    assertThat(waiting()).containsExactly("c");
  }

  @Test
  @Pins({"REG-04", "J-23"})
  void finishedForEverComesLast() {
    commit(
        end(start("for-ever", LEASE), heldBy(LEASE), NOW, Outcome.FINISHED, Retention.forever()));
    commit(
        end(
            start("an-hour", LEASE),
            heldBy(LEASE),
            NOW,
            Outcome.FINISHED,
            Retention.of(Duration.ofHours(1))));

    assertThat(lines(Place.FINISHED))
        .containsExactly(line("an-hour", NOW_CUT.plusSeconds(3600)), line("for-ever", null));
    assertThat(found("for-ever").expiresAt()).isNull();
  }

  @Test
  @Pins("REG-13")
  void failedForEverComesFirst() {
    commit(
        end(
            start("an-hour", LEASE),
            heldBy(LEASE),
            NOW,
            Outcome.FAILED,
            Retention.of(Duration.ofHours(1))));
    commit(end(start("for-ever", LEASE), heldBy(LEASE), NOW, Outcome.FAILED, Retention.forever()));

    assertThat(lines(Place.FAILED))
        .containsExactly(line("for-ever", null), line("an-hour", NOW_CUT.plusSeconds(3600)));
    assertThat(found("for-ever").expiresAt()).isNull();
  }

  @Test
  @Pins({"J-23", "REG-13", "SYNC-13"})
  void nothingIsKeptOfAJobWithoutRetention() {
    for (Outcome outcome : List.of(Outcome.FINISHED, Outcome.FAILED)) {
      commit(end(start("a", LEASE), heldBy(LEASE), NOW, outcome, Retention.none()));

      assertThat(find("a")).as("%s", outcome).isEmpty();
      assertThat(places()).as("%s", outcome).isEmpty();
    }
  }

  @Test
  @Pins({"Q-36", "REG-15", "REG-17"})
  void aJobIsInOnePlaceOnly() {
    enqueue("other", "a");

    wander(requeue(found("a"), in(JobStatus.QUEUED), NOW, End.FRONT), Place.QUEUED);
    wander(defer(found("a"), in(JobStatus.QUEUED), NOW, id("parent")), Place.DEFERRED);
    wander(schedule(found("a"), in(JobStatus.DEFERRED), later(60)), Place.SCHEDULED);
    wander(schedule(found("a"), in(JobStatus.SCHEDULED), later(90)), Place.SCHEDULED);
    wander(
        end(found("a"), in(JobStatus.SCHEDULED), NOW, Outcome.CANCELED, Retention.forever()),
        Place.CANCELED);
    wander(
        end(found("a"), in(JobStatus.CANCELED), NOW, Outcome.FAILED, SampleStep.KEPT),
        Place.FAILED);
    wander(
        end(found("a"), in(JobStatus.FAILED), NOW, Outcome.FINISHED, Retention.forever()),
        Place.FINISHED);
    wander(
        end(found("a"), in(JobStatus.FINISHED), NOW, Outcome.FAILED, Retention.forever()),
        Place.FAILED);
    wander(requeue(found("a"), in(JobStatus.FAILED), NOW, End.BACK), Place.QUEUED);
    claim(exactly("a"), LEASE);
    assertThat(placesOf("a")).containsExactly(Place.STARTED);
    wander(end(found("a"), heldBy(LEASE), NOW, Outcome.FINISHED, SampleStep.KEPT), Place.FINISHED);
    assertThat(waiting()).containsExactly("other");
  }

  private void wander(Change change, Place expected) {
    commit(change);

    assertThat(placesOf(change.job().value())).containsExactly(expected);
  }
}
