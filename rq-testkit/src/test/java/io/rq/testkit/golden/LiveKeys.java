package io.rq.testkit.golden;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.Tuple;

/** The keys of a server, as they are now. */
public final class LiveKeys {

  private final Jedis redis;
  private final double capturedAt;

  private LiveKeys(Jedis redis, double capturedAt) {
    this.redis = redis;
    this.capturedAt = capturedAt;
  }

  /** Reads all keys, but not the hashes that workers leave behind for a minute. */
  public static KeyDump dump(Jedis redis) {
    LiveKeys live = new LiveKeys(redis, Double.parseDouble(redis.time().get(0)));
    Map<String, Object> keys = new TreeMap<>();
    for (String key : redis.keys("*")) {
      boolean dead = key.startsWith("rq:worker:") && redis.hexists(key, "death");
      if (!dead) {
        keys.put(KeyDump.key(key), live.value(key));
      }
    }
    return KeyDump.of(keys);
  }

  private Object value(String key) {
    String ttl = "ttl " + KeyDump.about(redis.ttl(key));
    return switch (redis.type(key)) {
      case "string" -> List.of(ttl, redis.get(key));
      case "list" -> List.of(ttl, redis.lrange(key, 0, -1).stream().map(KeyDump::member).toList());
      case "set" ->
          List.of(ttl, redis.smembers(key).stream().map(KeyDump::member).sorted().toList());
      case "zset" -> List.of(ttl, scores(key));
      case "hash" -> List.of(ttl, fields(key));
      case "stream" -> List.of(ttl, entries(key));
      default -> throw new IllegalStateException("type of " + key);
    };
  }

  private List<String> scores(String key) {
    List<String> scores = new ArrayList<>();
    for (Tuple tuple : redis.zrangeWithScores(key, 0, -1)) {
      scores.add(
          KeyDump.member(tuple.getElement())
              + " at "
              + KeyDump.score(tuple.getScore(), capturedAt));
    }
    return scores;
  }

  private Map<String, String> fields(String key) {
    Map<String, String> values = new TreeMap<>();
    redis
        .hgetAll(key.getBytes(StandardCharsets.UTF_8))
        .forEach(
            (field, value) -> {
              String name = new String(field, StandardCharsets.UTF_8);
              values.put(name, KeyDump.field(name, value));
            });
    return values;
  }

  private List<Map<String, String>> entries(String key) {
    List<Map<String, String>> entries = new ArrayList<>();
    for (StreamEntry entry : redis.xrange(key, "-", "+")) {
      Map<String, String> values = new TreeMap<>();
      entry
          .getFields()
          .forEach(
              (name, value) ->
                  values.put(name, KeyDump.field(name, value.getBytes(StandardCharsets.UTF_8))));
      entries.add(values);
    }
    return entries;
  }
}
