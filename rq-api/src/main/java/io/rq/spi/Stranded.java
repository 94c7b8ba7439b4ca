package io.rq.spi;

import io.rq.JobId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job that another program took from its queue and has not started since.
 *
 * @param job the job
 * @param since when that was first noticed; {@code null}: it was not noticed yet
 */
public record Stranded(JobId job, @Nullable Instant since) {

  /** Checks that what must be there is there. */
  public Stranded {
    Objects.requireNonNull(job, "job");
  }
}
