package io.rq.spi;

/**
 * A new job and where it begins.
 *
 * @param job the record; its state already says what the placement means
 * @param placement the first place: queued, scheduled, deferred or started
 */
public record Insertion(JobRecord job, Placement placement) {}
