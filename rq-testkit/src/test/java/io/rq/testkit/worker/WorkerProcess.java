package io.rq.testkit.worker;

import io.rq.Job;
import io.rq.Rq;
import io.rq.RqJob;
import io.rq.Worker;
import io.rq.redis.RedisRq;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.RedisClient;

/** A worker as a process of its own. */
final class WorkerProcess {

  private static final Map<String, RedisClient> CLIENTS = new ConcurrentHashMap<>();

  private WorkerProcess() {}

  /** Starts one that runs what waits in these queues, and ends. */
  static Process burst(String url, String... queues) throws IOException {
    return start("burst", url, queues);
  }

  /** Starts one that works on these queues until somebody ends it. */
  static Process work(String url, String... queues) throws IOException {
    return start("work", url, queues);
  }

  private static Process start(String how, String url, String... queues) throws IOException {
    ProcessBuilder worker =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerProcess.class.getName(),
            how,
            url);
    worker.command().addAll(List.of(queues));
    return worker.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  public static void main(String[] howUrlAndQueues) {
    try (Rq rq = RedisRq.connect(howUrlAndQueues[1])) {
      Worker worker = rq.worker(Arrays.copyOfRange(howUrlAndQueues, 2, howUrlAndQueues.length));
      if (howUrlAndQueues[0].equals("burst")) {
        worker.burst();
      } else {
        worker.work();
      }
    }
  }

  /** Counts at the server how often it was run there. */
  @RqJob
  static long count(String url, String what) {
    return CLIENTS.computeIfAbsent(url, at -> RedisClient.create(URI.create(at))).incr(what);
  }

  /** Enqueues another job over a connection of its own, and says who did. */
  @RqJob
  static String enqueueOver(String url) {
    Job<?> self = Job.current().orElseThrow();
    try (Rq rq = RedisRq.connect(url)) {
      rq.queue(self.queue().name())
          .enqueue("io.rq.testkit.worker.WorkerProcess.say", "for " + self.id());
    }
    return self.id() + " in " + ProcessHandle.current().pid();
  }

  @RqJob
  static String say(String text) {
    return text;
  }
}
