package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rq.BackendException;
import io.rq.Job;
import io.rq.Rq;
import io.rq.RqJob;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.redis.RedisOptions;
import io.rq.redis.RedisRq;
import io.rq.redis.Sentinels;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** A server that Sentinels know (CLI-14). */
@Pins("CLI-14")
class SentinelTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @RqJob
  static int twice(int number) {
    return 2 * number;
  }

  @Test
  void workersFollowTheMasterWhenItIsLost() throws Exception {
    try (RedisServer first = RedisServer.start();
        RedisServer second = RedisServer.start("--replicaof", "127.0.0.1 " + first.port());
        Sentinel sentinel = Sentinel.watching(first, 1, directory);
        Rq rq = RedisRq.connect(sentinel.url())) {
      Worker worker = rq.worker();
      CompletableFuture<WorkReport> working =
          CompletableFuture.supplyAsync(worker::work, task -> new Thread(task).start());
      Job<Integer> before = rq.queue().enqueue(SentinelTest::twice, 21);
      assertThat(before.latestResult(PATIENCE)).isPresent();
      awaitCopyOf(before, second);

      first.kill();
      sentinel.awaitMasterOtherThan(first.port());

      Job<Integer> after = enqueueUntilTheMasterIsThere(rq);
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(BackendException.class)
          .untilAsserted(() -> assertThat(after.returnValue()).contains(84));
      assertThat(before.returnValue()).contains(42);
      Job<Integer> untaken = rq.queue("nobody").enqueue(SentinelTest::twice, 1);
      assertThat(untaken.latestResult(Duration.ofMillis(50)))
          .as("what waits at the server has followed, too")
          .isEmpty();
      worker.stop();
      assertThat(working.get(30, TimeUnit.SECONDS).succeeded()).isGreaterThanOrEqualTo(1);
    }
  }

  private static void awaitCopyOf(Job<?> job, RedisServer replica) {
    try (Jedis copy = new Jedis(replica.url())) {
      await()
          .atMost(PATIENCE)
          .until(() -> "finished".equals(copy.hget("rq:job:" + job.id(), "status")));
    }
  }

  private static Job<Integer> enqueueUntilTheMasterIsThere(Rq rq) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(BackendException.class)
        .until(() -> rq.queue().enqueue(SentinelTest::twice, 42), job -> true);
  }

  @Test
  void passwordsOfServersAndSentinelsAreTheirOwn() {
    try (RedisServer server = RedisServer.start("--requirepass", "s3cr3t");
        Sentinel sentinel = Sentinel.watching(server, 0, directory)) {
      RedisOptions options = RedisOptions.of(sentinel.url());

      assertThatThrownBy(() -> RedisRq.builder(options).open())
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("wants a password");
      try (Rq rq = RedisRq.builder(options.withSignIn(null, "s3cr3t")).open()) {
        assertThat(rq.queues()).isEmpty();
        assertThat(rq.toString()).contains(sentinel.url()).doesNotContain("s3cr3t");
      }
    }
  }

  @Test
  void sentinelsThatAreNotThereOrKnowNoSuchMasterAreNamed() {
    try (RedisServer server = RedisServer.start();
        Sentinel sentinel = Sentinel.watching(server, 0, directory)) {
      RedisOptions other =
          RedisOptions.of("redis://localhost")
              .withSentinels(Sentinels.of("other", sentinel.address()));

      assertThatThrownBy(() -> RedisRq.builder(other))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("redis-sentinel://" + sentinel.address() + "/0#other")
          .hasMessageEndingWith(
              "Are the Sentinels running, and do they know a master of that name?");
    }
    assertThatThrownBy(() -> RedisRq.connect("redis-sentinel://127.0.0.1:1"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("redis-sentinel://127.0.0.1:1/0#mymaster");
  }
}
