package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Rq;
import io.rq.WorkerOptions;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A server that does not let its users look at connections, as managed ones do not. */
class RestrictedUserTest {

  static String seenFrom(String url, String worker) {
    try (Jedis redis = new Jedis(url)) {
      return redis.hget("rq:worker:" + worker, "ip_address");
    }
  }

  @Test
  @Pins("W-13")
  void aWorkerWorksAndSaysThatItsAddressIsUnknown() {
    try (RedisServer server = RedisServer.start()) {
      try (Jedis admin = new Jedis(server.url())) {
        admin.aclSetUser("limited", "on", ">secret", "~*", "&*", "+@all", "-client", "-info");
      }
      String url = "redis://limited:secret@127.0.0.1:" + server.port() + "/0";
      try (Rq rq = RedisRq.connect(url)) {
        Job<String> job = rq.queue().enqueue(RestrictedUserTest::seenFrom, server.url(), "w-1");

        rq.worker(WorkerOptions.on().name("w-1")).burst();

        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(job.returnValue()).contains("unknown");
      }
    }
  }
}
