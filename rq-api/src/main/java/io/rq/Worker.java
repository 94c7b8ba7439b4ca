package io.rq;

import io.rq.spi.Selection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes jobs from queues and runs them, one at a time (W-50). To run more at once, use more
 * workers, or a {@link WorkerPool}.
 *
 * <p>{@link #work} runs jobs on a thread kept for them, {@link #burst} on the thread that calls it,
 * both elsewhere if they were given {@linkplain WorkerOptions#executor an executor}. A job is ended
 * by an interrupt of its thread. Java has no other means: code that takes no notice runs on.
 * Everywhere but in a burst on the calling thread, the worker leaves such code behind after {@link
 * WorkerOptions#grace} and goes on without it; in that burst it waits for its end.
 *
 * <p>It sets no signal handlers and starts no process (F-18). {@link #stop} and {@link #stopNow}
 * may be called from any thread; interrupting the thread that called {@link #work} means {@link
 * #stop}.
 */
public final class Worker {

  private final Rq rq;
  private final WorkerSettings settings;
  private final WorkerName name;
  private final Pause pause = new Pause();
  private final Watchdog watchdog;
  private final ExceptionHandlers exceptionHandlers;
  private final AtomicBoolean working = new AtomicBoolean();
  private volatile WorkReport report = WorkReport.NOTHING;

  Worker(Rq rq, WorkerSettings settings) {
    this.rq = rq;
    this.settings = settings;
    this.name = settings.name != null ? settings.name : rq.ids().worker();
    this.watchdog = new Watchdog(settings.grace);
    this.exceptionHandlers =
        new ExceptionHandlers(
            Stream.concat(rq.exceptionHandlers().stream(), settings.exceptionHandlers.stream())
                .toList());
  }

  /** The queues that it serves, in the order in which it was given them (W-01). */
  public List<Queue> queues() {
    return settings.queues.stream().map(queue -> new Queue(rq, queue)).toList();
  }

  /** The worker's name. */
  public WorkerName name() {
    return name;
  }

  /**
   * Works until it is stopped, waiting on the backend while there is nothing to do. If the backend
   * is gone it tries again, with growing pauses, until it is back (W-16).
   *
   * @return what it did
   * @throws IllegalStateException if a worker of this name is alive, or this one is working already
   */
  public WorkReport work() {
    return run(elsewhere(), false, null);
  }

  /**
   * Works until its queues are empty, including what the jobs themselves enqueue; then returns
   * (BURST-01, BURST-03). Failures do not stop it (BURST-07). While the installation is suspended
   * it does nothing (BURST-11).
   *
   * @return what it did
   * @throws IllegalStateException if a worker of this name is alive, or this one is working already
   */
  public WorkReport burst() {
    return run(hereOrElsewhere(), true, null);
  }

  /**
   * Runs that one job, wherever in its queue it stands, as if it were its turn; on the calling
   * thread, as {@link #burst} does. A suspended installation does not hold it back.
   *
   * @return what it did: nothing if the job does not stand in its queue
   * @throws IllegalStateException if a worker of this name is alive, or this one is working already
   */
  public WorkReport run(Job<?> job) {
    Selection.Exactly only = new Selection.Exactly(QueueName.of(job.queue().name()), job.id());
    return run(hereOrElsewhere(), true, only);
  }

  /** A burst that can leave code behind. */
  WorkReport burstElsewhere() {
    return run(elsewhere(), true, null);
  }

  private Bench hereOrElsewhere() {
    return settings.executor == null ? Bench.here() : elsewhere();
  }

  private Bench elsewhere() {
    return settings.executor == null
        ? Bench.ofItsOwn(name, rq.background().threads(), watchdog, pause)
        : Bench.on(settings.executor, watchdog, pause);
  }

  /**
   * Lets the worker finish the job that it runs, if any, and then return: a warm shutdown (W-35).
   * For good: called before {@link #work}, that will return at once. Idempotent.
   */
  public void stop() {
    pause.end();
  }

  /**
   * Interrupts the job that the worker runs, if any, and lets the worker return when that ended: a
   * cold shutdown (W-36). The job is failed with RQ's text {@code Work-horse terminated
   * unexpectedly}, and so retried if it has retries left, at once and by whichever worker takes it.
   * (In RQ nobody records that: the job is found abandoned a while later.) One that takes no notice
   * of the interrupt is given up after {@link WorkerOptions#grace}. For good, and idempotent; also
   * after {@link #stop}.
   */
  public void stopNow() {
    pause.end();
    watchdog.close();
  }

  /**
   * Tells one more handler of failed runs from now on, after those that are there (W-53).
   *
   * @see WorkerOptions#exceptionHandler
   */
  public void pushExceptionHandler(ExceptionHandler handler) {
    exceptionHandlers.push(Objects.requireNonNull(handler, "handler"));
  }

  /** Takes the last handler away; empty if there is none (W-53). */
  public Optional<ExceptionHandler> popExceptionHandler() {
    return exceptionHandlers.pop();
  }

  private WorkReport run(Bench bench, boolean burst, Selection.@Nullable Exactly only) {
    WorkLoop loop = new WorkLoop(rq, this, bench, burst, only);
    if (!working.compareAndSet(false, true)) {
      bench.close();
      throw new IllegalStateException("Worker " + name + " is working already");
    }
    rq.background().working().add(pause);
    try {
      return loop.run();
    } finally {
      report = report.then(loop.report());
      rq.background().working().remove(pause);
      working.set(false);
    }
  }

  /** What it did so far, also if it died of it. */
  WorkReport report() {
    return report;
  }

  WorkerSettings settings() {
    return settings;
  }

  Pause pause() {
    return pause;
  }

  Watchdog watchdog() {
    return watchdog;
  }

  ExceptionHandlers exceptionHandlers() {
    return exceptionHandlers;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Worker that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "Worker " + name;
  }
}
