package io.rq.spi;

import io.rq.JobId;
import io.rq.JobStatus;
import java.util.Optional;

/**
 * Something that a decision relied on and that must still hold when the decision is committed: that
 * a job has a status, or, where the status is empty, that there is no such job.
 *
 * @param job the job
 * @param status its status
 */
public record Fact(JobId job, Optional<JobStatus> status) {}
