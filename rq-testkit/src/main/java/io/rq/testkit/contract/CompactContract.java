package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * How a queue is rid of ids whose records are gone. Nothing that is done here leaves any, so what
 * is pinned is that nothing else goes; a backend that other programs write to tests the rest.
 */
@Pins("Q-10")
abstract class CompactContract extends Chapter {

  @Test
  void leavesJobsThatAreThereInTheirOrder() {
    enqueue("c", "a", "b");
    start("started", ANN.lease("run"));
    insert(job("scheduled").scheduled(NOW), job("deferred").deferred(NOW, id("a")));
    succeedOnce("finished", NOW);
    Snapshot before = everything();

    assertThat(jobs().compact(MAIL)).isZero();

    assertThat(waiting()).containsExactly("c", "a", "b");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void findsNothingOfJobsThatLeftTheQueue() {
    enqueue("a", "b", "c", "d");
    commit(discard(found("a"), in(JobStatus.QUEUED)));
    commit(cancel(found("c"), in(JobStatus.QUEUED), NOW));
    claim(exactly("d"), ANN.lease("run"));

    assertThat(jobs().compact(MAIL)).isZero();

    assertThat(waiting()).containsExactly("b");
  }

  @Test
  @Pins("Q-33")
  void leavesJobsWhoseTimeToLiveIsOverToTheClaimThatMeetsThem() {
    insert(job("late").ttl(Duration.ofSeconds(60)).queued());

    assertThat(jobs().compact(MAIL)).isZero();

    assertThat(waiting()).containsExactly("late");
    assertThat(find("late")).isPresent();
  }

  @Test
  void knowsNoQueueThatNeverWas() {
    assertThat(jobs().compact(MAIL)).isZero();
    assertThat(jobs().queues()).isEmpty();
  }

  @Test
  void anEmptyQueueStaysListed() {
    enqueue("a");
    commit(discard(found("a"), in(JobStatus.QUEUED)));

    assertThat(jobs().compact(MAIL)).isZero();

    assertThat(jobs().queues()).containsExactly(MAIL);
  }
}
