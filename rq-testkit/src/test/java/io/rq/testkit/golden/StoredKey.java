package io.rq.testkit.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rq.spi.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.Tuple;

/**
 * A key as it lies on a server, to the byte.
 *
 * @param type what {@code TYPE} says
 * @param ttl what {@code TTL} says
 * @param rows a hash is one row of fields; each entry of a stream is one, with its {@link #ID}; of
 *     all else each member is one, as its {@link #VALUE}, in a sorted set with its {@link #SCORE}
 */
record StoredKey(String type, long ttl, List<Map<String, Bytes>> rows) {

  static final String VALUE = "(value)";
  static final String SCORE = "(score)";
  static final String ID = "(id)";

  /** The values of all rows, as text. */
  List<String> values() {
    return rows.stream().map(row -> row.get(VALUE).text()).toList();
  }

  /** A field of a hash, as text; empty if it is missing. */
  String field(String name) {
    Bytes value = rows.get(0).get(name);
    return value == null ? "" : value.text();
  }

  /** All keys of a database. */
  static Map<String, StoredKey> readAll(RedisClient redis) {
    Map<String, StoredKey> keys = new TreeMap<>();
    for (String name : redis.keys("*")) {
      keys.put(name, new StoredKey(redis.type(name), redis.ttl(name), rows(redis, name)));
    }
    return keys;
  }

  private static List<Map<String, Bytes>> rows(RedisClient redis, String name) {
    return switch (redis.type(name)) {
      case "string" -> List.of(row(redis.get(name)));
      case "list" -> redis.lrange(name, 0, -1).stream().map(StoredKey::row).toList();
      case "set" -> redis.smembers(name).stream().sorted().map(StoredKey::row).toList();
      case "zset" -> redis.zrangeWithScores(name, 0, -1).stream().map(StoredKey::row).toList();
      case "hash" -> {
        Map<String, Bytes> fields = new TreeMap<>();
        redis
            .hgetAll(name.getBytes(UTF_8))
            .forEach((field, value) -> fields.put(new String(field, UTF_8), Bytes.of(value)));
        yield List.of(fields);
      }
      case "stream" -> redis.xrange(name, "-", "+").stream().map(StoredKey::row).toList();
      default -> throw new IllegalStateException("type of " + name);
    };
  }

  private static Map<String, Bytes> row(String value) {
    return Map.of(VALUE, Bytes.ofText(value));
  }

  private static Map<String, Bytes> row(Tuple member) {
    Bytes score = Bytes.ofText(Double.toString(member.getScore()));
    return Map.of(VALUE, Bytes.of(member.getBinaryElement()), SCORE, score);
  }

  private static Map<String, Bytes> row(StreamEntry entry) {
    Map<String, Bytes> row = new TreeMap<>();
    entry.getFields().forEach((field, value) -> row.put(field, Bytes.ofText(value)));
    row.put(ID, Bytes.ofText(entry.getID().toString()));
    return row;
  }

  /** Writes it into a database that does not have it. */
  void write(RedisClient redis, String name) {
    byte[] key = name.getBytes(UTF_8);
    for (Map<String, Bytes> row : rows) {
      switch (type) {
        case "string" -> redis.set(key, row.get(VALUE).array());
        case "list" -> redis.rpush(key, row.get(VALUE).array());
        case "set" -> redis.sadd(key, row.get(VALUE).array());
        case "zset" -> redis.zadd(key, score(row), row.get(VALUE).array());
        case "hash" ->
            row.forEach((field, value) -> redis.hset(key, field.getBytes(UTF_8), value.array()));
        case "stream" -> {
          Map<String, String> fields = new HashMap<>();
          row.forEach((field, value) -> fields.put(field, value.text()));
          redis.xadd(name, XAddParams.xAddParams().id(fields.remove(ID)), fields);
        }
        default -> throw new IllegalStateException("type of " + name);
      }
    }
    if (ttl > 0) {
      redis.expire(name, ttl);
    }
  }

  /** The score of a member. */
  static double score(Map<String, Bytes> row) {
    return Double.parseDouble(row.get(SCORE).text().replace("inf", "Infinity"));
  }
}
