package io.rq.testkit.jdbc;

import static io.rq.testkit.RqAssertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Retry;
import io.rq.testkit.BurstWorker;
import io.rq.testkit.RqBackends;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A test of a program, on the two backends that the kit knows and on one that it does not. */
@RqBackends({"inmemory", "redis", "h2"})
class OnAllBackendsTest {

  private static int tries;

  static String fetch() {
    if (tries++ == 0) {
      throw new IllegalStateException("not yet");
    }
    return "fetched";
  }

  @Test
  void aJobIsTriedAgain(Queue queue, BurstWorker worker) {
    tries = 0;
    Job<String> job =
        queue.submit(Call.of(OnAllBackendsTest::fetch).retry(Retry.max(1).intervals(60)));

    worker.burstThrough(Duration.ofMinutes(5));

    assertThat(job).isFinished().hasResult("fetched").wasRetried(1);
  }
}
