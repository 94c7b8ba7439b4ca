/**
 * The command line, {@code rq.jar}: RQ's {@code rq} with its subcommands and words. Start at {@link
 * io.rq.redis.cli.RqCommand}. No part of the library: it is not exported, and what it needs more
 * than the library is optional there.
 */
@NullMarked
package io.rq.redis.cli;

import org.jspecify.annotations.NullMarked;
