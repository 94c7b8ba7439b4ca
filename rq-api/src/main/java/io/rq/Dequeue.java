package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a worker comes by its next job, in the order of its queues, whatever the backend does. */
final class Dequeue {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /**
   * A lease outlives a missed heartbeat by this much: RQ's hb = 30 + 60 (section 3.7 of the wire
   * protocol).
   */
  private static final Duration LEASE_MARGIN = Duration.ofMinutes(1);

  /** So long after a claim nobody asks whether it still counts. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Rq rq;
  private final JobStore store;
  private final WorkerSettings settings;
  private final WorkerName worker;
  private final QueueOrder order;
  private final Backoff backoff;
  private final Selection.@Nullable Exactly only;

  /**
   * The way to the jobs of a worker.
   *
   * @param only the one job that it is after; {@code null}: whatever comes
   */
  Dequeue(
      Rq rq,
      WorkerSettings settings,
      WorkerName worker,
      Backoff backoff,
      Selection.@Nullable Exactly only) {
    this.rq = rq;
    this.store = rq.backend().jobs();
    this.settings = settings;
    this.worker = worker;
    this.order = new QueueOrder(settings.queues, settings.strategy, rq.random());
    this.backoff = backoff;
    this.only = only;
  }

  /** The next job, if there is one; if the backend is gone, when it is back. */
  Optional<Claim> next() {
    Lease lease = newLease();
    try {
      return store.claim(selection(), lease);
    } catch (BackendException e) {
      if (e.isRefusal()) {
        throw e;
      }
      LOG.error("Cannot claim a job: {}", e.getMessage());
      return backoff.untilEnded("claim a job", () -> again(lease)).orElse(Optional.empty());
    }
  }

  private Optional<Claim> again(Lease lease) {
    return held(lease).or(() -> store.claim(selection(), renewed(lease)));
  }

  /**
   * What was claimed under that lease. The answer to a claim may be lost on its way; the claim is
   * registered all the same.
   */
  Optional<Claim> held(Lease lease) {
    List<QueueName> queues = only == null ? settings.queues : List.of(only.queue());
    for (QueueName queue : queues) {
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

  /**
   * Whether a claim still counts whose job begins only now: where that waited for a thread, the job
   * may have been called off meanwhile, or its lease may have ended and another program taken it.
   */
  boolean stillHolds(Claim claim) {
    if (claim.lease().at().plus(FRESH).isAfter(rq.now())) {
      return true;
    }
    JobRecord job = claim.job();
    return backoff
        .untilEnded(
            "renew a lease",
            () -> store.extend(job.id(), job.spec().origin(), renewed(claim.lease())))
        .orElse(false);
  }

  private Lease renewed(Lease lease) {
    return lease.renewed(rq.now(), lease.ttl());
  }

  Lease newLease() {
    return new Lease(rq.ids().execution(), worker, rq.now(), settings.heartbeat.plus(LEASE_MARGIN));
  }

  Selection selection() {
    return only == null ? order.next() : only;
  }

  /** Takes note of the queue whose job was taken. */
  void served(QueueName queue) {
    order.served(queue);
  }
}
