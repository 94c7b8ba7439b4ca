/**
 * A backend on plain collections: for unit tests, and for programs that need a queue inside one
 * process only. Start at {@link io.rq.inmemory.InMemoryBackend}, which is all there is to see.
 */
@NullMarked
package io.rq.inmemory;

import org.jspecify.annotations.NullMarked;
