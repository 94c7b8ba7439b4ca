package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.JobStore;
import io.rq.spi.Selection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stretch of work of one worker: claim, run, settle, until there is a reason to end. The
 * calling thread claims and waits; jobs are run and settled on the {@link Bench}.
 */
final class WorkLoop {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final Rq rq;
  private final WorkerSettings settings;
  private final WorkerName name;
  private final boolean burst;
  private final JobStore store;
  private final Pause pause;
  private final Bench bench;
  private final Watchdog watchdog;
  private final long mostJobs;
  private final Callbacks callbacks;
  private final JobRunner runner;
  private final Heartbeat heartbeat;
  private final Upkeep upkeep;
  private final Dequeue dequeue;
  private final Recorder recorder;
  private final Idleness idleness;
  private final WorkLog log;
  private final Tally tally;
  private volatile @Nullable Claim current;
  private volatile boolean ending;

  /**
   * The work of a worker.
   *
   * @param only the one job that it is after; {@code null}: whatever comes
   */
  WorkLoop(Rq rq, Worker worker, Bench bench, boolean burst, Selection.@Nullable Exactly only) {
    this.rq = rq;
    this.settings = worker.settings();
    this.name = worker.name();
    this.pause = worker.pause();
    this.bench = bench;
    this.watchdog = worker.watchdog();
    this.burst = burst;
    this.store = rq.backend().jobs();
    this.mostJobs = only == null ? settings.maxJobs : 1;
    this.callbacks = new Callbacks(rq, watchdog, worker.exceptionHandlers());
    Backoff backoff = new Backoff(rq, pause);
    this.runner = new JobRunner(rq, watchdog, callbacks);
    this.heartbeat = new Heartbeat(rq, settings, name);
    this.upkeep = new Upkeep(rq, worker, this::afterLoss);
    this.dequeue = new Dequeue(rq, settings, name, backoff, only);
    this.tally = new Tally(rq);
    this.recorder =
        new Recorder(
            new Settler(rq, settings.resultTtl), dequeue, heartbeat, pause, backoff, tally);
    this.idleness = new Idleness(settings.maxIdleTime);
    this.log = new WorkLog(settings, name);
  }

  /** What was done so far. */
  WorkReport report() {
    return tally.report();
  }

  WorkReport run() {
    pause.begin();
    try {
      heartbeat.begin();
      upkeep.begin(burst);
      work();
      return burst ? tally.reportOfBurst(settings) : tally.report();
    } finally {
      upkeep.end();
      heartbeat.end();
      bench.close();
      pause.passInterruptOn();
    }
  }

  // What nobody handled ends the worker, which signs off all the same (W-51).
  private void work() {
    try {
      workOn();
    } catch (RuntimeException | Error e) {
      LOG.error("Worker {}: found an unhandled exception, quitting", name, e);
      throw e;
    }
  }

  private void workOn() {
    Optional<Claim> next = Optional.empty();
    while (!isDone()) {
      if (next.isEmpty()) {
        upkeep.maintainIfDue();
        next = pause.isEnded() ? Optional.empty() : dequeue.next();
      }
      if (next.isPresent()) {
        next = onBench(next.get());
      } else if (pause.isEnded() || burst || idleness.isOver() || !awaitWork()) {
        return;
      }
    }
  }

  private boolean isDone() {
    return tally.executed() >= mostJobs;
  }

  // Waits at the backend; while that is gone, the next claim waits for it to come back.
  private boolean awaitWork() {
    try {
      if (rq.backend().signals().isSuspended(rq.now())) {
        heartbeat.suspended();
        idleness.reset();
        return pause.sleep(Duration.ofSeconds(1));
      }
      heartbeat.idle();
      Duration most = idleness.upTo(settings.heartbeat);
      return pause.whileWaiting(() -> store.awaitWork(settings.queues, most));
    } catch (BackendException e) {
      if (rq.isClosed()) {
        throw e;
      }
      LOG.error("Cannot wait for work: {}", e.getMessage());
      return pause.sleep(Duration.ofSeconds(1));
    }
  }

  private Optional<Claim> onBench(Claim claim) {
    hold(claim);
    Claim held = claim;
    Outcome ifRejected = new Outcome.NotRun();
    Bench.Step step = () -> process(claim);
    while (true) {
      try {
        return bench.run(step, this::process);
      } catch (GivenUp run) {
        Claim givenUp = Objects.requireNonNull(current);
        tell(givenUp, run);
        held = givenUp;
        ifRejected = run.outcome();
        step = () -> end(givenUp, runner.afterGivingUp(givenUp, run));
      } catch (RejectedExecutionException e) {
        ending = true;
        end(held, ifRejected);
        throw e;
      } finally {
        pause.noticeInterrupt();
      }
    }
  }

  // What a lost job asked for is done as for one that ran here: where it can be left behind, and
  // under a lease that is renewed meanwhile.
  private Outcome afterLoss(Claim lost, Outcome outcome) {
    heartbeat.holds(lost);
    try {
      return bench.call(() -> callbacks.after(lost, outcome));
    } catch (GivenUp run) {
      tell(lost, run);
      return bench.call(() -> runner.afterGivingUp(lost, run));
    } finally {
      heartbeat.holdsNothing();
      pause.noticeInterrupt();
    }
  }

  private Optional<Claim> process(Claim claim) {
    current = claim;
    hold(claim);
    idleness.reset();
    dequeue.served(claim.job().spec().origin());
    if (pause.isEnded()) {
      return end(claim, new Outcome.NotRun());
    }
    if (!dequeue.stillHolds(claim)) {
      letGo();
      LOG.warn("Worker {}: job {} was taken from it before it began", name, claim.job().id());
      return Optional.empty();
    }
    log.started(claim);
    return end(claim, runner.run(claim));
  }

  // Until its function begins, and that may wait for a thread, it can be told to stop all the same.
  private void hold(Claim claim) {
    heartbeat.holds(claim);
    watchdog.expects(claim.job().id());
  }

  private void letGo() {
    heartbeat.holdsNothing();
    watchdog.expectsNothing();
  }

  private Optional<Claim> end(Claim claim, Outcome outcome) {
    letGo();
    pause.noticeInterrupt();
    Optional<Claim> next = Optional.empty();
    if (isLast(outcome)) {
      recorder.record(claim, outcome);
    } else {
      next = recorder.recordAndTakeNext(claim, outcome);
    }
    pause.noticeInterrupt();
    log.ended(claim, outcome, rq.now());
    Fatal.rethrow(outcome);
    return next;
  }

  // Whether something else comes before the next job.
  private boolean isLast(Outcome outcome) {
    return ending
        || pause.isEnded()
        || tally.executed() + 1 >= mostJobs
        || outcome instanceof Outcome.NotRun
        || Fatal.is(outcome)
        || upkeep.isMaintenanceDue();
  }

  private void tell(Claim claim, GivenUp run) {
    LOG.warn("Worker {}: job {} is given up", name, claim.job().id(), run);
    try {
      settings.givenUpHandler.givenUp(new Job<>(rq, claim.job(), Object.class), run.thread());
    } catch (RuntimeException | Error e) { // code of the user's own must not cost the job
      LOG.error("Worker {}: the handler of runs that are given up failed", name, e);
    }
  }
}
