package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.Lease;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the outcomes of a worker's runs recorded, whatever the backend does. That a success could not
 * be recorded makes no failure of it (W-20).
 */
final class Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final Settler settler;
  private final Dequeue dequeue;
  private final Heartbeat heartbeat;
  private final Pause pause;
  private final Backoff backoff;
  private final Tally tally;

  Recorder(
      Settler settler,
      Dequeue dequeue,
      Heartbeat heartbeat,
      Pause pause,
      Backoff backoff,
      Tally tally) {
    this.settler = settler;
    this.dequeue = dequeue;
    this.heartbeat = heartbeat;
    this.pause = pause;
    this.backoff = backoff;
    this.tally = tally;
  }

  /** Records the outcome. */
  void record(Claim claim, Outcome outcome) {
    Lease none = dequeue.newLease();
    try {
      counted(claim, outcome, settler.settle(claim, outcome));
    } catch (BackendException e) {
      later(claim, outcome, none, e);
    }
  }

  /** Records the outcome and takes the next job in the same round trip. */
  Optional<Claim> recordAndTakeNext(Claim claim, Outcome outcome) {
    Lease lease = dequeue.newLease();
    try {
      return counted(
          claim, outcome, settler.settleAndClaim(claim, outcome, dequeue.selection(), lease));
    } catch (BackendException e) {
      return later(claim, outcome, lease, e);
    }
  }

  private Optional<Claim> counted(Claim claim, Outcome outcome, Settler.Settled settled) {
    tally.count(claim, outcome, settled.applied());
    if (!settled.applied()) {
      LOG.warn(
          "{}: job {} was taken from this worker while it ran; its outcome was not recorded",
          claim.job().spec().origin(),
          claim.job().id());
    }
    return settled.next();
  }

  // The step may have had effect already: then its lease is gone, and repeating it changes nothing;
  // and the next job may be claimed already.
  private Optional<Claim> later(
      Claim claim, Outcome outcome, Lease nextLease, BackendException problem) {
    LOG.error("Cannot record the outcome of job {}: {}", claim.job().id(), problem.getMessage());
    if (problem.isRefusal()) {
      return asRefused(claim, problem);
    }
    heartbeat.holds(claim);
    try {
      Optional<Claim> next =
          backoff.forAtLeast(
              claim.lease().ttl(),
              "record an outcome",
              () -> {
                pause.noticeInterrupt();
                settler.settle(claim, outcome);
                return dequeue.held(nextLease);
              });
      tally.count(claim, outcome, true);
      return next;
    } catch (BackendException e) {
      if (e.isRefusal()) {
        return asRefused(claim, e);
      }
      tally.count(claim, outcome, false);
      throw e;
    } finally {
      heartbeat.holdsNothing();
    }
  }

  // What the backend will never take, such as a result that is too large, is recorded as a failure
  // that says so.
  private Optional<Claim> asRefused(Claim claim, BackendException refusal) {
    Outcome failure = new Outcome.Threw(refusal);
    try {
      tally.count(claim, failure, settler.settle(claim, failure).applied());
    } catch (BackendException e) {
      tally.count(claim, failure, false);
      LOG.error("Job {} is given up; its lease will end: {}", claim.job().id(), e.getMessage());
    }
    return Optional.empty();
  }
}
