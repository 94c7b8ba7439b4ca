package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.Entry;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Range;
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
  private final WorkerSettings settings;
  private final boolean burst;
  private final JobStore store;
  private final JobRunner runner;
  private final Settler settler;
  private final Watchdog watchdog = new Watchdog();
  private final Upkeep upkeep;
  private final Heartbeat heartbeat;
  private final Pause pause;
  private final QueueOrder order;
  private final WorkLog log;
  private final Backoff backoff;
  private final Idleness idleness;

  private boolean interrupted;

  private long executed;
  private long succeeded;
  private final List<JobFailure> failures = new ArrayList<>();

  WorkLoop(Rq rq, WorkerSettings settings, WorkerName name, Pause pause, boolean burst) {
    this.rq = rq;
    this.settings = settings;
    this.pause = pause;
    this.burst = burst;
    this.store = rq.backend().jobs();
    this.runner = new JobRunner(rq, watchdog);
    this.settler = new Settler(rq, settings.resultTtl);
    this.heartbeat = new Heartbeat(rq, settings, name);
    this.upkeep = new Upkeep(rq, settings, name, watchdog, pause);
    this.order = new QueueOrder(settings.queues, settings.strategy, rq.random());
    this.log = new WorkLog(settings, name);
    this.backoff = new Backoff(rq, pause);
    this.idleness = new Idleness(settings.maxIdleTime);
  }

  WorkReport run() {
    try {
      heartbeat.begin();
      upkeep.begin(burst);
      Optional<Claim> next = Optional.empty();
      while (executed < settings.maxJobs) {
        if (next.isEmpty()) {
          upkeep.maintainIfDue();
          next = pause.isEnded() ? Optional.empty() : claim();
        }
        if (next.isPresent()) {
          next = process(next.get());
        } else if (pause.isEnded() || burst || idleness.isOver() || !awaitWork()) {
          break;
        }
      }
      return new WorkReport(executed, succeeded, failures);
    } finally {
      upkeep.end();
      heartbeat.end();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<Claim> claim() {
    Lease lease = newLease();
    try {
      return store.claim(order.next(), lease);
    } catch (BackendException e) {
      if (e.isRefusal()) {
        throw e;
      }
      LOG.error("Cannot claim a job: {}", e.getMessage());
      return backoff.untilEnded("claim a job", () -> claimAgain(lease)).orElse(Optional.empty());
    }
  }

  private Optional<Claim> claimAgain(Lease lease) {
    return held(lease).or(() -> store.claim(order.next(), renewed(lease)));
  }

  private Lease renewed(Lease lease) {
    return lease.renewed(rq.now(), lease.ttl());
  }

  // The answer to a claim may have been lost on its way; what was claimed is registered under its
  // lease.
  private Optional<Claim> held(Lease lease) {
    for (QueueName queue : settings.queues) {
      for (Entry entry : store.list(queue, Place.STARTED, Range.ALL)) {
        Lease fresh = renewed(lease);
        if (lease.execution().equals(entry.execution())
            && store.extend(entry.job(), queue, fresh)) {
          return store.find(List.of(entry.job())).get(0).map(job -> new Claim(job, fresh));
        }
      }
    }
    return Optional.empty();
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

  private Optional<Claim> process(Claim claim) {
    heartbeat.holds(claim);
    idleness.reset();
    order.served(claim.job().spec().origin());
    log.started(claim);
    Outcome outcome = runner.run(claim);
    heartbeat.holdsNothing();
    noticeInterrupt();
    executed++;
    count(claim, outcome);
    Optional<Claim> next = settle(claim, outcome);
    noticeInterrupt();
    log.ended(claim, outcome, rq.now());
    Fatal.rethrow(outcome);
    return next;
  }

  // An interrupt that no job used up was meant for the worker; the backend must not be asked under
  // it.
  private void noticeInterrupt() {
    if (Thread.interrupted()) {
      interrupted = true;
      pause.end();
    }
  }

  private void count(Claim claim, Outcome outcome) {
    if (outcome instanceof Outcome.Returned) {
      succeeded++;
    } else if (outcome instanceof Outcome.Threw threw
        && failures.size() < WorkReport.MAX_FAILURES) {
      boolean retried = Lifecycle.isRetried(claim.job().spec(), claim.job().state(), threw.error());
      Job<Object> job = new Job<>(rq, claim.job(), Object.class);
      failures.add(new JobFailure(job, threw.error(), retried));
    }
  }

  private Optional<Claim> settle(Claim claim, Outcome outcome) {
    boolean last = pause.isEnded() || executed >= settings.maxJobs || Fatal.is(outcome);
    Lease lease = newLease();
    Settler.Settled settled;
    try {
      settled =
          last
              ? settler.settle(claim, outcome)
              : settler.settleAndClaim(claim, outcome, order.next(), lease);
    } catch (BackendException e) {
      return settleLater(claim, outcome, lease, e);
    }
    if (!settled.applied()) {
      LOG.warn(
          "{}: job {} was taken from this worker while it ran; its outcome was not recorded",
          claim.job().spec().origin(),
          claim.job().id());
    }
    return settled.next();
  }

  // The step may have had effect already: then its lease is gone, and repeating it changes nothing;
  // and the
  // next job may be claimed already.
  private Optional<Claim> settleLater(
      Claim claim, Outcome outcome, Lease nextLease, BackendException problem) {
    LOG.error("Cannot record the outcome of job {}: {}", claim.job().id(), problem.getMessage());
    if (problem.isRefusal()) {
      return settleAsRefused(claim, problem);
    }
    heartbeat.holds(claim);
    try {
      return backoff.forAtLeast(
          claim.lease().ttl(),
          "record an outcome",
          () -> {
            noticeInterrupt();
            settler.settle(claim, outcome);
            return held(nextLease);
          });
    } catch (BackendException e) {
      if (e.isRefusal()) {
        return settleAsRefused(claim, e);
      }
      throw e;
    } finally {
      heartbeat.holdsNothing();
    }
  }

  // What the backend will never take, such as a result that is too large, is recorded as a failure
  // that says so.
  private Optional<Claim> settleAsRefused(Claim claim, BackendException refusal) {
    try {
      settler.settle(claim, new Outcome.Threw(refusal));
    } catch (BackendException e) {
      LOG.error("Job {} is given up; its lease will end: {}", claim.job().id(), e.getMessage());
    }
    return Optional.empty();
  }

  private Lease newLease() {
    return heartbeat.lease(rq.newExecutionId(), settings.heartbeat.plus(LEASE_MARGIN));
  }
}
