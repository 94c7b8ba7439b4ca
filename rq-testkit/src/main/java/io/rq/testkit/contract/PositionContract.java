package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import org.junit.jupiter.api.Test;

/** How many jobs wait before one. */
@Pins("Q-08")
abstract class PositionContract extends Chapter {

  @Test
  void countsFromZero() {
    enqueue("a", "b", "c");

    assertThat(jobs().position(MAIL, id("a"))).hasValue(0);
    assertThat(jobs().position(MAIL, id("b"))).hasValue(1);
    assertThat(jobs().position(MAIL, id("c"))).hasValue(2);
  }

  @Test
  void followsWhatHappensBeforeTheJob() {
    enqueue("a", "b", "c");

    insert(job("front").queued(NOW, End.FRONT));
    assertThat(jobs().position(MAIL, id("c"))).hasValue(3);

    claim(exactly("b"), ANN.lease("run-1"));
    assertThat(jobs().position(MAIL, id("c"))).hasValue(2);

    claim(firstOf(MAIL), ANN.lease("run-2"));
    assertThat(jobs().position(MAIL, id("c"))).hasValue(1);
  }

  @Test
  void isEmptyForAJobThatDoesNotWaitThere() {
    enqueue("a");
    insert(job("elsewhere").in(NEWS).queued(), job("scheduled").scheduled(NOW));
    start("running", ANN.lease("run"));

    assertThat(jobs().position(MAIL, id("elsewhere"))).isEmpty();
    assertThat(jobs().position(MAIL, id("scheduled"))).isEmpty();
    assertThat(jobs().position(MAIL, id("running"))).isEmpty();
    assertThat(jobs().position(MAIL, id("missing"))).isEmpty();
    assertThat(jobs().position(NEWS, id("a"))).isEmpty();
  }
}
