/**
 * RQ for Java: enqueue calls, run them elsewhere or later. Start at {@link io.rq.Rq}; {@link
 * io.rq.Queue} takes calls, {@link io.rq.Job} says what became of one, {@link io.rq.Worker} runs
 * them. {@link io.rq.Call} has every option, {@link io.rq.RqJob} says what workers may call.
 */
@NullMarked
package io.rq;

import org.jspecify.annotations.NullMarked;
