/**
 * The proof that a backend is one. Extend {@link io.rq.testkit.contract.BackendContract} in a test
 * class and give it a backend: the suite holds it to every rule of {@link io.rq.spi.JobStore}, and
 * so to what the other backends do.
 */
@NullMarked
package io.rq.testkit.contract;

import org.jspecify.annotations.NullMarked;
