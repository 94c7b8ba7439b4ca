package io.rq.testkit.redis;

import io.rq.testkit.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Keys of one test on the shared server, which may be somebody else's: no more than these are ever
 * removed.
 */
public record RedisKeys(String prefix) {

  private static final String PASS =
      """
      for k = 1, #KEYS do
        local left = redis.call('PTTL', KEYS[k])
        if left >= 0 then
          redis.call('PEXPIRE', KEYS[k], string.format('%.0f', left - ARGV[1]))
        end
      end
      """;

  /** Keys that nobody else uses. */
  public static RedisKeys fresh() {
    return new RedisKeys("{test-" + UUID.randomUUID() + "}");
  }

  /** The names of all of them, without the prefix. */
  public Set<String> names() {
    try (RedisClient redis = client()) {
      Set<String> names = new TreeSet<>();
      all(redis).forEach(key -> names.add(key.substring(prefix.length() + 1)));
      return names;
    }
  }

  /** Lets them expire so much earlier, as if that time had passed; what is over is gone. */
  public void pass(Duration time) {
    try (RedisClient redis = client()) {
      redis.eval(PASS, List.copyOf(all(redis)), List.of(Long.toString(time.toMillis())));
    }
  }

  /** Removes all of them. */
  public void remove() {
    try (RedisClient redis = client()) {
      all(redis).forEach(redis::unlink);
    }
  }

  private Set<String> all(RedisClient redis) {
    Set<String> keys = new TreeSet<>();
    ScanParams mine = new ScanParams().match(prefix + ":*").count(1000);
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> page = redis.scan(cursor, mine);
      keys.addAll(page.getResult());
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    return keys;
  }

  /** A client of the shared server, for looking at the keys themselves. */
  static RedisClient client() {
    return RedisClient.create(URI.create(RedisServer.shared().url()));
  }
}
