package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.end;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.Retention;
import io.rq.spi.Entry;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How one job is looked up in a place. */
@Pins({"REG-03", "REG-05", "REG-14"})
abstract class EntryContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  void isTheLineThatTheListHas() {
    insert(job("scheduled").scheduled(later(60)), job("deferred").deferred(later(5), id("p")));
    start("started", LEASE);
    succeedOnce("finished", NOW);
    failOnce("failed", NOW);
    enqueue("canceled");
    commit(cancel(found("canceled"), in(JobStatus.QUEUED), later(7)));
    enqueue("first", "queued");

    for (Place place : Place.values()) {
      String job = place.name().toLowerCase(Locale.ROOT);
      Entry listed =
          lines(place).stream()
              .filter(line -> line.job().equals(id(job)))
              .findFirst()
              .orElseThrow();
      assertThat(entry(place, job)).as("%s", place).contains(listed);
    }
    assertThat(entry(Place.STARTED, "started")).contains(run("started", LEASE));
  }

  @Test
  void isEmptyForAJobThatLiesElsewhere() {
    enqueue("waiting");
    insert(job("news").in(NEWS).queued());
    start("started", LEASE);
    succeedOnce("finished", NOW);

    for (Place place : Place.values()) {
      for (String job : List.of("waiting", "news", "started", "finished", "missing")) {
        boolean here = placesOf(job).contains(place);
        assertThat(entry(place, job).isPresent()).as("%s in %s", job, place).isEqualTo(here);
      }
    }
  }

  @Test
  @Pins({"REG-13", "REG-04"})
  void hasNoTimeOfAJobThatIsKeptForEver() {
    for (Outcome outcome : List.of(Outcome.FINISHED, Outcome.FAILED)) {
      String job = "kept-" + outcome;
      Lease lease = ANN.lease("run-of-" + job);
      commit(end(start(job, lease), heldBy(lease), NOW, outcome, Retention.forever()));

      assertThat(entry(Place.valueOf(outcome.name()), job)).contains(line(job, null));
    }
  }

  @Test
  void isOfTheRunThatGoesOn() {
    Lease next = BOB.lease("run-2", later(30));
    start("a", LEASE);
    commit(SampleStep.requeue(found("a"), heldBy(LEASE), later(20), End.BACK));
    claim(exactly("a"), next);

    assertThat(entry(Place.STARTED, "a")).contains(run("a", next));
  }

  @Test
  @Pins("REG-06")
  void readingItChangesNothing() {
    start("a", LEASE);
    Snapshot before = everything();

    entry(Place.STARTED, "a");
    entry(Place.FINISHED, "a");

    assertThat(everything()).isEqualTo(before);
  }

  private Optional<Entry> entry(Place place, String job) {
    return jobs().entry(MAIL, place, id(job));
  }
}
