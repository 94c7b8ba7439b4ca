package io.rq;

import io.rq.spi.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several workers over the same queues, each on a thread of its own, so that several jobs run at
 * once (WP-01). Each is a worker like any other: it has its own name, heartbeat and counters, and
 * can be sent commands. One that dies of an error is replaced, after a pause that grows if that
 * happens again (WP-02); one that ends as it was told to, by {@link WorkerOptions#maxJobs}, {@link
 * WorkerOptions#maxIdleTime} or a command, is not. One scheduler serves them all (WP-05).
 *
 * <p>A pool works once: {@link #work}, {@link #burst} or {@link #start}. Safe for use by many
 * threads.
 *
 * <pre>{@code
 * try (WorkerPool pool = rq.workerPool(8, "high", "mail")) {
 *   pool.start();
 *   awaitTheEndOfTheProgram();
 * } // lets the jobs that run finish
 * }</pre>
 */
public final class WorkerPool implements AutoCloseable {

  private final Rq rq;
  private final WorkerSettings settings;
  private final int size;
  private final Pause pause = new Pause();
  private final TimedScheduling scheduling;
  private final AtomicInteger taken;
  private final List<PoolSeat> seats = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean started;

  WorkerPool(Rq rq, int size, WorkerSettings settings) {
    if (size < 1) {
      throw new IllegalArgumentException("A pool has at least 1 worker, not " + size);
    }
    this.rq = rq;
    this.settings = settings;
    this.size = size;
    this.taken = new AtomicInteger(size);
    this.scheduling = new TimedScheduling(rq, this, settings.queues);
  }

  /**
   * Works until it is stopped. Interrupting the calling thread means {@link #stop}.
   *
   * @return what its workers did
   * @throws IllegalStateException if it was started already
   */
  public WorkReport work() {
    start();
    awaitEnd(this::stop);
    return report();
  }

  /**
   * Lets each worker work until the queues are empty; returns when all have (BURST-16). Due jobs
   * are moved into the queues once, before. A worker that dies is not replaced: its error is thrown
   * when the others have ended.
   *
   * @return what they did
   * @throws IllegalStateException if it was started already
   */
  public WorkReport burst() {
    begin(true);
    awaitEnd(this::stop);
    throwDeaths();
    WorkReport done = report();
    return new WorkReport(
        done.executed(),
        done.succeeded(),
        done.failed(),
        done.stopped(),
        done.failures(),
        Tally.left(rq, settings, Place.SCHEDULED),
        Tally.left(rq, settings, Place.DEFERRED));
  }

  /**
   * Starts its workers and returns. Their threads keep the program alive until the pool is stopped.
   *
   * @throws IllegalStateException if it was started already
   */
  public void start() {
    begin(false);
  }

  private synchronized void begin(boolean burst) {
    if (started) {
      throw new IllegalStateException(this + " was started already");
    }
    started = true;
    if (pause.isEnded()) {
      return;
    }
    if (settings.schedules) {
      scheduling.begin(burst);
    }
    rq.background().working().add(pause);
    WorkerSettings each = settings.with(s -> s.schedules = false);
    for (int i = 1; i <= size; i++) {
      PoolSeat seat = new PoolSeat(rq, each, burst, pause, this::seatEnded);
      seats.add(seat);
      threads.add(rq.background().threads().lasting("rq-pool-" + i, seat));
    }
    threads.forEach(Thread::start);
  }

  private void seatEnded() {
    if (taken.decrementAndGet() == 0) {
      scheduling.end();
      rq.background().working().remove(pause);
    }
  }

  /**
   * Lets each worker finish the job that it runs, if any, and then end: a warm shutdown. Does not
   * wait for that. For good, and idempotent: said twice, the jobs finish all the same (WP-04).
   */
  public void stop() {
    pause.end();
    seats().forEach(PoolSeat::stop);
  }

  /**
   * Stops each worker {@linkplain Worker#stopNow now}: a cold shutdown. Also after {@link #stop}.
   */
  public void stopNow() {
    pause.end();
    seats().forEach(PoolSeat::stopNow);
  }

  /**
   * Waits until none of its workers works any more.
   *
   * @param atMost how long, in real time
   * @return whether that is so; at once if none was started
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitTermination(Duration atMost) throws InterruptedException {
    Deadline deadline = Deadline.in(atMost);
    for (Thread thread : threads()) {
      thread.join(Math.max(1, deadline.remaining().toMillis()));
    }
    return threads().stream().noneMatch(Thread::isAlive);
  }

  /**
   * Stops its workers and waits until they have ended (WP-03); if the waiting thread is
   * interrupted, stops them now. Idempotent.
   */
  @Override
  public void close() {
    stop();
    awaitEnd(this::stopNow);
  }

  private void awaitEnd(Runnable ifInterrupted) {
    boolean interrupted = false;
    for (Thread thread : threads()) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          ifInterrupted.run();
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void throwDeaths() {
    List<Throwable> deaths =
        seats().stream().map(PoolSeat::death).flatMap(Optional::stream).toList();
    if (deaths.isEmpty()) {
      return;
    }
    Throwable first = deaths.get(0);
    deaths.stream().skip(1).filter(other -> other != first).forEach(first::addSuppressed);
    if (first instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) first;
  }

  /** Those of its workers that work now. */
  public List<Worker> workers() {
    return seats().stream().map(PoolSeat::worker).flatMap(Optional::stream).toList();
  }

  /** What those of its workers did that have ended. */
  public WorkReport report() {
    return seats().stream().map(PoolSeat::report).reduce(WorkReport.NOTHING, WorkReport::then);
  }

  private synchronized List<PoolSeat> seats() {
    return List.copyOf(seats);
  }

  private synchronized List<Thread> threads() {
    return List.copyOf(threads);
  }

  @Override
  public String toString() {
    return "Pool of " + size + " workers on " + settings.queues;
  }
}
