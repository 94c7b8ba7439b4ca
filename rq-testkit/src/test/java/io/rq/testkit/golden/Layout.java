package io.rq.testkit.golden;

import io.rq.spi.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All keys of an installation as lines of text, so that two can be compared: what a line says by
 * what it is about. Moments that count from when the keys were read are seconds from then.
 */
record Layout(Map<String, String> lines) {

  private static final String NOTHING = "(none)";

  static Layout of(Map<String, StoredKey> keys, Instant readAt) {
    Map<String, String> lines = new TreeMap<>();
    keys.forEach((name, key) -> add(lines, Varying.text(name), key, readAt));
    return new Layout(lines);
  }

  private static void add(Map<String, String> lines, String name, StoredKey key, Instant readAt) {
    String kept = key.ttl() < 0 ? " for ever" : " for " + about(key.ttl());
    lines.put(name, key.type() + members(key) + kept);
    for (int i = 0; i < key.rows().size(); i++) {
      Map<String, Bytes> row = key.rows().get(i);
      switch (key.type()) {
        case "hash" -> addFields(lines, name, row);
        case "stream" -> addFields(lines, name + " " + i, row);
        case "zset" ->
            lines.put(
                name + " " + Varying.text(row.get(StoredKey.VALUE).text()),
                score(StoredKey.score(row), readAt));
        default -> {
          // The line of the key says it all.
        }
      }
    }
  }

  private static String members(StoredKey key) {
    return switch (key.type()) {
      case "string", "list", "set" -> " " + key.values().stream().map(Varying::text).toList();
      default -> "";
    };
  }

  private static void addFields(Map<String, String> lines, String name, Map<String, Bytes> row) {
    row.forEach((field, value) -> lines.put(name + " " + field, Varying.field(field, value)));
  }

  private static String score(double score, Instant readAt) {
    return Double.isInfinite(score) || score < 0
        ? Double.toString(score)
        : "in " + about(Math.round(score - readAt.getEpochSecond()));
  }

  /** A time, give or take the few seconds that a run may last. */
  private static String about(long seconds) {
    return Math.round(seconds / 10.0) * 10 + " s";
  }

  /**
   * What differs, a line each: what this one says, and what the other. A key that the other does
   * not have is one line.
   */
  List<String> differences(Layout other) {
    List<String> different = new ArrayList<>();
    TreeSet<String> all = new TreeSet<>(lines.keySet());
    all.addAll(other.lines.keySet());
    for (String line : all) {
      String here = lines.getOrDefault(line, NOTHING);
      String there = other.lines.getOrDefault(line, NOTHING);
      boolean partOfAMissingKey = line.contains(" ") && !other.lines.containsKey(key(line));
      if (!here.equals(there) && !partOfAMissingKey) {
        different.add(line + ": " + here + " -> " + there);
      }
    }
    return different;
  }

  private static String key(String line) {
    return line.substring(0, line.indexOf(' '));
  }
}
