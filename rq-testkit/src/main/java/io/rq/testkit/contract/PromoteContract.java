package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Entry;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way of a scheduled job into its queue. */
@Pins({"S-06", "S-17"})
abstract class PromoteContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run", later(60));

  @Test
  void aDueJobGoesFromTheRegistryIntoItsQueue() {
    insert(job("a").scheduled(later(60)));
    JobRecord scheduled = found("a");

    commit(promote("a", End.BACK));

    assertThat(placesOf("a")).containsExactly(Place.QUEUED);
    assertThat(found("a")).isEqualTo(scheduled.with(scheduled.state().enqueued(later(60))));
    assertThat(jobs().due(MAIL, Place.SCHEDULED, later(100_000), 10)).isEmpty();
    assertThat(claim(firstOf(MAIL), LEASE).job().id()).isEqualTo(id("a"));
  }

  @Test
  @Pins({"S-08", "R-06"})
  void itEntersTheQueueAtTheEndThatIsAskedFor() {
    enqueue("waits");
    insert(job("back").scheduled(NOW), job("front").scheduled(NOW));

    commit(promote("back", End.BACK), promote("front", End.FRONT));

    assertThat(waiting()).containsExactly("front", "waits", "back");
  }

  @Test
  @Pins("J-21")
  void itsTimeToLiveBeginsWhenItEntersTheQueue() {
    insert(job("a").ttl(Duration.ofSeconds(90)).scheduled(later(60)));
    assertThat(found("a").expiresAt()).isNull();

    commit(promote("a", End.BACK));

    assertThat(found("a").expiresAt()).isEqualTo(NOW_CUT.plusSeconds(150));
  }

  @Test
  void itKeepsItsPlanItsCountersAndItsHistory() {
    JobRecord ran = failOnce("a", NOW);
    commit(SampleStep.schedule(ran, in(JobStatus.FAILED), later(60)));
    assertThat(found("a").expiresAt()).isNull();

    commit(promote("a", End.BACK));

    assertThat(found("a").state()).isEqualTo(ran.state().enqueued(later(60)));
    assertThat(found("a").expiresAt()).isNull();
    assertThat(results("a")).hasSize(1);
  }

  @Test
  void aJobThatWasCalledOffIsNotPromoted() {
    insert(job("a").scheduled(later(60)));
    Change promotion = promote("a", End.BACK);
    commit(cancel(found("a"), in(JobStatus.SCHEDULED), later(59)));
    Snapshot before = everything();

    assertThat(commits(promotion)).isFalse();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins({"S-06", "RS-01"})
  void aJobIsPromotedFromItsTimeOnAndFromItsQueue() {
    insert(job("a").scheduled(later(60)));
    Change promotion = promote("a", End.BACK);
    Snapshot before = everything();

    assertThat(promotes(promotion, new Fact.Due(id("a"), MAIL, later(59)))).isFalse();
    assertThat(promotes(promotion, new Fact.Due(id("a"), NEWS, later(60)))).isFalse();
    assertThat(promotes(promotion, new Fact.Due(id("none"), MAIL, later(60)))).isFalse();
    assertThat(everything()).isEqualTo(before);
    assertThat(promotes(promotion, new Fact.Due(id("a"), MAIL, later(60)))).isTrue();

    assertThat(waiting()).containsExactly("a");
    assertThat(promotes(promotion, new Fact.Due(id("a"), MAIL, later(60)))).isFalse();
  }

  private boolean promotes(Change promotion, Fact due) {
    return jobs().commit(new Transition(List.of(promotion), List.of(due), null));
  }

  @Test
  @Pins("S-17")
  void ofTwoSchedulersOnePromotes() {
    insert(job("a").scheduled(later(60)));
    Change promotion = promote("a", End.BACK);

    assertThat(commits(promotion)).isTrue();
    assertThat(commits(promotion)).isFalse();

    assertThat(waiting()).containsExactly("a");
    claim(firstOf(MAIL), LEASE);
    assertThat(commits(promotion)).isFalse();
    assertThat(waiting()).isEmpty();
    assertThat(placesOf("a")).containsExactly(Place.STARTED);
  }

  @Test
  void manySchedulersAndWorkersRunEachJobOnce() throws Exception {
    for (int i = 0; i < 40; i++) {
      insert(job("job-" + i).scheduled(later(i % 7)));
    }

    List<List<JobId>> taken;
    try (Threads threads = new Threads()) {
      taken = threads.all(4, this::promoteAndTakeAll);
    }

    List<JobId> all = taken.stream().flatMap(List::stream).toList();
    assertThat(all).hasSize(40).doesNotHaveDuplicates();
    assertThat(places()).containsExactly(Place.STARTED);
  }

  private List<JobId> promoteAndTakeAll() {
    List<JobId> taken = new ArrayList<>();
    while (jobs().count(MAIL, Place.STARTED) < 40) {
      List<JobId> due =
          jobs().due(MAIL, Place.SCHEDULED, later(60), 5).stream().map(Entry::job).toList();
      jobs()
          .commitEach(
              jobs().find(due).stream()
                  .flatMap(Optional::stream)
                  .map(job -> release(job, in(JobStatus.SCHEDULED), later(60), End.BACK))
                  .map(Transition::of)
                  .toList());
      String run = "run-" + Thread.currentThread().getId() + "-" + taken.size();
      Optional<Claim> claim = jobs().claim(firstOf(MAIL), ANN.lease(run, later(60)));
      claim.ifPresent(some -> taken.add(some.job().id()));
    }
    return taken;
  }

  private Change promote(String job, End end) {
    return release(found(job), in(JobStatus.SCHEDULED), later(60), end);
  }
}
