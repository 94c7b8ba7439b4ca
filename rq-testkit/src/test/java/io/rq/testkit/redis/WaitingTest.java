package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.redis.RedisBackend;
import io.rq.testkit.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** How idle workers wait at the server. */
class WaitingTest {

  private static final List<QueueName> QUEUES = List.of(QueueName.of("high"), QueueName.of("low"));
  private static final Duration LONG = Duration.ofMinutes(5);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> waiting = new ArrayList<>();
  private RedisServer server;
  private RedisBackend backend;
  private CommandLog log;

  @BeforeEach
  void start() throws IOException {
    server = RedisServer.start();
    backend = RedisBackend.connect(server.url());
    log = new CommandLog(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    threads.shutdownNow();
    log.close();
    backend.close();
    server.close();
  }

  @Test
  void manyThreadsShareOneWaitingCallForEachQueueAndAllWakeOnOnePush() throws Exception {
    for (int i = 0; i < 8; i++) {
      start(this::awaitWork);
    }
    awaitBlockedClients(2);
    assertThat(log.names()).filteredOn("BLMOVE"::equals).hasSize(2);

    push("rq:queue:low", "job-1");

    allReturn();
    try (RedisClient redis = RedisClient.create("127.0.0.1", server.port())) {
      assertThat(redis.lrange("rq:queue:low", 0, -1)).containsExactly("job-1");
    }
  }

  @Test
  void workersOfSeveralProgramsAllWakeOnOnePush() throws Exception {
    try (RedisBackend other = RedisBackend.connect(server.url())) {
      start(this::awaitWork);
      start(() -> awaitWork(other));
      awaitBlockedClients(4);

      push("rq:queue:high", "job-1");

      allReturn();
    }
  }

  @Test
  void closingWakesAllWhoWait() throws Exception {
    start(this::awaitWork);
    start(
        () -> {
          backend.jobs().awaitResult(JobId.of("job-1"), Optional.empty(), LONG);
          return true;
        });
    awaitBlockedClients(3);

    backend.close();

    allReturn();
  }

  private boolean awaitWork() throws InterruptedException {
    return awaitWork(backend);
  }

  private static boolean awaitWork(RedisBackend whose) throws InterruptedException {
    whose.jobs().awaitWork(QUEUES, LONG);
    return true;
  }

  private void start(Callable<Boolean> wait) {
    waiting.add(threads.submit(wait));
  }

  private void allReturn() throws Exception {
    for (Future<?> one : waiting) {
      assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(true);
    }
  }

  private void push(String list, String id) {
    try (RedisClient redis = RedisClient.create("127.0.0.1", server.port())) {
      redis.rpush(list, id);
    }
  }

  private void awaitBlockedClients(int count) {
    try (RedisClient redis = RedisClient.create("127.0.0.1", server.port())) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> redis.info("clients").contains("blocked_clients:" + count));
    }
  }
}
