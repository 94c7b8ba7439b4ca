/**
 * How the test kit comes to a backend: what a third one provides, and the two that the kit knows.
 */
@NullMarked
package io.rq.testkit.backend;

import org.jspecify.annotations.NullMarked;
