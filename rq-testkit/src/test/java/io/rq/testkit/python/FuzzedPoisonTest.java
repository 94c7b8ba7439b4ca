package io.rq.testkit.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Job;
import io.rq.JobId;
import io.rq.Rq;
import io.rq.Worker;
import io.rq.WorkerOptions;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;

/**
 * Broken records and commands, at random, go through workers of Java: they live on, and write
 * nothing that a worker of Python dies of. Another seed: {@code -Drq.poison.seed=…}; more or fewer
 * rounds: {@code -Drq.poison.rounds=…}.
 */
class FuzzedPoisonTest {

  private static final long SEED = Long.getLong("rq.poison.seed", 20261120L);
  private static final int ROUNDS = Integer.getInteger("rq.poison.rounds", 10_000);
  private static final int PORTION = 100;
  private static final String RUN = "0123456789abcdef0123456789abcdef";

  private final Random random = new Random(SEED);
  private final Poison poison = new Poison(random);

  /** What we wrote, by the key. */
  private final Map<String, Map<String, byte[]>> written = new HashMap<>();

  /** Moves a minute on at each portion, so that what is looked at once a minute is. */
  private final AtomicReference<Instant> now = new AtomicReference<>(Clock.systemUTC().instant());

  private RedisServer redis;
  private RedisClient client;
  private Rq rq;
  private Worker ann;
  private Thread working;
  private final AtomicReference<Throwable> death = new AtomicReference<>();

  @BeforeEach
  void work() {
    redis = RedisServer.start();
    client = RedisClient.create(URI.create(redis.url()));
    rq = RedisRq.builder(redis.url()).clock(now::get).open();
    ann = rq.worker(WorkerOptions.on("mail", "good").name("ann"));
    working = new Thread(ann::work, "ann");
    working.setUncaughtExceptionHandler((thread, error) -> death.set(error));
    working.start();
  }

  @AfterEach
  void stop() throws Exception {
    ann.stopNow();
    working.join(WithPython.LONG.toMillis());
    rq.close();
    client.close();
    redis.close();
  }

  // So many rounds take as long as they take; a worker that hangs is noticed after each portion.
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void noWorkerDiesOfIt() {
    for (int round = 0; round < ROUNDS; round += PORTION) {
      List<String> keys = writePortion(round);

      rq.worker("mail").burst();
      assertAnnWorks(round);

      List<String> flaws = keys.stream().flatMap(this::flawsOf).toList();
      assertThat(flaws).as("what we wrote by round %s with seed %s", round, SEED).isEmpty();
      now.updateAndGet(time -> time.plusSeconds(61));
    }
    for (int minute = 0; minute < 3; minute++) {
      rq.worker("mail").burst();
      now.updateAndGet(time -> time.plusSeconds(61));
    }
    assertAnnWorks(ROUNDS);
    assertAllKeysAreSound();
    PythonPeer.all().forEach(this::assertPythonWorks);
  }

  private List<String> writePortion(int first) {
    List<String> keys = new ArrayList<>();
    try (AbstractPipeline pipeline = client.pipelined()) {
      for (int round = first; round < first + PORTION; round++) {
        keys.add(writeJob(pipeline, round));
        if (random.nextInt(4) == 0) {
          String key = "rq:worker:w" + random.nextInt(20);
          pipeline.del(key);
          write(pipeline, key, poison.worker());
          pipeline.sadd("rq:workers", key);
          pipeline.sadd("rq:workers:mail", key);
          keys.add(key);
        }
        pipeline.publish("rq:pubsub:ann".getBytes(UTF_8), poison.command());
      }
    }
    return keys;
  }

