/** The test kit: JUnit extension, burst worker, clock, assertions. */
module io.rq.testkit {
  requires static jdk.httpserver;
  requires transitive io.rq;
  requires transitive io.rq.inmemory;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires static io.rq.redis;

  exports io.rq.testkit;
  exports io.rq.testkit.contract;
}
