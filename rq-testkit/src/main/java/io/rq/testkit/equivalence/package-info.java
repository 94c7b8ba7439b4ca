/**
 * Shows that two backends behave alike: random programs are run on both, and after each step the
 * answers and all that can be read are compared. Start at {@link
 * io.rq.testkit.equivalence.Equivalence}.
 */
@NullMarked
package io.rq.testkit.equivalence;

import org.jspecify.annotations.NullMarked;
