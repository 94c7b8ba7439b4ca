package io.rq;

import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Plan;
import io.rq.spi.Transition;
import java.time.Duration;
import java.util.List;

/**
 * Ends jobs that nobody else will end, as if a run of them had failed. The job is taken over first,
 * under a lease of its own: from then on whoever held it has no effect, and only then callbacks are
 * called and the failure is recorded. If this program dies in between, the job is found again.
 */
final class Takeover {

  /** How much longer than its callback may take a job is held. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** Calls what a job named for its failure; what may come of that is said by the outcome. */
  interface Caller {
    Outcome after(Claim claim, Outcome outcome);
  }

  private final Rq rq;
  private final JobStore store;
  private final Caller callbacks;
  private final Settler settler;

  Takeover(Rq rq, Retention resultTtl, Caller callbacks) {
    this.rq = rq;
    this.store = rq.backend().jobs();
    this.callbacks = callbacks;
    this.settler = new Settler(rq, resultTtl);
  }

  /**
   * Fails a job, or lets it be retried, for that reason.
   *
   * @param expected what must be true of it
   * @param facts what else must be
   * @return {@code false} if it was not so any more; then nobody was told of anything
   */
  boolean fail(JobRecord job, Expected expected, List<Fact> facts, RqException why) {
    Lease lease = lease(job);
    JobState taken = job.state().in(JobStatus.STARTED);
    boolean isRetried = Lifecycle.isRetried(job.spec(), job.state(), why);
    // Whoever finds the job again does not know why it was taken over.
    JobState kept = isRetried ? taken : taken.counting(taken.counters().withoutRetries());
    Change change =
        new Change(
            job.id(), job.spec().origin(), expected, kept, new Placement.Started(lease), null);
    if (!store.commit(new Transition(List.of(change), facts, null))) {
      return false;
    }
    Claim claim = new Claim(job.with(taken), lease);
    return settler.settle(claim, callbacks.after(claim, new Outcome.Threw(why))).applied();
  }

  // As in RQ, such a failure is nobody's run: its result names no worker, and none counts it.
  private Lease lease(JobRecord job) {
    Plan.Callback callback = job.spec().plan().onFailure();
    Duration time = callback == null ? Duration.ZERO : callback.timeout();
    return new Lease(rq.ids().execution(), Lifecycle.SYNC, rq.now(), time.plus(MARGIN));
  }
}
