package io.rq.spi;

import io.rq.JobId;
import io.rq.QueueName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What shall become of one job, decided and complete.
 *
 * @param job the job
 * @param origin its queue
 * @param expected what must be true of it
 * @param next its state afterwards
 * @param placement its place afterwards
 * @param result what to add to the job's results, as the newest; {@code null}: nothing
 */
public record Change(
    JobId job,
    QueueName origin,
    Expected expected,
    JobState next,
    Placement placement,
    @Nullable StoredResult result) {

  /** Checks that what must be there is there. */
  public Change {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(next, "next");
    Objects.requireNonNull(placement, "placement");
  }
}
