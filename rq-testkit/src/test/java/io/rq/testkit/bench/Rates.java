package io.rq.testkit.bench;

import io.rq.Call;
import io.rq.Queue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How often something is done a second. */
final class Rates {

  private static final int AT_ONCE = 1_000;

  private Rates() {}

  interface Work {
    void run() throws Exception;
  }

  /** Times a second. */
  static double of(int times, Work work) throws Exception {
    long begun = System.nanoTime();
    work.run();
    return times * 1e9 / (System.nanoTime() - begun);
  }

  /**
   * Does the same on so many threads.
   *
   * @throws ExecutionException if it fails on one of them: what was measured then means nothing
   */
  static void together(int threads, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Void> once =
          () -> {
            work.run();
            return null;
          };
      for (Future<Void> done : pool.invokeAll(Collections.nCopies(threads, once))) {
        done.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  static void enqueue(Queue queue, int jobs) {
    for (int i = 0; i < jobs; i++) {
      queue.enqueue(Throughput::add, i, 1);
    }
  }

  /** Enqueues many in one step. */
  static void enqueueMany(Queue queue, int jobs) {
    List<Call<?>> calls = new ArrayList<>(AT_ONCE);
    for (int i = 0; i < jobs; i++) {
      calls.add(Call.of(Throughput::add, i, 1));
      if (calls.size() == AT_ONCE || i == jobs - 1) {
        queue.submitAll(calls);
        calls.clear();
      }
    }
  }

  /** What so large a part of the values does not exceed; 0.5 is the median. */
  static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
  }
}
