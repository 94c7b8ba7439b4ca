/** What programs use: queues, jobs and workers; and the interface that a backend implements. */
module io.rq {
  requires com.cronutils;
  requires static micrometer.core;
  requires static transitive org.jspecify;
  requires java.net.http;
  requires org.slf4j;
  // For PickleSerializer alone; programs that use it bring the library along.
  requires static pickle;
  requires transitive tools.jackson.databind;

  exports io.rq;
  exports io.rq.spi;
}
