package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.end;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobStatus;
import io.rq.Retention;
import io.rq.spi.Entry;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement.Outcome;
import io.rq.spi.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How places are listed and counted: in their order, in parts, and without tidying up. */
abstract class ListContract extends Chapter {

  @Test
  @Pins("Q-12")
  void listsAQueueInTheOrderInWhichItWillBeServed() {
    enqueue("b", "a");

    assertThat(lines(Place.QUEUED)).containsExactly(line("b", null), line("a", null));
  }

  @Test
  @Pins({"Q-12", "Q-11"})
  void listsAPartOfAQueue() {
    enqueue("a", "b", "c", "d");

    assertThat(part(Place.QUEUED, 1, 2)).containsExactly("b", "c");
    assertThat(part(Place.QUEUED, 3, 2)).containsExactly("d");
    assertThat(part(Place.QUEUED, 0, 1)).containsExactly("a");
    assertThat(part(Place.QUEUED, 2, Long.MAX_VALUE)).containsExactly("c", "d");
    assertThat(part(Place.QUEUED, 4, 1)).isEmpty();
    assertThat(part(Place.QUEUED, Long.MAX_VALUE, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void listsAPartOfARegistry() {
    for (String job : List.of("a", "b", "c", "d")) {
      insert(job(job).scheduled(later(60)));
    }

    assertThat(part(Place.SCHEDULED, 1, 2)).containsExactly("b", "c");
    assertThat(part(Place.SCHEDULED, 3, 2)).containsExactly("d");
    assertThat(part(Place.SCHEDULED, 0, 1)).containsExactly("a");
    assertThat(part(Place.SCHEDULED, 2, Long.MAX_VALUE)).containsExactly("c", "d");
    assertThat(part(Place.SCHEDULED, 4, 1)).isEmpty();
    assertThat(part(Place.SCHEDULED, Long.MAX_VALUE, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  @Pins("Q-12")
  void listsNothingIfNothingIsAskedFor() {
    enqueue("a", "b");
    insert(job("c").scheduled(later(60)));

    assertThat(part(Place.QUEUED, 0, 0)).isEmpty();
    assertThat(part(Place.QUEUED, 1, 0)).isEmpty();
    assertThat(part(Place.SCHEDULED, 0, 0)).isEmpty();
  }

  @Test
  @Pins({"REG-04", "REG-05", "REG-14"})
  void ordersRegistriesByTimeAndThenById() {
    for (String job : List.of("b", "c", "a")) {
      long early = job.equals("c") ? 0 : 30;
      insert(job("scheduled-" + job).scheduled(later(60 + early)));
      insert(job("deferred-" + job).deferred(later(early), id("nobody")));
      insert(job("started-" + job).started(ANN.lease("run-of-" + job, later(early))));
      succeedOnce("finished-" + job, later(early));
      failOnce("failed-" + job, later(early));
      enqueue("canceled-" + job);
      commit(cancel(found("canceled-" + job), in(JobStatus.QUEUED), later(early)));
    }

    assertThat(ids(Place.SCHEDULED)).containsExactly("scheduled-c", "scheduled-a", "scheduled-b");
    assertThat(ids(Place.DEFERRED)).containsExactly("deferred-c", "deferred-a", "deferred-b");
    assertThat(ids(Place.STARTED)).containsExactly("started-c", "started-a", "started-b");
    assertThat(ids(Place.FINISHED)).containsExactly("finished-c", "finished-a", "finished-b");
    assertThat(ids(Place.FAILED)).containsExactly("failed-c", "failed-a", "failed-b");
    assertThat(ids(Place.CANCELED)).containsExactly("canceled-c", "canceled-a", "canceled-b");
  }

  @Test
  void timesInOneSecondAreTheSameTime() {
    insert(job("b").scheduled(NOW_CUT), job("a").scheduled(justBefore(NOW_CUT.plusSeconds(1))));

    assertThat(lines(Place.SCHEDULED)).containsExactly(line("a", NOW_CUT), line("b", NOW_CUT));
  }

  @Test
  void ordersIdsByTheirCharacters() {
    for (String job : List.of("a", "B", "_", "-", "0", "a-b", "a0", "aa")) {
      insert(job(job).scheduled(later(60)));
    }

    assertThat(ids(Place.SCHEDULED)).containsExactly("-", "0", "B", "_", "a", "a-b", "a0", "aa");
  }

  @Test
  @Pins("REG-14")
  void ordersRunsOfOneSecondByJobAndExecutionAsOneText() {
    for (String job : List.of("a", "a-b", "a0", "aa")) {
      insert(job(job).started(ANN.lease("run")));
    }

    assertThat(ids(Place.STARTED)).containsExactly("a-b", "a0", "a", "aa");
  }

  @Test
  void whatIsKeptForEverIsOrderedById() {
    for (String job : List.of("b", "c", "a")) {
      keepForEver("finished-" + job, Outcome.FINISHED);
      keepForEver("failed-" + job, Outcome.FAILED);
    }

    assertThat(ids(Place.FINISHED)).containsExactly("finished-a", "finished-b", "finished-c");
    assertThat(ids(Place.FAILED)).containsExactly("failed-a", "failed-b", "failed-c");
  }

  @Test
  @Pins({"Q-04", "Q-05", "REG-06"})
  void countsEachPlaceByItself() {
    enqueue("q-1", "q-2", "q-3");
    insert(
        job("s-1").scheduled(NOW), job("s-2").scheduled(NOW), job("d-1").deferred(NOW, id("q-1")));
    start("r-1", ANN.lease("run"));
    succeedOnce("f-1", NOW);
    insert(job("elsewhere").in(NEWS).queued());

    assertThat(jobs().count(MAIL, Place.QUEUED)).isEqualTo(3);
    assertThat(jobs().count(MAIL, Place.SCHEDULED)).isEqualTo(2);
    assertThat(jobs().count(MAIL, Place.DEFERRED)).isEqualTo(1);
    assertThat(jobs().count(MAIL, Place.STARTED)).isEqualTo(1);
    assertThat(jobs().count(MAIL, Place.FINISHED)).isEqualTo(1);
    assertThat(jobs().count(MAIL, Place.FAILED)).isZero();
    assertThat(jobs().count(MAIL, Place.CANCELED)).isZero();
    assertThat(jobs().count(NEWS, Place.QUEUED)).isEqualTo(1);
    assertThat(jobs().count(NEWS, Place.FINISHED)).isZero();
  }

  @Test
  void anUnknownQueueHasNothingAndStaysUnknown() {
    for (Place place : Place.values()) {
      assertThat(lines(place)).as("%s", place).isEmpty();
      assertThat(jobs().count(MAIL, place)).as("%s", place).isZero();
    }
    assertThat(jobs().queues()).isEmpty();
  }

  private List<String> part(Place place, long offset, long limit) {
    return jobs().list(MAIL, place, new Range(offset, limit)).stream()
        .map(Entry::job)
        .map(Object::toString)
        .toList();
  }

  private void keepForEver(String job, Outcome outcome) {
    Lease lease = ANN.lease("run-of-" + job);
    commit(end(start(job, lease), heldBy(lease), NOW, outcome, Retention.forever()));
  }
}
