package io.rq.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Job;
import io.rq.Queue;
import org.junit.jupiter.api.Test;

@RqTest
class LastCallsTest {

  static void nothing() {}

  @Test
  void showOnceWhatIsAskedAgainAndAgain(RqTestkit kit, Queue queue, BurstWorker worker) {
    Job<Void> job = queue.enqueue(LastCallsTest::nothing);
    for (int i = 0; i < 60; i++) {
      job.status();
    }
    String waiting = kit.dump();
    worker.burst();
    job.status();

    String asked = "  find([" + job.id() + "]) -> [" + job.id();
    assertThat(waiting)
        .contains("\n  insert([io.rq.testkit.LastCallsTest.nothing() (")
        .containsOnlyOnce(asked)
        .contains(asked + " QUEUED] (60 times)");
    assertThat(kit.dump())
        .contains("\n  insert([io.rq.testkit.LastCallsTest.nothing() (")
        .contains(asked + " QUEUED] (60 times)")
        .contains(asked + " FINISHED]");
  }
}
