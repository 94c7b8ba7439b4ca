package io.rq.testkit.redis;

import static io.rq.testkit.redis.Samples.ANN;
import static io.rq.testkit.redis.Samples.MAIL;
import static io.rq.testkit.redis.Samples.NOW;
import static io.rq.testkit.redis.Samples.finish;
import static io.rq.testkit.redis.Samples.job;
import static io.rq.testkit.redis.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.redis.RedisBackend;
import io.rq.spi.Claim;
import io.rq.spi.Insertion;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Selection;
import io.rq.spi.Settlement;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import io.rq.testkit.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Each step of a job is one round trip, seen at the server. */
class RoundTripTest {

  private static final Selection NEXT = new Selection.FirstOf(List.of(QueueName.of("high"), MAIL));

  private static RedisServer server;

  private RedisBackend backend;
  private JobStore jobs;
  private CommandLog log;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() throws IOException {
    backend = RedisBackend.connect(server.url());
    jobs = backend.jobs();
    bringScriptsToTheServer();
    log = new CommandLog(server.port());
  }

  @AfterEach
  void close() throws IOException {
    log.close();
    backend.close();
  }

  private void bringScriptsToTheServer() {
    jobs.insert(List.of(), List.of());
    jobs.extend(JobId.of("none"), MAIL, lease("none"));
    while (jobs.claim(NEXT, lease("none")).isPresent()) {
      // What an earlier test left is in nobody's way, but is not what this one expects.
    }
  }

  @Test
  void insertingAJobIsOne() throws IOException {
    jobs.insert(List.of(job("one")), List.of());

    assertThat(log.names()).containsExactly("EVALSHA");
  }

  @Test
  void insertingAThousandJobsIsOne() throws IOException {
    List<Insertion> thousand = IntStream.range(0, 1000).mapToObj(i -> job("many-" + i)).toList();

    jobs.insert(thousand, List.of());

    assertThat(log.names()).containsExactly("EVALSHA");
    assertThat(jobs.count(MAIL, Place.QUEUED)).isEqualTo(1000);
  }

  @Test
  void claimingFromSeveralQueuesIsOne() throws IOException {
    jobs.insert(List.of(job("claimed")), List.of());
    log.names();

    jobs.claim(NEXT, lease("x1"));

    assertThat(log.names()).containsExactly("EVALSHA");
  }

  @Test
  void extendingALeaseIsOne() throws IOException {
    jobs.insert(List.of(job("extended")), List.of());
    jobs.claim(NEXT, lease("x1"));
    log.names();

    boolean held = jobs.extend(JobId.of("extended"), MAIL, lease("x1"));

    assertThat(held).isTrue();
    assertThat(log.names()).containsExactly("EVALSHA");
  }

  @Test
  void settlingAJobAndClaimingTheNextIsOne() throws IOException {
    jobs.insert(List.of(job("settled"), job("next")), List.of());
    Claim claim = jobs.claim(NEXT, lease("x1")).orElseThrow();
    Transition step =
        Transition.of(finish(claim))
            .countedFor(new WorkerTally(ANN, true, Duration.ofMillis(3), NOW));
    log.names();

    Settlement settlement = jobs.commitAndClaim(step, NEXT, lease("x2"));

    assertThat(settlement.applied()).isTrue();
    assertThat(settlement.next())
        .get()
        .extracting(next -> next.job().id())
        .isEqualTo(JobId.of("next"));
    assertThat(log.names()).containsExactly("EVALSHA");
  }

  @Test
  void aServerThatForgotTheScriptsGetsThemAgain() throws IOException {
    try (RedisClient redis = RedisClient.create("127.0.0.1", server.port())) {
      redis.scriptFlush("any");
    }
    log.names();

    boolean stored = jobs.insert(List.of(job("after-flush")), List.of()).isStored();

    assertThat(stored).isTrue();
    assertThat(log.names()).containsExactly("EVALSHA", "EVAL");
  }

  @Test
  void manyStepsAreOne() throws IOException {
    List<Transition> steps = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      jobs.insert(List.of(job("each-" + i)), List.of());
      steps.add(Transition.of(finish(jobs.claim(NEXT, lease("x" + i)).orElseThrow())));
    }
    log.names();

    List<Boolean> applied = jobs.commitEach(steps);

    assertThat(applied).hasSize(100).containsOnly(true);
    assertThat(log.names()).containsExactly("EVALSHA");
  }

  @Test
  void anIdleWorkerAsksTheServerOnceForEachQueue() throws Exception {
    jobs.awaitWork(List.of(MAIL, QueueName.of("low")), Duration.ofMillis(300));

    assertThat(log.names()).filteredOn("BLMOVE"::equals).hasSize(2);
  }
}
