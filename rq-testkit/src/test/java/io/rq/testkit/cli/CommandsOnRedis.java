package io.rq.testkit.cli;

import io.rq.Rq;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/** A Redis for commands to work on, empty before each test, and an {@link Rq} to look with. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class CommandsOnRedis {

  static final String ADD = "io.rq.redis.cli.Demo.add";
  static final String FAIL = "io.rq.redis.cli.Demo.fail";

  private static RedisServer redis;

  Rq rq;

  @BeforeAll
  static void startRedis() {
    redis = RedisServer.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void open() {
    try (RedisClient client = RedisClient.create(redis.url())) {
      client.flushAll();
    }
    rq = RedisRq.connect(redis.url());
  }

  @AfterEach
  void close() {
    rq.close();
  }

  static RedisServer redis() {
    return redis;
  }

  static String url() {
    return redis.url();
  }

  static RqProcess run(String... arguments) {
    return RqProcess.run(url(), arguments);
  }

  static RqProcess start(String... arguments) {
    return RqProcess.start(url(), arguments);
  }
}
