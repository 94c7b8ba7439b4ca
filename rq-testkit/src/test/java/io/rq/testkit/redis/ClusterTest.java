package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rq.BackendException;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.RqConfig;
import io.rq.RqJob;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.redis.RedisRq;
import io.rq.spi.Command;
import io.rq.testkit.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An installation in one slot of a cluster, and programs that follow the slot. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ClusterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofMinutes(5);

  private static volatile CountDownLatch begun;
  private static volatile CountDownLatch gate;

  @RqJob
  static int twice(int number) {
    return 2 * number;
  }

  @RqJob
  static String waitAtGate() throws InterruptedException {
    begun.countDown();
    gate.await();
    return "passed";
  }

  @Test
  void allKeysAreInOneSlot() throws Exception {
    RedisCluster cluster = RedisCluster.shared();
    String prefix = RedisKeys.fresh().prefix();
    try (Programs programs = new Programs(cluster, prefix)) {
      programs.work(21);
      programs.stopARunningJob();

      assertThat(cluster.keepers(prefix)).containsExactly(cluster.owner(prefix));
    } finally {
      cluster.remove(prefix);
    }
  }

  @Test
  void programsFollowTheSlotWhenItMoves() throws Exception {
    RedisCluster cluster = RedisCluster.shared();
    String prefix = RedisKeys.fresh().prefix();
    try (Programs programs = new Programs(cluster, prefix)) {
      Job<Integer> before = programs.work(21);
      Job<String> running = programs.startAJob();
      Job<Integer> queued = programs.enqueue(1);
      RedisServer next = cluster.otherThan(cluster.owner(prefix));

      cluster.beginMove(prefix, next);
      assertThatThrownBy(() -> programs.enqueue(2))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("is moving the slot of the keys")
          .hasMessageContaining("no effect");
      gate.countDown();
      cluster.endMove(prefix, next);

      programs.work(42);
      assertThat(before.returnValue()).contains(42);
      assertThat(queued.returnValue()).contains(2);
      assertThat(running.returnValue()).contains("passed");
      programs.stopARunningJob();
      assertThat(cluster.keepers(prefix)).containsExactly(next);
      assertThat(programs.report().succeeded()).isEqualTo(4);
    } finally {
      cluster.remove(prefix);
    }
  }

  @Test
  void whatWaitsAtTheServerFollows() throws Exception {
    RedisCluster cluster = RedisCluster.shared();
    String prefix = RedisKeys.fresh().prefix();
    RedisOptions options = RedisOptions.of(cluster.url()).withPrefix(prefix);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (RedisBackend waiting = RedisBackend.connect(options);
        Rq rq = RedisRq.builder(options).allow("io.rq.testkit.redis").open()) {
      Job<Integer> job = rq.queue("other").enqueue(ClusterTest::twice, 21);
      Future<?> work = threads.submit(() -> awaitWork(waiting));
      Future<Boolean> result =
          threads.submit(() -> waiting.jobs().awaitResult(job.id(), Optional.empty(), LONG));
      RedisServer next = cluster.otherThan(cluster.owner(prefix));
      cluster.awaitWaiting(prefix, 2);

      cluster.beginMove(prefix, next);
      cluster.endMove(prefix, next);
      cluster.awaitWaiting(prefix, 2);
      rq.queue("mail").enqueue(ClusterTest::twice, 1);
      rq.worker("other").burst();

      work.get(60, TimeUnit.SECONDS);
      assertThat(result.get(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      threads.shutdownNow();
      cluster.remove(prefix);
    }
  }

  private static boolean awaitWork(RedisBackend backend) throws InterruptedException {
    backend.jobs().awaitWork(List.of(QueueName.of("mail")), LONG);
    return true;
  }

  @Test
  void programsFollowWhenTheMasterBecomesAReplica() throws Exception {
    RedisCluster cluster = RedisCluster.shared();
    String prefix = "{rq}" + RedisKeys.fresh().prefix();
    try (Programs programs = new Programs(cluster, prefix)) {
      Job<Integer> before = programs.work(21);

      cluster.changePlaces();

      programs.work(42);
      assertThat(before.returnValue()).contains(42);
      programs.stopARunningJob();
      assertThat(programs.report().succeeded()).isEqualTo(2);
    } finally {
      cluster.remove(prefix);
    }
  }

  @Test
  void programsFollowTheReplicaWhenTheMasterIsLost() throws Exception {
    try (RedisCluster cluster = RedisCluster.form();
        Programs programs = new Programs(cluster, "{rq}")) {
      Job<Integer> before = programs.work(21);
      cluster.awaitCopy();

      cluster.owner("{rq}").kill();
      assertThatThrownBy(() -> programs.enqueue(0))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining(cluster.url());
      cluster.takeOver();

      programs.work(42);
      assertThat(before.returnValue()).contains(42);
      programs.stopARunningJob();
      assertThat(programs.report().succeeded()).isEqualTo(2);
    }
  }

  @Test
  void theCommonPrefixHasAHashTag() {
    RedisCluster cluster = RedisCluster.shared();
    RqConfig config = RqConfig.defaults().withRedisUrl(cluster.url());

    try (Rq rq = RedisRq.connect(cluster.url());
        Rq configured = RedisRq.open(config)) {
      assertThat(rq).hasToString("RQ, Redis at " + cluster.url() + " (keys {rq}:…)");
      assertThat(configured).hasToString(rq.toString());
    }
    assertThatThrownBy(() -> RedisRq.open(config.withKeyPrefix("rq")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("set it to '{rq}', by RedisOptions.withPrefix or RQ_KEY_PREFIX");
  }

  @Test
  void aServerIsNotTakenForAClusterNorAClusterForAServer() {
    RedisCluster cluster = RedisCluster.shared();
    RedisServer lone = RedisServer.shared();
    RedisOptions away =
        RedisOptions.of(cluster.otherThan(cluster.owner("{rq}")).url()).withPrefix("{rq}");

    assertThatThrownBy(
            () -> RedisRq.builder(RedisOptions.of("redis-cluster://127.0.0.1:" + lone.port())))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("cluster support disabled");
    assertThatThrownBy(() -> RedisRq.connect("redis-cluster://127.0.0.1:1"))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("Cannot reach Redis at redis-cluster://127.0.0.1:1: ")
        .hasMessageEndingWith("is one of them the master of each slot?");
    try (Rq rq = RedisRq.builder(away).open()) {
      assertThatThrownBy(() -> rq.queue().size())
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("belongs to a cluster")
          .hasMessageEndingWith("write redis-cluster");
    }
  }

  /** One that enqueues, and one that works. */
  private static final class Programs implements AutoCloseable {

    private final RedisBackend backend;
    private final Rq enqueuing;
    private final Rq working;
    private final Worker worker;
    private final CompletableFuture<WorkReport> report;

    Programs(RedisCluster cluster, String prefix) {
      RedisOptions options = RedisOptions.of(cluster.url()).withPrefix(prefix);
      this.backend = RedisBackend.connect(options);
      this.enqueuing = Rq.on(backend).open();
      this.working = RedisRq.builder(options).open();
      this.worker = working.worker();
      this.report = CompletableFuture.supplyAsync(worker::work, task -> new Thread(task).start());
    }

    Job<Integer> enqueue(int number) {
      return enqueuing.queue().enqueue(ClusterTest::twice, number);
    }

    /** Enqueues, and waits for what comes of it; whoever is asked may not yet know the master. */
    Job<Integer> work(int number) {
      Job<Integer> job =
          await()
              .atMost(PATIENCE)
              .ignoreExceptionsInstanceOf(BackendException.class)
              .until(() -> enqueue(number), enqueued -> true);
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(BackendException.class)
          .until(() -> job.latestResult(PATIENCE).isPresent());
      assertThat(job.returnValue()).contains(2 * number);
      return job;
    }

    /** Has a job run that does not end until the gate is opened. */
    Job<String> startAJob() throws InterruptedException {
      begun = new CountDownLatch(1);
      gate = new CountDownLatch(1);
      Job<String> job = enqueuing.queue().enqueue(ClusterTest::waitAtGate);
      assertThat(begun.await(60, TimeUnit.SECONDS)).as("the job began").isTrue();
      return job;
    }

    /** Shows that the worker listens where others speak; it may be on its way there. */
    void stopARunningJob() throws InterruptedException {
      Job<String> job = startAJob();
      Command other = new Command.StopJob(JobId.of("other"));
      await().atMost(PATIENCE).until(() -> backend.signals().send(worker.name(), other));
      job.stop();
      await().atMost(PATIENCE).until(() -> job.status() == JobStatus.STOPPED);
    }

    WorkReport report() {
      worker.stop();
      return report.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
      report();
      working.close();
      enqueuing.close();
    }
  }
}
