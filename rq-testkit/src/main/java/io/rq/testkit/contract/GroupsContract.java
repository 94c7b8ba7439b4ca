package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.end;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.Retention;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Placement.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which jobs belong together: from their insertion until their records are gone. */
@Pins({"G-01", "G-02", "G-04"})
abstract class GroupsContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  void thereAreNoGroupsAtFirst() {
    enqueue("alone");

    assertThat(jobs().groups(NOW)).isEmpty();
    assertThat(members("letters")).isEmpty();
    assertThat(jobs().groups(NOW)).isEmpty();
  }

  @Test
  void aJobBelongsToItsGroupWhereverItBegins() {
    insert(
        job("queued").group("letters").queued(),
        job("scheduled").group("letters").scheduled(later(60)),
        job("deferred").group("letters").deferred(NOW, id("queued")),
        job("started").group("letters").started(LEASE),
        job("elsewhere").in(NEWS).group("letters").queued(),
        job("alone").queued());

    assertThat(members("letters"))
        .containsExactlyInAnyOrder("queued", "scheduled", "deferred", "started", "elsewhere");
    assertThat(jobs().groups(NOW)).containsExactly("letters");
  }

  @Test
  void groupsDoNotMix() {
    insert(
        job("a").group("letters").queued(),
        job("b").group("Größe: 大 🚀 {x} *").queued(),
        job("c").group("letters:1").queued());

    assertThat(jobs().groups(NOW))
        .containsExactlyInAnyOrder("letters", "Größe: 大 🚀 {x} *", "letters:1");
    assertThat(members("letters")).containsExactly("a");
    assertThat(members("Größe: 大 🚀 {x} *")).containsExactly("b");
    assertThat(members("letters:1")).containsExactly("c");
  }

  @Test
  void anInsertionThatStoresNothingMakesNoGroup() {
    enqueue("taken");

    jobs().insert(List.of(job("a").group("letters").queued(), job("taken").queued()), List.of());
    jobs()
        .insert(
            List.of(job("a").group("letters").queued()),
            List.of(new Fact.Status(id("nobody"), Optional.of(JobStatus.QUEUED))));

    assertThat(jobs().groups(NOW)).isEmpty();
    assertThat(members("letters")).isEmpty();
  }

  @Test
  void aTakenIdStaysInItsOwnGroup() {
    insert(job("a").group("letters").queued());

    jobs().insert(List.of(job("a").group("parcels").queued()), List.of());

    assertThat(jobs().groups(NOW)).containsExactly("letters");
  }

  @Test
  void aJobBelongsToItsGroupHoweverOftenItIsRun() {
    insert(job("a").group("letters").queued());

    JobRecord held = claim(firstOf(MAIL), LEASE).job();
    assertThat(members("letters")).containsExactly("a");
    commit(SampleStep.fail(held, heldBy(LEASE), NOW));
    assertThat(members("letters")).containsExactly("a");
    commit(requeue(found("a"), in(JobStatus.FAILED), NOW, End.BACK));
    assertThat(members("letters")).containsExactly("a");
    commit(cancel(found("a"), in(JobStatus.QUEUED), NOW));
    assertThat(members("letters")).containsExactly("a");
    assertThat(found("a").spec().plan().group()).isEqualTo("letters");
  }

  @Test
  @Pins({"G-03", "J-24"})
  void aDiscardedJobLeavesItsGroup() {
    insert(job("a").group("letters").queued(), job("b").group("letters").queued());

    commit(discard(found("a"), in(JobStatus.QUEUED)));

    assertThat(members("letters")).containsExactly("b");
    assertThat(jobs().groups(NOW)).containsExactly("letters");
  }

  @Test
  @Pins("G-03")
  void aPurgedJobLeavesItsGroup() {
    insert(job("a").group("letters").queued(), job("b").group("letters").queued());
    JobRecord held = claim(exactly("a"), LEASE).job();
    commit(finish(held, heldBy(LEASE), NOW));

    assertThat(jobs().purge(MAIL, later(500), 10)).isEqualTo(1);

    assertThat(members("letters")).containsExactly("b");
  }

  @Test
  @Pins("G-08")
  void aJobWithoutRetentionLeavesItsGroup() {
    insert(job("a").group("letters").queued(), job("b").group("letters").queued());
    JobRecord held = claim(exactly("a"), LEASE).job();

    commit(end(held, heldBy(LEASE), NOW, Outcome.FINISHED, Retention.none()));

    assertThat(members("letters")).containsExactly("b");
  }

  @Test
  @Pins({"G-03", "Q-33"})
  void aJobThatAClaimDropsLeavesItsGroup() {
    insert(
        job("late").ttl(Duration.ofSeconds(60)).group("letters").queued(),
        job("b").group("letters").queued());

    claim(firstOf(MAIL), ANN.lease("run", later(61)));

    assertThat(find("late")).isEmpty();
    assertThat(members("letters")).containsExactly("b");
  }

  @Test
  @Pins({"G-03", "Q-21"})
  void aJobThatIsOverIsNoMember() {
    insert(job("late").ttl(Duration.ofSeconds(60)).group("letters").queued());
    Instant end = NOW_CUT.plusSeconds(60);

    assertThat(jobs().groups(justBefore(end))).containsExactly("letters");
    assertThat(jobs().members("letters", justBefore(end))).containsExactly(id("late"));
    assertThat(jobs().groups(end)).isEmpty();
    assertThat(jobs().members("letters", end)).isEmpty();
  }

  @Test
  void aGroupGoesWithItsLastMember() {
    insert(job("a").group("letters").queued(), job("b").group("letters").started(LEASE));

    commit(discard(found("a"), in(JobStatus.QUEUED)));
    commit(end(found("b"), heldBy(LEASE), NOW, Outcome.FINISHED, Retention.none()));

    assertThat(jobs().groups(NOW)).isEmpty();
    assertThat(members("letters")).isEmpty();
    insert(job("c").group("letters").queued());
    assertThat(members("letters")).containsExactly("c");
  }

  @Test
  void aNewJobOfAnOldIdBelongsToItsNewGroupOnly() {
    insert(job("a").group("letters").queued());
    commit(discard(found("a"), in(JobStatus.QUEUED)));

    insert(job("a").group("parcels").queued());

    assertThat(members("letters")).isEmpty();
    assertThat(members("parcels")).containsExactly("a");
    assertThat(jobs().groups(NOW)).containsExactly("parcels");
  }
}
