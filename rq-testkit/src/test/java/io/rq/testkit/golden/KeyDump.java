package io.rq.testkit.golden;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;

/**
 * All keys of an installation as text, in one form whether they were read from a server or from a
 * golden capture. What cannot be the same in two runs (times, random ids, stack traces) is reduced
 * to its shape; times that count from the moment of the capture become seconds from then.
 *
 * @param keys per key a description of its value
 */
public record KeyDump(Map<String, Object> keys) {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

  /** A value of a hash or a stream, by the name of its field. */
  static String field(String name, byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    return switch (name) {
      case "data" -> inflate(value);
      case "exc_string" -> excerpt(inflate(Base64.getDecoder().decode(value)));
      case "return_value" ->
          "base64 of " + new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
      case "execution_id", "id" -> text.matches("[0-9a-f]{32}") ? "<execution>" : text;
      case "execution_started_at", "execution_ended_at", "last_heartbeat", "created_at" ->
          text.matches("\\d{10}\\.\\d{1,6}") ? "<unix time>" : time(text);
      case "current_job_working_time", "total_working_time" ->
          text.matches("\\d+(\\.\\d+)?(e-\\d+)?") ? "<seconds>" : text;
      case "pid" -> text.matches("\\d+") ? "<pid>" : text;
      case "hostname", "ip_address", "version", "python_version" -> "<text>";
      default -> time(text);
    };
  }

  private static String time(String text) {
    return text.matches(TIME) ? "<time>" : text;
  }

  // Only that there is a trace, and that it ends with the message.
  private static String excerpt(String trace) {
    return trace.contains("boom") ? "trace with boom" : trace;
  }

  private static String inflate(byte[] value) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(value))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key, without the random id of an execution. */
  static String key(String key) {
    return key.replaceAll("^(rq:execution:[^:]+):[0-9a-f]{32}$", "$1:<execution>");
  }

  /** A member of a set, list or sorted set, likewise. */
  static String member(String member) {
    return member.replaceAll("[0-9a-f]{32}$", "<execution>");
  }

  /**
   * A score: a moment becomes the time from the capture, within the seconds that a run may take.
   */
  static String score(double score, double capturedAt) {
    return Double.isInfinite(score) || score < 0
        ? Double.toString(score)
        : tens(Math.round(score - capturedAt));
  }

  /** A number of seconds, give or take the few that a run takes. */
  static String about(long seconds) {
    return seconds < 0 ? "none" : tens(seconds);
  }

  private static String tens(long seconds) {
    return "about " + Math.round(seconds / 10.0) * 10 + " s";
  }

  /** The same, where one key lives that long. */
  public KeyDump withTtl(String key, long seconds) {
    Map<String, Object> changed = new TreeMap<>(keys);
    List<?> value = (List<?>) keys.get(key);
    changed.put(key, List.of("ttl " + about(seconds), value.get(1)));
    return new KeyDump(changed);
  }

  /** The same without one of the keys. */
  public KeyDump without(String key) {
    Map<String, Object> changed = new TreeMap<>(keys);
    changed.remove(key);
    return new KeyDump(changed);
  }

  static KeyDump of(Map<String, Object> keys) {
    return new KeyDump(new TreeMap<>(keys));
  }
}