  /** Writes a job, and its id where a worker comes across it. */
  private String writeJob(AbstractPipeline pipeline, int round) {
    double longAgo = now.get().getEpochSecond() - 1000;
    String id = random.nextInt(20) == 0 ? poison.illegalId(round) : "job-" + round;
    String parent = "job-" + Math.max(0, round - random.nextInt(10));
    String status;
    switch (random.nextInt(8)) {
      case 0 -> {
        status = "scheduled";
        pipeline.zadd("rq:scheduled:mail", longAgo, id);
      }
      case 1 -> {
        status = "started";
        pipeline.zadd("rq:wip:mail", longAgo, random.nextBoolean() ? id : id + ":" + RUN);
      }
      case 2 -> {
        status = "queued";
        pipeline.rpush("rq:queue:mail:intermediate", id);
      }
      case 3 -> {
        status = "deferred";
        pipeline.zadd("rq:deferred:mail", longAgo, id);
        pipeline.sadd("rq:job:" + parent + ":dependents", id);
        pipeline.sadd("rq:job::" + id + ":dependencies", parent);
      }
      default -> {
        status = "queued";
        pipeline.rpush("rq:queue:mail", id);
      }
    }
    String key = "rq:job:" + id;
    if (random.nextInt(40) != 0) {
      write(pipeline, key, poison.job(status, parent));
    }
    return key;
  }

  private void write(AbstractPipeline pipeline, String key, Map<String, byte[]> fields) {
    written.put(key, fields);
    fields.forEach(
        (name, value) -> pipeline.hset(key.getBytes(UTF_8), name.getBytes(UTF_8), value));
  }

  private void assertAnnWorks(int round) {
    Job<Object> good = rq.queue("good").enqueue("demo_tasks.add", round, 1);
    assertThat(good.latestResult(WithPython.LONG).flatMap(result -> result.returnValue()))
        .as("ann runs a good job after round %s with seed %s; she died of: %s", round, SEED, death)
        .contains(round + 1);
  }

  private Stream<String> flawsOf(String key) {
    Map<byte[], byte[]> record = client.hgetAll(key.getBytes(UTF_8));
    Map<String, byte[]> theirs = written.getOrDefault(key, Map.of());
    List<String> flaws =
        key.startsWith("rq:worker:")
            ? PythonRules.flawsOfWorker(record, theirs)
            : PythonRules.flawsOfJob(key.substring("rq:job:".length()), record, theirs);
    return flaws.stream().map(flaw -> key + ": " + flaw);
  }

  /** Looks at every key that there is, whoever wrote it. */
  private void assertAllKeysAreSound() {
    List<String> flaws = new ArrayList<>();
    for (String key : client.keys("rq:*")) {
      if (client.type(key).equals("hash")
          && (key.startsWith("rq:job:") || key.startsWith("rq:worker:"))) {
        flawsOf(key).forEach(flaws::add);
      }
    }
    assertThat(flaws).isEmpty();
    assertThat(client.lrange("rq:queue:mail", 0, -1)).as("what still waits").isEmpty();
    for (String registry : List.of("finished", "failed", "canceled")) {
      assertThat(client.zrange("rq:" + registry + ":mail", 0, -1))
          .as("ids that we put into %s", registry)
          .allMatch(JobId::isLegal);
    }
    for (byte[] key : client.smembers("rq:queues".getBytes(UTF_8))) {
      String name = new String(key, UTF_8);
      assertThat(name).startsWith("rq:queue:").hasSizeGreaterThan("rq:queue:".length());
      assertThat(name.getBytes(UTF_8)).as("it is text").isEqualTo(key);
    }
  }

  private void assertPythonWorks(PythonPeer peer) {
    if (!peer.isThere()) {
      return;
    }
    removeWhatIsNobodys();
    ProcessBuilder command = peer.command("-m", "rq.cli", "worker", "--burst");
    command.command().addAll(List.of("--url", redis.url(), "--with-scheduler"));
    command.command().addAll(List.of("--serializer", "rq.serializers.JSONSerializer", "mail"));
    try (WorkerProcess worker = WorkerProcess.start(command)) {
      worker.assertEndsWell();
    }
  }

  /** What is poison to Python, and not ours to remove: records of workers, illegal ids. */
  private void removeWhatIsNobodys() {
    written.keySet().stream().filter(key -> key.startsWith("rq:worker:")).forEach(client::del);
    client.lrange("rq:queue:mail:intermediate", 0, -1).stream()
        .filter(id -> !JobId.isLegal(id))
        .forEach(id -> client.lrem("rq:queue:mail:intermediate", 0, id));
    for (String registry : List.of("wip", "scheduled", "deferred")) {
      client.zrange("rq:" + registry + ":mail", 0, -1).stream()
          .filter(id -> !JobId.isLegal(id.replace(":" + RUN, "")))
          .forEach(id -> client.zrem("rq:" + registry + ":mail", id));
    }
  }
}
