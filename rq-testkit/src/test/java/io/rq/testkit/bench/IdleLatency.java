package io.rq.testkit.bench;

import io.rq.Rq;
import io.rq.Worker;
import io.rq.redis.RedisRq;
import java.net.URI;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Jedis;

/** How long it takes from the call of {@code enqueue} until a worker that waited begins the job. */
final class IdleLatency {

  private static final int JOBS = 1_000;
  private static final int WARM_UP = 200;

  /** Long enough for a worker to find its queue empty and to wait. */
  private static final long UNTIL_IDLE = 3_000_000;

  private static final SynchronousQueue<Long> STARTED = new SynchronousQueue<>();

  private IdleLatency() {}

  /** The job: tells when it began. */
  public static void tell() throws InterruptedException {
    STARTED.put(System.nanoTime());
  }

  /** Milliseconds above a bare round trip: of half of the jobs, and of 99 in a hundred. */
  static double[] overRoundTrip(String url) throws Exception {
    double[] latencies = new double[JOBS];
    double[] roundTrips = new double[JOBS];
    try (Rq rq = RedisRq.connect(url);
        Jedis jedis = new Jedis(URI.create(url), 60_000)) {
      Worker worker = rq.worker("idle");
      Thread working = new Thread(worker::work);
      working.start();
      for (int i = -WARM_UP; i < JOBS; i++) {
        LockSupport.parkNanos(UNTIL_IDLE);
        long pinged = System.nanoTime();
        jedis.ping();
        long begun = System.nanoTime();
        rq.queue("idle").enqueue(IdleLatency::tell);
        double latency = (STARTED.take() - begun) / 1e6;
        if (i >= 0) {
          latencies[i] = latency;
          roundTrips[i] = (begun - pinged) / 1e6;
        }
      }
      worker.stop();
      working.join();
    }
    double roundTrip = Rates.quantile(roundTrips, 0.5);
    return new double[] {
      Rates.quantile(latencies, 0.5) - roundTrip, Rates.quantile(latencies, 0.99) - roundTrip
    };
  }
}
