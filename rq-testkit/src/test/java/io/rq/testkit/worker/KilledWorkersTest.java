package io.rq.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Workers that are killed, by {@code kill -9}, wherever they happen to be. */
@Pins({"REG-16", "W-43", "W-55"})
class KilledWorkersTest {

  private static final Duration IN_TIME = Duration.ofSeconds(40);
  private static final int JOBS = 3000;
  private static final int KILLS = 3;

  private final Random random = new Random(1);
  private final List<Process> workers = new ArrayList<>();
  private RedisServer redis;
  private RedisClient client;

  @BeforeEach
  void open() {
    redis = RedisServer.start();
    client = RedisClient.create(URI.create(redis.url()));
  }

  @AfterEach
  void close() {
    workers.forEach(Process::destroyForcibly);
    client.close();
    redis.close();
  }

  @Test
  void loseNoJob() throws Exception {
    List<Job<?>> jobs;
    long lost;
    try (Rq rq = rq(Clock.systemUTC())) {
      jobs = enqueue(rq.queue());
      for (int kill = 0; kill < KILLS; kill++) {
        long soon = rq.queue().finished().size() + 1 + random.nextInt(JOBS / KILLS / 2);
        List<Process> working = List.of(start(), start());
        await()
            .atMost(IN_TIME)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> rq.queue().finished().size() >= soon);
        for (Process worker : working) {
          worker.destroyForcibly().waitFor();
        }
      }
      lost = rq.queue().started().size();
    }
    assertThat(lost).as("runs that were cut off").isPositive();

    // Whatever the killed ones held is free by then.
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    try (Rq rq = rq(later)) {
      rq.worker().burst();

      assertThat(rq.findJobs(jobs.stream().map(job -> job.id().value()).toList()))
          .allSatisfy(job -> assertThat(job.orElseThrow().status()).isEqualTo(JobStatus.FINISHED));
      Queue queue = rq.queue();
      assertThat(List.of(queue.size(), queue.started().size(), queue.deferred().size()))
          .containsOnly(0L);
    }
    assertThat(jobs)
        .allSatisfy(job -> assertThat(client.get("runs of " + job.id())).as("runs").isNotNull());
  }

  private Process start() throws IOException {
    Process worker = WorkerProcess.work(redis.url(), "default");
    workers.add(worker);
    return worker;
  }

  // Every third one waits for the two before it.
  private List<Job<?>> enqueue(Queue queue) {
    List<Call<?>> calls = new ArrayList<>();
    for (int n = 0; n < JOBS; n++) {
      Call<Long> call =
          Call.of(WorkerProcess::count, redis.url(), "runs of job-" + n)
              .id("job-" + n)
              .resultTtl(Duration.ofDays(1))
              .retry(Retry.max(KILLS));
      calls.add(
          n % 3 == 2 ? call.dependsOn(Dependency.on("job-" + (n - 1), "job-" + (n - 2))) : call);
    }
    return queue.submitAll(calls);
  }

  private Rq rq(Clock clock) {
    return Rq.on(backend()).clock(clock).open();
  }

  private RedisBackend backend() {
    return RedisBackend.connect(RedisOptions.of(redis.url()));
  }
}
