/** Waiting for workers that run on threads of their own. Needs Awaitility on the class path. */
@NullMarked
package io.rq.testkit.await;

import org.jspecify.annotations.NullMarked;
