/**
 * What a backend implements. Start at {@link io.rq.spi.Backend}, then {@link io.rq.spi.JobStore}
 * and its rules; {@link io.rq.spi.Transition} is the one way in which a job changes.
 */
@NullMarked
package io.rq.spi;

import org.jspecify.annotations.NullMarked;
