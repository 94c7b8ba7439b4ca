package io.rq.redis;

import io.rq.Rq;
import io.rq.RqConfig;

/**
 * RQ on a Redis server, in the layout of Python's RQ 2.10: Python and Java programs can enqueue and
 * work on the same queues.
 */
public final class RedisRq {

  private RedisRq() {}

  /**
   * Connects to a server.
   *
   * @param url {@code redis://[user:password@]host:port/db}, or {@code rediss://} for TLS, or one
   *     of those that {@link RedisOptions#of} knows for Sentinels and clusters
   * @throws io.rq.BackendException if it is not there, wants another password, or is older than
   *     Redis 6.2
   * @throws IllegalArgumentException if the URL is malformed
   */
  public static Rq connect(String url) {
    return builder(url).open();
  }

  /**
   * Connects to the server that is configured, and sets up RQ as it is: {@code
   * RedisRq.open(RqConfig.load())}.
   *
   * @throws io.rq.BackendException if it is not there, wants another password, or is older than
   *     Redis 6.2
   * @throws IllegalArgumentException if its URL is malformed
   */
  public static Rq open(RqConfig config) {
    return builder(config).open();
  }

  /**
   * Connects to the server that is configured, and starts to set up RQ; what is said to the builder
   * wins over the configuration (F-05).
   *
   * @throws io.rq.BackendException if it is not there, wants another password, or is older than
   *     Redis 6.2
   * @throws IllegalArgumentException if its URL is malformed
   */
  public static Rq.Builder builder(RqConfig config) {
    RedisOptions options = RedisOptions.of(config.redisUrl());
    return builder(config.keyPrefix().map(options::withPrefix).orElse(options)).config(config);
  }

  /**
   * Connects to a server and starts to set up RQ on it.
   *
   * @throws io.rq.BackendException if it is not there, wants another password, or is older than
   *     Redis 6.2
   * @throws IllegalArgumentException if the URL is malformed
   */
  public static Rq.Builder builder(String url) {
    return builder(RedisOptions.of(url));
  }

  /**
   * Connects as the options say and starts to set up RQ on that server.
   *
   * @throws IllegalArgumentException if they name a cluster, and a prefix without a hash tag
   * @throws io.rq.BackendException if it is not there, wants another password, or is older than
   *     Redis 6.2
   */
  public static Rq.Builder builder(RedisOptions options) {
    return Rq.on(RedisBackend.connect(options));
  }
}
