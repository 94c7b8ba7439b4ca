package io.rq;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What enqueueing does with new jobs: store them for a worker, or run them here and now. */
interface Submission {

  /**
   * Stores the jobs in this order, all or none.
   *
   * @throws DuplicateJobException if an id is taken
   * @throws NoSuchJobException if one waits for a job that there is not
   * @throws InvalidJobOperationException if one waits for a job that was canceled
   */
  default void submit(List<NewJob> jobs) {
    submit(jobs, null);
  }

  /**
   * The same through a gate of its own.
   *
   * @param gate what stores the jobs; {@code null}: the store of jobs
   * @return {@code false}: the gate was shut, and nothing was stored
   */
  boolean submit(List<NewJob> jobs, Intake.@Nullable Gate gate);
}
