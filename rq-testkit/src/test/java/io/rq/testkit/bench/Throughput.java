package io.rq.testkit.bench;

import static io.rq.testkit.bench.Rates.together;

import io.rq.Queue;
import io.rq.Rq;
import io.rq.WorkerOptions;
import io.rq.inmemory.InMemoryRq;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * Every target of speed, beside what the same machine and server do by themselves in the same run:
 * machines differ, and are noisy, so that only the ratios say something. A benchmark: run its main
 * method. System properties: {@code rq.bench.rounds}, how often it measures, of which it prints the
 * median; {@code rq.bench.queued}, how many jobs wait where the cost must not rise, at most
 * 1,000,000, which take about a gigabyte; {@code rq.test.python.path}, a directory with RQ 2.10.
 */
public final class Throughput {

  private static final int JOBS = 20_000;
  private static final int WORKERS = 4;
  private static final int PATIENCE = 60_000;
  private static final int ROUNDS = Integer.getInteger("rq.bench.rounds", 8);
  private static final int QUEUED = Integer.getInteger("rq.bench.queued", 100_000);

  private final Map<String, double[]> measured = new LinkedHashMap<>();

  private Throughput() {}

  /** Adds. */
  public static int add(int a, int b) {
    return a + b;
  }

  /** Measures all, and prints a line for each target. */
  public static void main(String[] args) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    Throughput all = new Throughput();
    for (int round = 0; round < ROUNDS; round++) {
      all.inMemory(round);
    }
    try (RedisServer server = RedisServer.start()) {
      for (int round = 0; round < ROUNDS; round++) {
        all.onRedis(server, round);
      }
      all.deep(server);
      double[] latency = IdleLatency.overRoundTrip(server.url());
      all.note("idle worker, enqueue to start over a round trip, p50 ms (<= 1)", 0, latency[0]);
      all.note("idle worker, enqueue to start over a round trip, p99 ms (<= 10)", 0, latency[1]);
    }
    all.print();
  }

  private void inMemory(int round) throws Exception {
    try (Rq rq = InMemoryRq.synchronous()) {
      note(
          "in memory, synchronous jobs/s (>= 200,000)",
          round,
          Rates.of(10 * JOBS, () -> Rates.enqueue(rq.queue(), 10 * JOBS)));
    }
    try (Rq rq = InMemoryRq.queued()) {
      Rates.enqueue(rq.queue(), 10 * JOBS);
      note(
          "in memory, queued jobs drained/s",
          round,
          Rates.of(10 * JOBS, () -> rq.worker().burst()));
    }
  }

  private void onRedis(RedisServer server, int round) throws Exception {
    try (Jedis jedis = new Jedis(URI.create(server.url()), PATIENCE);
        Rq rq = RedisRq.connect(server.url())) {
      double push =
          Rates.of(
              JOBS,
              () -> {
                for (int i = 0; i < JOBS; i++) {
                  jedis.lpush("pushed", "x");
                }
              });
      double single = Rates.of(JOBS, () -> Rates.enqueue(rq.queue("single"), JOBS));
      double bulk = Rates.of(JOBS, () -> Rates.enqueueMany(rq.queue("bulk"), JOBS));
      double drained = Rates.of(JOBS, () -> together(WORKERS, () -> rq.worker("bulk").burst()));
      jedis.flushAll();
      double hashes = Rates.of(JOBS, () -> onlyHashes(jedis));
      jedis.flushAll();
      double ceiling = inOneScript(server, jedis);
      jedis.flushAll();
      note("one producer / bare LPUSH (>= 0.7)", round, single / push);
      note("many in one step / one producer (>= 10)", round, bulk / single);
      note("bare HSET of a job's fields, pipelined / one producer", round, hashes / single);
      note(
          WORKERS + " workers / one script with a job's writes (>= 0.9)", round, drained / ceiling);
      if (round == ROUNDS - 1) { // when the JVM is warm
        OptionalDouble python = PythonRate.onServer(server.url());
        python.ifPresent(
            rate -> note(WORKERS + " workers / Python's SimpleWorker (>= 40)", 0, drained / rate));
        jedis.flushAll();
      }
    }
  }

  /** What a job costs behind many others, by what it costs with none. */
  private void deep(RedisServer server) throws Exception {
    try (Rq rq = RedisRq.connect(server.url())) {
      Queue queue = rq.queue("deep");
      throughAndThrough(rq, queue);
      double empty = throughAndThrough(rq, queue);
      Rates.enqueueMany(queue, QUEUED);
      String name = "cost of a job with %,d queued / with none (about 1)".formatted(QUEUED);
      note(name, 0, empty / throughAndThrough(rq, queue));
    }
  }

  private static double throughAndThrough(Rq rq, Queue queue) throws Exception {
    return Rates.of(
        JOBS,
        () -> {
          Rates.enqueue(queue, JOBS);
          rq.worker(WorkerOptions.on(queue.name()).maxJobs(JOBS)).burst();
        });
  }

  /** As many bytes as a job has, and nothing that asks whether there is one already. */
  private static void onlyHashes(Jedis jedis) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < 15; i++) {
      fields.put("a_field_of_a_job_" + i, i % 2 == 0 ? "" : "2026-11-20T12:04:21.828125Z");
    }
    for (int i = 0; i < JOBS; i += 1_000) {
      Pipeline pipeline = jedis.pipelined();
      for (int k = i; k < i + 1_000; k++) {
        pipeline.hset("rq:job:4e3a1f5c-1111-2222-3333-" + k, fields);
      }
      pipeline.sync();
    }
  }

  /** The same writes, by a script that decides nothing, as many callers at a time. */
  private static double inOneScript(RedisServer server, Jedis jedis) throws Exception {
    jedis.eval(
        "for i = 1, ARGV[1] do local id = '4e3a1f5c-1111-2222-3333-' .. string.format('%012d', i)"
            + " redis.call('HSET', 'rq:job:' .. id, 'status', 'queued', 'origin', 'lim', 'data',"
            + " string.rep('x', 60), 'description', 'noop()', 'timeout', '180', 'created_at',"
            + " '2026-11-20T12:04:21.828125Z', 'enqueued_at', '2026-11-20T12:04:21.828125Z',"
            + " 'success_callback_name', '', 'failure_callback_name', '', 'stopped_callback_name',"
            + " '', 'started_at', '', 'ended_at', '', 'last_heartbeat', '', 'worker_name', '',"
            + " 'group_id', '') redis.call('RPUSH', 'rq:queue:lim', id) end",
        0, String.valueOf(JOBS));
    String script = jedis.scriptLoad(resource("one-job.lua"));
    return Rates.of(
        JOBS,
        () ->
            together(
                WORKERS,
                () -> {
                  try (Jedis own = new Jedis(URI.create(server.url()), PATIENCE)) {
                    for (int i = 0; i < JOBS / WORKERS; i++) {
                      own.evalsha(script, 0);
                    }
                  }
                }));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Throughput.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void note(String what, int round, double value) {
    double[] values = round == 0 ? new double[0] : measured.get(what);
    values = Arrays.copyOf(values, round + 1);
    values[round] = value;
    measured.put(what, values);
  }

  private void print() {
    measured.forEach(
        (what, values) ->
            System.out.printf(
                "%-75s %,12.2f   (%,.2f to %,.2f)%n",
                what,
                Rates.quantile(values, 0.5),
                Rates.quantile(values, 0),
                Rates.quantile(values, 1)));
  }
}
