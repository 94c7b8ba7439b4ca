package io.rq.spi;

import io.rq.WorkerName;
import java.time.Duration;
import java.time.Instant;

/**
 * What a run adds to its worker's counters (W-22).
 *
 * @param worker the worker
 * @param succeeded whether the run counts as a success
 * @param workingTime how long it took
 * @param at when it ended, and so when the worker was last heard of
 */
public record WorkerTally(WorkerName worker, boolean succeeded, Duration workingTime, Instant at) {}
