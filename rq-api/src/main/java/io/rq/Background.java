package io.rq;

import io.rq.spi.JobStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * What goes on in a program beside its callers, and the threads for it, each started when needed.
 */
final class Background implements AutoCloseable {

  private final Threads threads;
  // Watchdogs never wait for the backend, and must not wait for those who do.
  private final Timer watching;
  private final Hands heartbeats;
  private final Hands scheduling;
  private final ResultFutures results;
  private final Set<Pause> working = ConcurrentHashMap.newKeySet();

  Background(ThreadFactory factory, JobStore store) {
    threads = new Threads(factory);
    watching = new Timer("rq-watchdog", threads, Timer.MOMENT);
    heartbeats = new Hands("rq-heartbeat", 2, watching, threads);
    scheduling = new Hands("rq-scheduler", 1, watching, threads);
    results = new ResultFutures(store, threads);
  }

  Threads threads() {
    return threads;
  }

  /** Cuts off runs in time, whatever the backend does: nothing here may wait for it. */
  Timer watching() {
    return watching;
  }

  /** Says that workers are alive. */
  Hands heartbeats() {
    return heartbeats;
  }

  /** Moves what is due. */
  Hands scheduling() {
    return scheduling;
  }

  /** Waits for results. */
  ResultFutures results() {
    return results;
  }

  /** The workers and schedulers that are at work, by what ends them. */
  Set<Pause> working() {
    return working;
  }

  @Override
  public void close() {
    watching.close();
    heartbeats.close();
    scheduling.close();
    results.close();
    working.forEach(Pause::end);
  }
}
