package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobStatus;
import io.rq.spi.Entry;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.RunRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be read of the runs that go on. */
abstract class ExecutionsContract extends Chapter {

  private static final Lease LEASE = ANN.lease("run");

  @Test
  @Pins({"E-01", "E-06"})
  void aRunTellsWhenItBeganAndWhenItsHolderWasHeardOf() {
    start("a", LEASE);

    assertThat(executions("a"))
        .containsExactly(new RunRecord(LEASE.execution(), NOW, NOW, LEASE.expiresAt()));
  }

  @Test
  @Pins({"E-04", "E-03"})
  void aRenewalIsASignOfLifeAndSaysWhenTheRunIsOver() {
    start("a", LEASE);
    Lease renewed = LEASE.renewed(later(30), Duration.ofSeconds(90));

    jobs().extend(id("a"), MAIL, renewed);

    assertThat(executions("a"))
        .containsExactly(
            new RunRecord(LEASE.execution(), NOW, later(30), NOW_CUT.plusSeconds(120)));
  }

  @Test
  void aRunThatBeganWithoutWaitingIsOneToo() {
    insert(SampleJob.job("a").started(LEASE));

    assertThat(executions("a")).extracting(RunRecord::execution).containsExactly(LEASE.execution());
  }

  @Test
  @Pins("E-06")
  void whatDoesNotRunHasNone() {
    enqueue("waits");
    succeedOnce("finished", NOW);
    failOnce("failed", NOW);

    for (String job : List.of("waits", "finished", "failed", "never-was")) {
      assertThat(executions(job)).as(job).isEmpty();
    }
  }

  @Test
  @Pins({"E-02", "E-06"})
  void theEndOfARunIsTheEndOfItsRecord() {
    commit(finish(start("settled", LEASE), heldBy(LEASE), later(1)));
    commit(cancel(start("canceled", LEASE), in(JobStatus.STARTED), later(1)));

    assertThat(executions("settled")).isEmpty();
    assertThat(executions("canceled")).isEmpty();
  }

  @Test
  void aRunWhoseLeaseIsOverIsListedUntilSomebodyTakesTheJob() {
    start("a", LEASE);

    assertThat(jobs().due(MAIL, Place.STARTED, later(61), 10)).hasSize(1);
    assertThat(executions("a")).hasSize(1);
  }

  @Test
  @Pins("E-07")
  void theRegistryOfRunsTellsJobAndExecutionApart() {
    start("a-1_b", ANN.lease("0b84a2bb90e144b6a0a8c9a9bd2ad3b9"));

    assertThat(lines(Place.STARTED)).extracting(Entry::job).containsExactly(id("a-1_b"));
    assertThat(lines(Place.STARTED))
        .extracting(Entry::execution)
        .containsExactly(executions("a-1_b").get(0).execution());
  }

  private List<RunRecord> executions(String job) {
    return jobs().executions(id(job));
  }
}
