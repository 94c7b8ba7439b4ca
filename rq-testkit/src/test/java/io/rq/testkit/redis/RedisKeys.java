package io.rq.testkit.redis;

import io.rq.testkit.RedisServer;
import java.net.URI;
import java.util.UUID;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Keys of one test on the shared server, which may be somebody else's: no more than these are ever
 * removed.
 */
public record RedisKeys(String prefix) {

  /** Keys that nobody else uses. */
  public static RedisKeys fresh() {
    return new RedisKeys("{test-" + UUID.randomUUID() + "}");
  }

  /** Removes all of them. */
  public void remove() {
    try (RedisClient redis = client()) {
      ScanParams mine = new ScanParams().match(prefix + ":*").count(1000);
      String cursor = ScanParams.SCAN_POINTER_START;
      do {
        ScanResult<String> page = redis.scan(cursor, mine);
        page.getResult().forEach(redis::unlink);
        cursor = page.getCursor();
      } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }
  }

  /** A client of the shared server, for looking at the keys themselves. */
  static RedisClient client() {
    return RedisClient.create(URI.create(RedisServer.shared().url()));
  }
}
