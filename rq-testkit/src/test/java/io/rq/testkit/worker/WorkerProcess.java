package io.rq.testkit.worker;

import io.rq.Job;
import io.rq.Rq;
import io.rq.RqJob;
import io.rq.redis.RedisRq;
import java.util.Arrays;

/** A worker as a process of its own, for {@link WorkerProcessTest}. */
final class WorkerProcess {

  private WorkerProcess() {}

  /** Runs what waits in these queues, and ends. */
  public static void main(String[] urlAndQueues) {
    try (Rq rq = RedisRq.connect(urlAndQueues[0])) {
      rq.worker(Arrays.copyOfRange(urlAndQueues, 1, urlAndQueues.length)).burst();
    }
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
