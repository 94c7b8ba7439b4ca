/**
 * RQ on Redis, in the layout of Python RQ 2.10: both may work on the same queues. Start at {@link
 * io.rq.redis.RedisBackend}; {@link io.rq.redis.RedisOptions} says where the server is.
 */
@NullMarked
package io.rq.redis;

import org.jspecify.annotations.NullMarked;
