package io.rq.spi;

/**
 * A job in the hands of a worker: its record as it is after the claim (status started), and the
 * lease it is held by.
 *
 * @param job the job
 * @param lease the hold on it
 */
public record Claim(JobRecord job, Lease lease) {}
