package io.rq.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Queue;
import io.rq.Retention;
import io.rq.Rq;
import io.rq.WorkerOptions;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * What RQ 2.10 wrote is written again from Java, and compared key by key and field by field: same
 * types, same fields, same values, same times to live; only times, random ids, version texts and
 * stack traces are compared by their shape.
 */
class GoldenTest {

  private static RedisServer server;

  private Jedis redis;
  private Rq rq;
  private Queue queue;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() {
    redis = new Jedis(server.url());
    redis.flushAll(); // this server was started for this test
    rq = RedisRq.connect(server.url());
    queue = rq.queue();
  }

  @AfterEach
  void close() {
    rq.close();
    redis.close();
  }

  private void burst(String... queues) {
    rq.worker(WorkerOptions.on(queues).name("worker-1")).burst();
  }

  private static Call<Object> add(int x) {
    return Call.path("demo_tasks.add", x);
  }

  private void matches(String scenario) {
    matches(Golden.read(scenario).dump());
  }

  private void matches(KeyDump golden) {
    assertThat(LiveKeys.dump(redis).keys()).containsExactlyEntriesOf(golden.keys());
  }

  @Test
  void enqueued() {
    queue.submit(add(1).kwarg("y", 2).id("job-1"));

    matches("enqueued-json");
  }

  @Test
  void enqueuedAtFront() {
    queue.submit(add(1).id("job-1"));
    queue.submit(add(2).id("job-2"));
    queue.submit(add(3).id("job-3").atFront());

    matches("enqueued-at-front");
  }

  @Test
  void finished() {
    queue.submit(add(1).kwarg("y", 2).id("job-1"));
    burst();

    matches("finished-json");
  }

  @Test
  void finishedByAWorkerOfTwoQueues() {
    queue.submit(add(1).id("job-1"));
    burst("high", "default");

    matches("finished-two-queues");
  }

  @Test
  void finishedWithoutAValue() {
    queue.submit(Call.path("demo_tasks.nothing").id("job-1"));
    burst();

    matches("finished-none");
  }

  @Test
  void finishedWithAValueThatCannotBeWritten() {
    queue.submit(Call.path("demo_tasks.unserializable").id("job-1"));
    burst();

    matches("finished-unserializable");
  }

  @Test
  void finishedWithMetaOfItsOwn() {
    queue.submit(Call.path("demo_tasks.set_meta", "progress", 50).id("job-1").meta("owner", "x"));
    burst();

    matches("finished-meta");
  }

  @Test
  void finishedAndKeptForEver() {
    queue.submit(add(1).id("job-1").resultTtl(Retention.forever()));
    burst();

    matches("finished-keep-forever");
  }

  @Test
  void finishedAndNotKept() {
    queue.submit(add(1).id("job-1").resultTtl(Duration.ZERO));
    burst();

    matches("finished-result-ttl-0");
  }

  @Test
  void failed() {
    queue.submit(Call.path("demo_tasks.fail", "boom").id("job-1"));
    burst();

    // RES-07: RQ keeps this result for ever, we keep it as long as the job.
    matches(Golden.read("failed-json").dump().withTtl("rq:results:job-1", 31_536_000));
  }

  @Test
  void failedAndKeptForEver() {
    queue.submit(Call.path("demo_tasks.fail", "boom").id("job-1").failureTtl(Retention.forever()));
    burst();

    matches("failed-keep-forever");
  }
}
