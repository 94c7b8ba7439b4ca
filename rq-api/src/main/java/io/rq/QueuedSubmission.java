package io.rq;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts jobs into their queues. */
final class QueuedSubmission implements Submission {

  private final Rq rq;

  QueuedSubmission(Rq rq) {
    this.rq = rq;
  }

  @Override
  public List<NewJob> submit(QueueName queue, List<Call<?>> calls, @Nullable Instant due) {
    List<NewJob> jobs =
        calls.stream().map(call -> NewJob.of(rq, queue, call, due != null)).toList();
    new Intake(rq).store(jobs, due, null);
    return jobs;
  }
}
