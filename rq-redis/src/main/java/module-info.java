/** RQ's backend on Redis. */
module io.rq.redis {
  requires transitive io.rq;
  requires org.slf4j;
  requires redis.clients.jedis;

  // For the command line, which is no part of the library: in rq.jar there are no modules.
  requires static info.picocli;
  requires static java.logging;

  exports io.rq.redis;

  opens io.rq.redis.cli to
      info.picocli;
}
