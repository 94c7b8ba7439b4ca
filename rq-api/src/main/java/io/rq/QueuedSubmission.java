package io.rq;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts jobs into their queues. */
final class QueuedSubmission implements Submission {

  private final Rq rq;

  QueuedSubmission(Rq rq) {
    this.rq = rq;
  }

  @Override
  public boolean submit(List<NewJob> jobs, Intake.@Nullable Gate gate) {
    return new Intake(rq, gate).store(jobs, null).isPresent();
  }
}
