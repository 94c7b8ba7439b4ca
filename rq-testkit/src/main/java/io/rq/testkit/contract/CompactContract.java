package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobStatus;
import io.rq.spi.Range;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * How a queue is rid of ids whose jobs are gone: those that waited for too long. A backend that
 * other programs write to tests what these leave behind.
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

    assertThat(jobs().compact(MAIL, Range.ALL, NOW)).isZero();

    assertThat(waiting()).containsExactly("c", "a", "b");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void findsNothingOfJobsThatLeftTheQueue() {
    enqueue("a", "b", "c", "d");
    commit(discard(found("a"), in(JobStatus.QUEUED)));
    commit(cancel(found("c"), in(JobStatus.QUEUED), NOW));
    claim(exactly("d"), ANN.lease("run"));

    assertThat(jobs().compact(MAIL, Range.ALL, NOW)).isZero();

    assertThat(waiting()).containsExactly("b");
  }

  @Test
  @Pins({"Q-21", "G-03"})
  void dropsJobsWhoseTimeToLiveIsOver() {
    Duration minute = Duration.ofSeconds(60);
    insert(
        job("late").ttl(minute).group("letters").queued(),
        job("b").queued(),
        job("also-late").ttl(minute).queued());

    assertThat(jobs().compact(MAIL, Range.ALL, justBefore(NOW_CUT.plusSeconds(60)))).isZero();
    assertThat(jobs().compact(MAIL, Range.ALL, NOW_CUT.plusSeconds(60))).isEqualTo(2);

    assertThat(waiting()).containsExactly("b");
    assertThat(find("late")).isEmpty();
    assertThat(members("letters")).isEmpty();
  }

  @Test
  @Pins("Q-21")
  void looksAtThatPartAlone() {
    Duration minute = Duration.ofSeconds(60);
    for (String job : new String[] {"a", "b", "c", "d", "e"}) {
      insert(job(job).ttl(minute).queued());
    }
    Instant end = NOW_CUT.plusSeconds(60);

    assertThat(jobs().compact(MAIL, new Range(5, 10), end)).isZero();
    assertThat(jobs().compact(MAIL, new Range(1, 0), end)).isZero();
    assertThat(jobs().compact(MAIL, new Range(3, 10), end)).isEqualTo(2);
    assertThat(jobs().compact(MAIL, new Range(0, 1), end)).isOne();

    assertThat(waiting()).containsExactly("b", "c");
    assertThat(find("a")).isEmpty();
    assertThat(find("b")).isPresent();
  }

  @Test
  void knowsNoQueueThatNeverWas() {
    assertThat(jobs().compact(MAIL, Range.ALL, NOW)).isZero();
    assertThat(jobs().queues()).isEmpty();
  }

  @Test
  void anEmptyQueueStaysListed() {
    enqueue("a");
    commit(discard(found("a"), in(JobStatus.QUEUED)));

    assertThat(jobs().compact(MAIL, Range.ALL, NOW)).isZero();

    assertThat(jobs().queues()).containsExactly(MAIL);
  }
}
