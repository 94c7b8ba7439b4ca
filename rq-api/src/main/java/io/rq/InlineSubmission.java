package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Selection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs in the thread that enqueues them: RQ's {@code is_async=False}. The same life cycle as a
 * worker's, entered at the point where a worker has just claimed the job; the job never stands in
 * its queue, so no worker can take it (SYNC-02). What the end of a job sets free is run too, and so
 * are retries and repetitions without a pause.
 */
final class InlineSubmission implements Submission {

  // Nobody renews the lease of a synchronous run; like RQ's SimpleWorker it gets its whole time
  // limit
  // and a minute (W-14).
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final Duration UNLIMITED = Duration.ofMinutes(7);

  private final Rq rq;
  private final JobRunner runner;
  private final Settler settler;

  InlineSubmission(Rq rq) {
    this.rq = rq;
    // Nobody looks after a synchronous run, neither at its time (SYNC-15) nor at how it fails
    // (SYNC-19).
    Watchdog nobody = new Watchdog(Duration.ZERO);
    this.runner =
        new JobRunner(rq, nobody, new Callbacks(rq, nobody, new ExceptionHandlers(List.of())));
    this.settler = new Settler(rq, Lifecycle.DEFAULT_RESULT_TTL);
  }

  @Override
  public boolean submit(List<NewJob> jobs, Intake.@Nullable Gate gate) {
    Optional<List<Insertion>> all =
        new Intake(rq, gate).store(jobs, job -> lease(job.spec().timeout()));
    all.ifPresent(this::runAll);
    return all.isPresent();
  }

  private void runAll(List<Insertion> insertions) {
    boolean isFirst = true;
    for (Insertion stored : insertions) {
      if (stored.placement() instanceof Placement.Started started) {
        Claim claim = new Claim(stored.job(), started.lease());
        if (isFirst || isStillOurs(claim)) {
          run(claim);
        }
      }
      isFirst = false;
    }
  }

  // The jobs before may have taken longer than this one's lease.
  private boolean isStillOurs(Claim claim) {
    Lease fresh = claim.lease().renewed(rq.now(), claim.lease().ttl());
    return rq.backend().jobs().extend(claim.job().id(), claim.job().spec().origin(), fresh);
  }

  private void run(Claim first) {
    Deque<JobRecord> next = new ArrayDeque<>();
    settle(first).forEach(next::add);
    for (JobRecord job = next.poll(); job != null; job = next.poll()) {
      Lease lease = lease(job.spec().timeout());
      Selection it = new Selection.Exactly(job.spec().origin(), job.id());
      Optional<Claim> claim = rq.backend().jobs().claim(it, lease);
      claim.ifPresent(claimed -> next.addAll(settle(claimed)));
    }
  }

  // Gives the jobs that stand in a queue because of this: others that it set free, or itself once
  // more.
  private List<JobRecord> settle(Claim claim) {
    Outcome outcome = runner.run(claim);
    Settler.Settled settled = settler.settle(claim, outcome);
    Fatal.rethrow(outcome);
    return settled.queued();
  }

  private Lease lease(@Nullable Duration limit) {
    return new Lease(
        rq.ids().execution(),
        Lifecycle.SYNC,
        rq.now(),
        limit == null ? UNLIMITED : limit.plus(GRACE));
  }
}
