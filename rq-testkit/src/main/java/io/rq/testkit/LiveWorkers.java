package io.rq.testkit;

import io.rq.Rq;
import io.rq.Worker;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** The worker of {@link Mode#LIVE}, on a thread of its own. */
final class LiveWorkers {

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

  void stop() {
    worker.stop();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
