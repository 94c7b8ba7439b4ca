package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Selection;
import io.rq.spi.Settlement;
import io.rq.spi.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stretch of work of one worker: claim, run, settle, until there is a reason to end. */
final class WorkLoop {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /**
   * A lease outlives a missed heartbeat by this much: RQ's hb = 30 + 60 (section 3.7 of the wire
   * protocol).
   */
  private static final Duration LEASE_MARGIN = Duration.ofMinutes(1);

  private final Rq rq;
  private final WorkerOptions options;
  private final boolean burst;
  private final JobStore store;
  private final JobRunner runner;
  private final Heartbeat heartbeat;
  private final Pause pause;
  private final Selection selection;

  private long executed;
  private long succeeded;
  private final List<JobFailure> failures = new ArrayList<>();

  WorkLoop(Rq rq, WorkerOptions options, WorkerName name, Pause pause, boolean burst) {
    this.rq = rq;
    this.options = options;
    this.pause = pause;
    this.burst = burst;
    this.store = rq.backend().jobs();
    this.runner = new JobRunner(rq);
    this.heartbeat = new Heartbeat(rq, options, name);
    this.selection = new Selection.FirstOf(options.queues());
  }

  WorkReport run() {
    heartbeat.begin();
    try {
      Optional<Claim> next = Optional.empty();
      while (executed < options.maxJobs()) {
        if (next.isEmpty()) {
          next = pause.isEnded() ? Optional.empty() : claim();
        }
        if (next.isPresent()) {
          next = process(next.get());
        } else if (pause.isEnded() || burst || !awaitWork()) {
          break;
        }
      }
      return new WorkReport(executed, succeeded, failures);
    } finally {
      heartbeat.end();
    }
  }

  private Optional<Claim> claim() {
    return Backoff.retry(pause, "claim a job", () -> store.claim(selection, newLease()))
        .orElse(Optional.empty());
  }

  private boolean awaitWork() {
    if (rq.backend().signals().isSuspended(rq.now())) {
      heartbeat.suspended();
      return pause.sleep(Duration.ofSeconds(1));
    }
    heartbeat.idle();
    return pause.whileWaiting(() -> store.awaitWork(options.queues(), options.heartbeat()));
  }

  private Optional<Claim> process(Claim claim) {
    heartbeat.holds(claim);
    WorkLog.started(claim);
    Outcome outcome = runner.run(claim);
    executed++;
    count(claim, outcome);
    Transition step = Lifecycle.settle(claim, outcome, rq.now(), options.resultTtl());
    heartbeat.holdsNothing();
    Optional<Claim> next = settle(claim, step);
    WorkLog.ended(claim, outcome, options.resultTtl());
    if (outcome instanceof Outcome.Threw threw
        && threw.error() instanceof VirtualMachineError fatal) {
      throw fatal;
    }
    return next;
  }

  private void count(Claim claim, Outcome outcome) {
    if (outcome instanceof Outcome.Threw threw) {
      if (failures.size() < WorkReport.MAX_FAILURES) {
        failures.add(new JobFailure(new Job<>(rq, claim.job(), Object.class), threw.error()));
      }
    } else {
      succeeded++;
    }
  }

  private Optional<Claim> settle(Claim claim, Transition step) {
    boolean last = pause.isEnded() || executed >= options.maxJobs();
    Settlement settled;
    try {
      settled =
          last
              ? new Settlement(store.commit(step), Optional.empty())
              : store.commitAndClaim(step, selection, newLease());
    } catch (BackendException e) {
      settled = settleLater(claim, step, e);
    }
    if (!settled.applied()) {
      LOG.warn(
          "{}: job {} was taken from this worker while it ran; its outcome was not recorded",
          claim.job().spec().origin(),
          claim.job().id());
    }
    return settled.next();
  }

  // The step may have had effect already; then its lease is gone and repeating it changes nothing.
  private Settlement settleLater(Claim claim, Transition step, BackendException problem) {
    LOG.error("Cannot record the outcome of job {}: {}", claim.job().id(), problem.getMessage());
    Optional<Boolean> applied = Backoff.retry(pause, "record an outcome", () -> store.commit(step));
    if (applied.isEmpty()) {
      throw problem;
    }
    return new Settlement(true, Optional.empty());
  }

  private Lease newLease() {
    return heartbeat.lease(rq.newExecutionId(), options.heartbeat().plus(LEASE_MARGIN));
  }
}
