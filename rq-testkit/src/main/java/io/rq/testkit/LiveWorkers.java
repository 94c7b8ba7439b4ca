package io.rq.testkit;

import io.rq.Job;
import io.rq.Rq;
import io.rq.Worker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** The worker of {@link Mode#LIVE}, on a thread of its own. */
final class LiveWorkers {

  private static final int PATIENCE_MILLIS = 2_000;

  private final Worker worker;
  private final Thread thread;

  private LiveWorkers(Worker worker, ThreadFactory threads) {
    this.worker = worker;
    this.thread = threads.newThread(worker::work);
    this.thread.setName("rq-live-worker");
  }

  static LiveWorkers start(Rq rq, ThreadFactory threads, List<String> queues) {
    LiveWorkers live = new LiveWorkers(rq.worker(queues.toArray(String[]::new)), threads);
    live.thread.setDaemon(true);
    live.thread.start();
    return live;
  }

  /**
   * Lets a job that is about to end do so; cuts off one that is not.
   *
   * @param running finds a job that runs
   * @return what it found, if it had to be cut off
   */
  Optional<Job<Object>> stop(Supplier<Optional<Job<Object>>> running) {
    Optional<Job<Object>> cutOff = Optional.empty();
    worker.stop();
    try {
      thread.join(PATIENCE_MILLIS);
      if (thread.isAlive()) {
        cutOff = running.get();
        worker.stopNow();
        thread.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return cutOff;
  }
}
