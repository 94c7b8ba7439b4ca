package io.rq.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerOptions;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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

  private static volatile CountDownLatch arrived = new CountDownLatch(1);
  private static volatile CountDownLatch gate = new CountDownLatch(1);

  static void waitAtGate() throws InterruptedException {
    arrived.countDown();
    gate.await();
  }

  private static void closeTheGate() {
    arrived = new CountDownLatch(1);
    gate = new CountDownLatch(1);
  }

  private static void awaitArrival() throws InterruptedException {
    assertThat(arrived.await(20, TimeUnit.SECONDS)).as("the job began").isTrue();
  }

  @Test
  @Pins({"W-16", "CMD-05", "S-20", "W-15"})
  void aBusyWorkerItsSchedulerAndItsCommandsComeBackByThemselves() throws Exception {
    try (RedisServer server = RedisServer.start();
        Rq rq = RedisRq.connect(server.url())) {
      Worker worker = rq.worker(WorkerOptions.on().heartbeat(Duration.ofSeconds(1)));
      CompletableFuture<WorkReport> working =
          CompletableFuture.supplyAsync(worker::work, task -> new Thread(task).start());
      closeTheGate();
      rq.queue().enqueue(RedisRestartTest::waitAtGate);
      awaitArrival();

      server.kill();
      try (RedisServer again = server.restart();
          Rq producer = RedisRq.connect(again.url())) {
        gate.countDown();
        Job<Integer> due = producer.queue().enqueueIn(Duration.ZERO, RedisRestartTest::answer);
        assertThat(due.latestResult(Duration.ofSeconds(30))).as("it was scheduled").isPresent();

        closeTheGate();
        Job<Void> stopped = producer.queue().enqueue(RedisRestartTest::waitAtGate);
        awaitArrival();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> isTold(stopped));
        assertThat(stopped.latestResult(Duration.ofSeconds(20))).isPresent();
        assertThat(stopped.status()).isEqualTo(JobStatus.STOPPED);
        worker.stop();
        assertThat(working.get(20, TimeUnit.SECONDS).executed()).isEqualTo(3);
      }
    }
  }

  // Refused for as long as nobody listens.
  private static boolean isTold(Job<?> job) {
    job.stop();
    return true;
  }
}
