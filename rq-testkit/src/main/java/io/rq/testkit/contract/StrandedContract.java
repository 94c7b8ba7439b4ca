package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Transition;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * That nothing is ever stranded by what is done here, where a job is taken and started in one step;
 * a backend that other programs write to tests the rest.
 */
@Pins({"IQ-01", "Q-34"})
abstract class StrandedContract extends Chapter {

  @Test
  void aQueueThatNeverWasHasNone() {
    assertThat(jobs().stranded(MAIL, 10)).isEmpty();
    assertThat(jobs().queues()).isEmpty();
  }

  @Test
  void jobsThatWaitAreNotStranded() {
    enqueue("a", "b");
    insert(job("scheduled").scheduled(NOW));

    assertThat(jobs().stranded(MAIL, 10)).isEmpty();
    assertThat(jobs().stranded(MAIL, 0)).isEmpty();
  }

  @Test
  @Pins("IQ-04")
  void noticingWhatIsNotStrandedChangesNothing() {
    enqueue("a");
    start("b", ANN.lease("run"));
    Snapshot before = everything();

    jobs().noticeStranded(MAIL, List.of(id("a"), id("b"), id("never-was")), NOW);
    jobs().noticeStranded(NEWS, List.of(), NOW);

    assertThat(everything()).isEqualTo(before);
    assertThat(jobs().stranded(MAIL, 10)).isEmpty();
    assertThat(jobs().queues()).containsExactly(MAIL);
  }

  @Test
  @Pins("IQ-03")
  void jobsThatWereTakenAreNotStranded() {
    enqueue("a", "b", "c", "d");
    Lease lease = ANN.lease("run-1");
    JobRecord held = claim(firstOf(MAIL), lease).job();
    claim(exactly("c"), ANN.lease("run-2"));

    jobs()
        .commitAndClaim(
            Transition.of(finish(held, heldBy(lease), later(1))),
            firstOf(NEWS, MAIL),
            ANN.lease("run-3", later(1)));

    assertThat(waiting()).containsExactly("d");
    assertThat(jobs().stranded(MAIL, 10)).isEmpty();
    assertThat(jobs().stranded(NEWS, 10)).isEmpty();
  }
}
