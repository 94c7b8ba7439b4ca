package io.rq;

import java.util.List;

/** Puts jobs into their queues. */
final class QueuedSubmission implements Submission {

  private final Rq rq;

  QueuedSubmission(Rq rq) {
    this.rq = rq;
  }

  @Override
  public void submit(List<NewJob> jobs) {
    new Intake(rq).store(jobs, null);
  }
}
