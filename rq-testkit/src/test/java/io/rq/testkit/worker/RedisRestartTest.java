package io.rq.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Job;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A worker on a Redis that is killed and comes back, empty (W-16). */
class RedisRestartTest {

  static int answer() {
    return 42;
  }

  @Test
  @Pins({"W-16", "CMD-05"})
  void anIdleWorkerComesBackByItself() throws Exception {
    try (RedisServer server = RedisServer.start();
        Rq rq = RedisRq.connect(server.url())) {
      Worker worker = rq.worker();
      CompletableFuture<WorkReport> working =
          CompletableFuture.supplyAsync(worker::work, task -> new Thread(task).start());
      assertThat(rq.queue().enqueue(RedisRestartTest::answer).latestResult(Duration.ofSeconds(20)))
          .isPresent();

      server.kill();
      try (RedisServer again = server.restart();
          Rq producer = RedisRq.connect(again.url())) {
        Job<Integer> after = producer.queue().enqueue(RedisRestartTest::answer);

        assertThat(after.latestResult(Duration.ofSeconds(20)).orElseThrow().returnValue())
            .contains(42);
        worker.stop();
        assertThat(working.get(20, TimeUnit.SECONDS).executed()).isEqualTo(2);
      }
    }
  }
}
