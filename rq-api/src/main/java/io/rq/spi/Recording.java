package io.rq.spi;

import io.rq.Retention;

/**
 * A result to be added to a job's history.
 *
 * @param result the result
 * @param keptFor how long the history is kept from now on, at least; it is gone with the job's
 *     record at the latest. {@link Retention#none()}: nothing of it is kept
 */
public record Recording(StoredResult result, Retention keptFor) {}
