/** RQ's backend on Redis. */
module io.rq.redis {
  requires transitive io.rq;
  requires org.slf4j;
  requires redis.clients.jedis;

  exports io.rq.redis;
}
