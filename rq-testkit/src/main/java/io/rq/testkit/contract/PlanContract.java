package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.change;
import static io.rq.testkit.contract.SampleStep.defer;
import static io.rq.testkit.contract.SampleStep.fail;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.requeue;
import static io.rq.testkit.contract.SampleStep.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.Bytes;
import io.rq.spi.Claim;
import io.rq.spi.Counters;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Plan;
import io.rq.spi.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a record says of what was planned and of what is left of it: the plan as it was laid down,
 * the counters as the last step left them.
 */
abstract class PlanContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");
  private static final Counters COUNTERS = new Counters(3, 1, 2);

  @Test
  @Pins({"R-02", "R-20", "D-01", "CB-03", "J-35", "J-36", "G-01", "WH-02"})
  void readsBackEveryPlan() {
    List<Plan> plans = SamplePlan.plans();
    for (int i = 0; i < plans.size(); i++) {
      SampleJob planned = job("job-" + i).plan(plans.get(i));

      insert(planned.queued());

      assertThat(found("job-" + i).spec()).isEqualTo(planned.spec());
    }
  }

  @Test
  void aClaimHandsOverEveryPlan() {
    List<Plan> plans = SamplePlan.plans();
    for (int i = 0; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      insert(job("job-" + i).plan(plan).queued());

      JobRecord claimed = claim(firstOf(MAIL), ANN.lease("run-" + i)).job();

      assertThat(claimed.spec().plan()).isEqualTo(plan);
      assertThat(claimed).isEqualTo(found("job-" + i));
    }
  }

  @Test
  void aClaimThatFollowsAStepHandsOverPlanAndCounters() {
    JobRecord held = start("a", LEASE);
    SampleJob next = job("b").plan(SamplePlan.FULL).counting(COUNTERS);
    insert(next.queued());
    Lease lease = ANN.lease("run-2", later(5));

    Claim claimed =
        jobs()
            .commitAndClaim(
                Transition.of(finish(held, heldBy(LEASE), later(5))), firstOf(MAIL), lease)
            .next()
            .orElseThrow();

    assertThat(claimed.job())
        .isEqualTo(JobRecord.of(next.spec(), next.queued().job().state().started(lease), null));
  }

  @Test
  void readsBackThePlanAndTheCountersWhereverAJobBegins() {
    SampleJob sample = job("a").plan(SamplePlan.FULL).counting(COUNTERS).meta(Bytes.ofText("meta"));
    for (var insertion :
        List.of(
            sample.queued(),
            sample.scheduled(later(60)),
            sample.deferred(NOW, id("p-2"), id("p_1")),
            sample.started(LEASE))) {
      insert(insertion);

      assertThat(found("a")).as("%s", insertion.placement()).isEqualTo(insertion.job());

      commit(SampleStep.discard(found("a"), in(JobStatus.values())));
    }
  }

  @Test
  @Pins({"R-02", "R-13", "R-20"})
  void readsBackEveryCounter() {
    List<Counters> all = SamplePlan.counters();
    for (int i = 0; i < all.size(); i++) {
      insert(job("job-" + i).plan(SamplePlan.FULL).counting(all.get(i)).queued());

      assertThat(found("job-" + i).state().counters()).isEqualTo(all.get(i));
      assertThat(claim(firstOf(MAIL), ANN.lease("run-" + i)).job().state().counters())
          .isEqualTo(all.get(i));
    }
  }

  @Test
  @Pins({"R-03", "R-13", "R-22"})
  void aStepReplacesTheCountersWhateverTheyWere() {
    List<Counters> all = new ArrayList<>(SamplePlan.counters());
    List<Counters> backwards = new ArrayList<>(all);
    Collections.reverse(backwards);
    all.addAll(backwards);
    insert(job("a").plan(SamplePlan.FULL).queued());
    for (Counters counters : all) {
      JobRecord before = found("a");

      commit(
          change(
              before,
              in(JobStatus.QUEUED),
              before.state().counting(counters),
              new Placement.Queued(End.BACK)));

      assertThat(found("a")).isEqualTo(before.with(before.state().counting(counters)));
    }
  }

  @Test
  void theCountersAreThereInWhateverPlaceAStepPutsTheJob() {
    insert(job("a").plan(SamplePlan.FULL).queued());
    JobRecord held = claim(exactly("a"), LEASE).job();
    Counters failed = new Counters(2, 0, null);
    Counters scheduled = new Counters(1, 0, 5);
    Counters canceled = new Counters(0, 7, 4);

    commit(fail(held.with(held.state().counting(failed)), heldBy(LEASE), later(5)));
    assertThat(found("a").state().counters()).isEqualTo(failed);
    JobRecord second = found("a").with(found("a").state().counting(scheduled));
    commit(schedule(second, in(JobStatus.FAILED), later(60)));
    assertThat(found("a").state().counters()).isEqualTo(scheduled);
    JobRecord third = found("a").with(found("a").state().counting(canceled));
    commit(cancel(third, in(JobStatus.SCHEDULED), later(60)));
    assertThat(found("a").state().counters()).isEqualTo(canceled);
  }

  @Test
  @Pins({"R-12", "R-25"})
  void noStepChangesThePlan() {
    SampleJob sample = job("a").plan(SamplePlan.FULL).counting(COUNTERS);
    insert(sample.queued());

    JobRecord held = claim(exactly("a"), LEASE).job();
    jobs().extend(id("a"), MAIL, LEASE.renewed(later(1), Duration.ofSeconds(60)));
    assertThat(found("a").spec()).isEqualTo(sample.spec());
    commit(schedule(held, heldBy(LEASE), later(60)));
    assertThat(found("a").spec()).isEqualTo(sample.spec());
    commit(defer(found("a"), in(JobStatus.SCHEDULED), NOW, id("other")));
    assertThat(found("a").spec()).isEqualTo(sample.spec());
    commit(cancel(found("a"), in(JobStatus.DEFERRED), NOW));
    assertThat(found("a").spec()).isEqualTo(sample.spec());
    commit(requeue(found("a"), in(JobStatus.CANCELED), NOW, End.BACK));
    assertThat(found("a").spec()).isEqualTo(sample.spec());
    Lease second = ANN.lease("run-2");
    commit(fail(claim(exactly("a"), second).job(), heldBy(second), NOW));
    assertThat(found("a").spec()).isEqualTo(sample.spec());
    jobs().annotate(id("a"), Bytes.ofText("meta"), NOW);
    assertThat(found("a").spec()).isEqualTo(sample.spec());
  }

  @Test
  void aNewJobOfAnOldIdHasItsOwnPlanAndCounters() {
    insert(job("a").plan(SamplePlan.FULL).counting(COUNTERS).queued());
    commit(SampleStep.discard(found("a"), in(JobStatus.QUEUED)));

    SampleJob plain = job("a");
    insert(plain.queued());

    assertThat(found("a")).isEqualTo(plain.queued().job());
  }
}
