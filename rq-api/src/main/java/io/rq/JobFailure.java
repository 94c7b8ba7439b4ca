package io.rq;

/**
 * A run that failed.
 *
 * @param job the job
 * @param error what its function threw, or why it could not be called, or an {@link RqException}
 *     that says that it returned a {@link Retry} once too often
 * @param isRetried whether the job is run again
 */
public record JobFailure(Job<?> job, Throwable error, boolean isRetried) {}
