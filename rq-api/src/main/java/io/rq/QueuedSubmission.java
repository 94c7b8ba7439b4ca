package io.rq;

import io.rq.spi.Admission;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Placement;
import java.util.List;

/** Puts jobs into their queues. */
final class QueuedSubmission implements Submission {

  private final Rq rq;

  QueuedSubmission(Rq rq) {
    this.rq = rq;
  }

  @Override
  public <R> Job<R> submit(QueueName queue, Call<R> call) {
    NewJob draft = NewJob.of(rq, queue, call);
    JobRecord job = draft.in(JobState.queued(draft.spec().createdAt()));
    End end = call.options().end() == null ? End.BACK : call.options().end();
    Admission admission =
        rq.backend()
            .jobs()
            .insert(List.of(new Insertion(job, new Placement.Queued(end))), List.of());
    if (!admission.isStored()) {
      throw new DuplicateJobException(job.id());
    }
    return new Job<>(rq, job, draft.returnType());
  }
}
