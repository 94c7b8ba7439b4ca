/**
 * The test kit: what tests of programs that use RQ need. Start at {@link io.rq.testkit.RqTest};
 * {@link io.rq.testkit.BurstWorker} runs what was enqueued, {@link io.rq.testkit.RqAssertions} says
 * what should have been, {@link io.rq.testkit.TestClock} moves the time. Without JUnit, start at
 * {@link io.rq.testkit.RqTestkit}.
 */
@NullMarked
package io.rq.testkit;

import org.jspecify.annotations.NullMarked;
