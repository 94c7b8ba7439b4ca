package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Queue;
import io.rq.Rq;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a program costs the server: one round trip to enqueue, one to settle a job and claim the
 * next.
 */
class WorkerRoundTripTest {

  private static RedisServer server;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static void nothing() {}

  @Test
  void enqueueingIsOneRoundTrip() throws IOException {
    try (Rq rq = RedisRq.connect(server.url());
        CommandLog log = new CommandLog(server.port())) {
      Queue queue = rq.queue();
      queue.enqueue(WorkerRoundTripTest::nothing);
      log.names();

      queue.enqueue(WorkerRoundTripTest::nothing);

      assertThat(log.names()).containsExactly("EVALSHA");
    }
  }

  @Test
  void eachJobOfABacklogIsOneRoundTrip() throws IOException {
    try (Rq rq = RedisRq.connect(server.url());
        CommandLog log = new CommandLog(server.port())) {
      roundTripsToDrain(rq, log, 1);

      int ten = roundTripsToDrain(rq, log, 10);
      int thirty = roundTripsToDrain(rq, log, 30);

      assertThat(thirty - ten).isEqualTo(20);
    }
  }

  private static int roundTripsToDrain(Rq rq, CommandLog log, int jobs) throws IOException {
    for (int i = 0; i < jobs; i++) {
      rq.queue().enqueue(WorkerRoundTripTest::nothing);
    }
    log.names();
    assertThat(rq.worker().burst().executed()).isGreaterThanOrEqualTo(jobs);
    return log.names().size();
  }
}
