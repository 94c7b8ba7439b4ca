package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Transition;
import java.time.Duration;
import java.util.List;

/**
 * Runs jobs in the thread that enqueues them: RQ's {@code is_async=False}. The same life cycle as a
 * worker's, entered at the point where a worker has just claimed the job; the job never stands in
 * its queue, so no worker can take it (SYNC-02).
 */
final class InlineSubmission implements Submission {

  // Nobody renews the lease of a synchronous run; like RQ's SimpleWorker it gets its whole time
  // limit and a minute (W-14).
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final Duration UNLIMITED = Duration.ofMinutes(7);

  private final Rq rq;
  private final JobRunner runner;

  InlineSubmission(Rq rq) {
    this.rq = rq;
    this.runner = new JobRunner(rq);
  }

  @Override
  public <R> Job<R> submit(QueueName queue, Call<R> call) {
    NewJob draft = NewJob.of(rq, queue, call);
    Duration limit = draft.spec().timeout();
    Lease lease =
        new Lease(
            rq.newExecutionId(),
            Lifecycle.SYNC,
            rq.now(),
            limit == null ? UNLIMITED : limit.plus(GRACE));
    JobRecord job = draft.in(JobState.queued(draft.spec().createdAt()).started(lease));
    if (!rq.backend()
        .jobs()
        .insert(List.of(new Insertion(job, new Placement.Started(lease))), List.of())
        .isStored()) {
      throw new DuplicateJobException(job.id());
    }
    run(new Claim(job, lease));
    return new Job<>(rq, job, draft.returnType());
  }

  private void run(Claim claim) {
    Outcome outcome = runner.run(claim);
    Transition step = Lifecycle.settle(claim, outcome, rq.now(), Lifecycle.DEFAULT_RESULT_TTL);
    rq.backend().jobs().commit(step);
    if (outcome instanceof Outcome.Threw threw
        && threw.error() instanceof VirtualMachineError fatal) {
      throw fatal;
    }
  }
}
