package io.rq.testkit.bench;

import io.rq.Call;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.inmemory.InMemoryRq;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import redis.clients.jedis.Jedis;

/**
 * How many jobs a second go through, beside what the server itself can do in the same run: machines
 * differ, and are noisy, so that only the ratios say something. A benchmark: run its main method.
 */
public final class Throughput {

  private static final int JOBS = 20_000;
  private static final int AT_ONCE = 1_000;
  private static final int WORKERS = 4;
  private static final int ROUNDS = 8;

  private Throughput() {}

  /** Adds. */
  public static int add(int a, int b) {
    return a + b;
  }

  /** Runs it all a few times, and prints a line for each time. */
  public static void main(String[] args) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    for (int round = 0; round < ROUNDS; round++) {
      inMemory();
    }
    try (RedisServer server = RedisServer.start()) {
      for (int round = 0; round < ROUNDS; round++) {
        onRedis(server);
      }
    }
  }

  private static void inMemory() throws Exception {
    double synchronous;
    try (Rq rq = InMemoryRq.synchronous()) {
      synchronous = rate(10 * JOBS, () -> enqueue(rq.queue(), 10 * JOBS));
    }
    try (Rq rq = InMemoryRq.queued()) {
      enqueue(rq.queue(), 10 * JOBS);
      double drained = rate(10 * JOBS, () -> rq.worker().burst());
      System.out.printf("in memory: synchronous %,.0f/s, drained %,.0f/s%n", synchronous, drained);
    }
  }

  private static void onRedis(RedisServer server) throws Exception {
    try (Jedis jedis = new Jedis(URI.create(server.url()));
        Rq rq = RedisRq.connect(server.url())) {
      double push =
          rate(
              () -> {
                for (int i = 0; i < JOBS; i++) {
                  jedis.lpush("pushed", "x");
                }
              });
      double single = rate(() -> enqueue(rq.queue("single"), JOBS));
      double bulk = rate(() -> enqueueMany(rq.queue("bulk")));
      double drained = rate(() -> together(() -> rq.worker("bulk").burst()));
      jedis.flushAll();
      double ceiling = inOneScript(server, jedis);
      jedis.flushAll();
      System.out.printf(
          "on Redis: enqueued %,.0f/s = %.2f of LPUSH; at once %,.0f/s = %.1f times that;"
              + " %d workers drained %,.0f/s = %.2f of one script a job%n",
          single, single / push, bulk, bulk / single, WORKERS, drained, drained / ceiling);
    }
  }

  private static void enqueue(Queue queue, int jobs) {
    for (int i = 0; i < jobs; i++) {
      queue.enqueue(Throughput::add, i, 1);
    }
  }

  private static void enqueueMany(Queue queue) {
    List<Call<?>> calls = new ArrayList<>(AT_ONCE);
    for (int i = 0; i < JOBS; i++) {
      calls.add(Call.of(Throughput::add, i, 1));
      if (calls.size() == AT_ONCE) {
        queue.submitAll(calls);
        calls.clear();
      }
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
    return rate(
        () ->
            together(
                () -> {
                  try (Jedis own = new Jedis(URI.create(server.url()))) {
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

  private static double rate(Work work) throws Exception {
    return rate(JOBS, work);
  }

  /** Jobs a second. */
  private static double rate(int jobs, Work work) throws Exception {
    long begun = System.nanoTime();
    work.run();
    return jobs * 1e9 / (System.nanoTime() - begun);
  }

  /** Does the same on as many threads as there are workers. */
  private static void together(Runnable work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(WORKERS);
    for (int i = 0; i < WORKERS; i++) {
      new Thread(
              () -> {
                work.run();
                done.countDown();
              })
          .start();
    }
    done.await();
  }

  private interface Work {
    void run() throws Exception;
  }
}
