package io.rq.spi;

import io.rq.ExecutionId;
import io.rq.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a place.
 *
 * @param job the job; its record may be gone already
 * @param time what the place is ordered by, to the second; {@code null} in a queue, and where a job
 *     is kept for ever
 * @param execution the run, in {@link Place#STARTED}; {@code null} elsewhere
 */
public record Entry(JobId job, @Nullable Instant time, @Nullable ExecutionId execution) {}
