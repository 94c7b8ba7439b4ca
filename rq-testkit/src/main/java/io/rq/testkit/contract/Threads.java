package io.rq.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Threads for one test. Nothing waits for them longer than ten seconds; closing interrupts those
 * that still run.
 */
final class Threads implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 10;

  private final ExecutorService threads = Executors.newCachedThreadPool(Threads::daemon);

  <T> Future<T> call(Callable<T> work) {
    return threads.submit(work);
  }

  Future<Boolean> start(Work work) {
    return call(
        () -> {
          work.run();
          return true;
        });
  }

  /** Does the same work on so many threads at the same time, and collects what they answer. */
  <T> List<T> all(int count, Callable<T> work) throws Exception {
    CountDownLatch ready = new CountDownLatch(count);
    List<Future<T>> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      running.add(
          call(
              () -> {
                ready.countDown();
                ready.await();
                return work.call();
              }));
    }
    List<T> answers = new ArrayList<>();
    for (Future<T> one : running) {
      answers.add(answer(one));
    }
    return answers;
  }

  /** Does that on a thread of its own, and fails if it takes too long. */
  static void inTime(Work work) throws Exception {
    try (Threads threads = new Threads()) {
      answer(threads.start(work));
    }
  }

  static <T> T answer(Future<T> running) throws Exception {
    return running.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      // A backend is closed after its test; whoever still speaks to it then would only confuse the
      // next one.
      threads.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "contract");
    thread.setDaemon(true);
    return thread;
  }

  /** What a thread does. */
  interface Work {
    void run() throws Exception;
  }
}
