package io.rq;

import java.util.List;

/** What enqueueing does with new jobs: store them for a worker, or run them here and now. */
interface Submission {

  /**
   * Stores the jobs in this order, all or none.
   *
   * @throws DuplicateJobException if an id is taken
   * @throws NoSuchJobException if one waits for a job that there is not
   * @throws InvalidJobOperationException if one waits for a job that was canceled
   */
  void submit(List<NewJob> jobs);
}
