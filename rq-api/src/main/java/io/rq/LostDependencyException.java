package io.rq;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A job waited for others that are gone, and not all of them had finished: it can never begin. It
 * fails with this, is not retried, and runs if it is requeued (D-14, D-24).
 */
public final class LostDependencyException extends RqException {

  private static final long serialVersionUID = 1L;

  private final transient List<JobId> jobIds;

  LostDependencyException(List<JobId> jobIds) {
    super(
        "The jobs that this one waited for are gone, and not all of them had finished: "
            + jobIds.stream().map(JobId::value).collect(Collectors.joining(", "))
            + ". Requeue it to run it all the same");
    this.jobIds = List.copyOf(jobIds);
  }

  /** The jobs that are gone. */
  public List<JobId> jobIds() {
    return jobIds;
  }
}
