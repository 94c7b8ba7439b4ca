/**
 * Java and Python on one Redis, with real peers: RQ 1.13 as Debian has it, and RQ 2.10 where it is
 * at hand. {@link io.rq.testkit.python.Peers} says which.
 */
@NullMarked
package io.rq.testkit.python;

import org.jspecify.annotations.NullMarked;
