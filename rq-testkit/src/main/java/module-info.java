/** The test kit: JUnit extension, burst worker, clock, assertions. */
module io.rq.testkit {
  requires static jdk.httpserver;
  requires transitive io.rq;
  requires transitive io.rq.inmemory;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires static awaitility;
  requires static io.rq.redis;
  requires static redis.clients.jedis;

  uses io.rq.testkit.backend.BackendProvider;

  provides io.rq.testkit.backend.BackendProvider with
      io.rq.testkit.backend.InMemoryProvider,
      io.rq.testkit.backend.RedisProvider;

  exports io.rq.testkit;
  exports io.rq.testkit.await;
  exports io.rq.testkit.backend;
  exports io.rq.testkit.contract;
  exports io.rq.testkit.equivalence;
}
