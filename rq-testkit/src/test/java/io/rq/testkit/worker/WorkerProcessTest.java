package io.rq.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Job;
import io.rq.Rq;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers and programs that share nothing but a Redis. */
@Pins("W-47")
class WorkerProcessTest {

  private static final String ENQUEUE = "io.rq.testkit.worker.WorkerProcess.enqueueOver";

  private static RedisServer redis;

  private Rq rq;

  @BeforeAll
  static void startRedis() {
    redis = RedisServer.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void open() {
    rq = RedisRq.connect(redis.url());
  }

  @AfterEach
  void close() {
    rq.close();
  }

  @Test
  void endWellIfThereIsNothingToDo() throws Exception {
    assertThat(exitValueOfWorkerOn("nothing")).isZero();
    assertThat(rq.queues()).isEmpty();
  }

  @Test
  void knowTheJobThatTheyRunAndMayEnqueueOthersOverAConnectionOfTheirOwn() throws Exception {
    Job<Object> now = rq.queue("now").enqueue(ENQUEUE, redis.url());
    Job<Object> due = rq.queue("due").enqueueIn(Duration.ZERO, ENQUEUE, redis.url());

    assertThat(exitValueOfWorkerOn("now", "due")).isZero();

    String here = " in " + ProcessHandle.current().pid();
    for (Job<Object> job : List.of(now, due)) {
      String said = job.returnValue().orElseThrow().toString();
      assertThat(said).startsWith(job.id() + " in ").doesNotEndWith(here);
      assertThat(job.queue().finished().jobs())
          .as("in the same burst")
          .hasSize(2)
          .anySatisfy(other -> assertThat(other.returnValue()).contains("for " + job.id()));
    }
  }

  private static int exitValueOfWorkerOn(String... queues)
      throws IOException, InterruptedException {
    Process process = WorkerProcess.burst(redis.url(), queues);
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
