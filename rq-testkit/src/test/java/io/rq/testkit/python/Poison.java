package io.rq.testkit.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Records of jobs and workers, and commands, as broken or hostile programs may write them. */
final class Poison {

  private static final String TIME = "2026-01-02T03:04:05.123456Z";

  /** What is right somewhere and wrong elsewhere. */
  private static final List<byte[]> VALUES =
      texts(
          "",
          " ",
          "0",
          "1",
          "-1",
          "-7",
          "1h",
          "1.5",
          "1e3",
          "0x10",
          "99999999999999999999",
          "2147483648",
          "[]",
          "{}",
          "null",
          "[null]",
          "[0]",
          "[-1]",
          "[\"5\"]",
          "\"x\"",
          "true",
          "None",
          TIME,
          "2026-01-02T03:04:05Z",
          "2026-01-02T03:04:05.123456789Z",
          "2026-01-02T03:04:05.123456+00:00",
          "2026-01-02T03:04:05",
          "2026-13-02T03:04:05Z",
          "1795176607.9",
          "inf",
          "nan",
          "queued",
          "finished",
          "started",
          "canceled",
          "dancing",
          "mail",
          "mail,good",
          "a:b",
          "a.b",
          "a/b",
          "\u00e4\ud83d\ude00",
          "\n",
          "demo_tasks.nothing",
          "demo_tasks.none",
          "java.lang.System.exit",
          "[\"good\"]",
          "[\"a.b\"]",
          "[1, 2]",
          "[\"demo_tasks.add\", null, [1], {}]",
          "[\"demo_tasks.add\", null, null, {}]",
          "[\"demo_tasks.fail\", null, [\"boom\"], {}]",
          "[\"demo_tasks.add\", {\"a\": 1}, [1], {}]",
          "[\"demo_tasks.return_retry\", null, [1, 0], {}]",
          "[\"demo_tasks.set_meta\", null, [\"k\", 1], {}]",
          "[null, null, [], {}]",
          "[".repeat(2000),
          "x".repeat(10_000),
          "x\u009c\u0003\u0000",
          "(dp0\n.");

  private static final List<String> COMMANDS =
      List.of(
          "",
          "null",
          "[]",
          "{",
          "no JSON",
          "7",
          "\"shutdown\"",
          "{\"command\": []}",
          "{\"command\": null}",
          "{\"command\": \"dance\"}",
          "{\"command\": \"stop-job\"}",
          "{\"command\": \"stop-job\", \"job_id\": 7}",
          "{\"command\": \"stop-job\", \"job_id\": \"a.b\"}",
          "{\"command\": \"stop-job\", \"job_id\": \"nobody\"}",
          "{\"job_id\": \"x\"}",
          "{\"command\": \"shutdown\"",
          "[".repeat(5000));

  private final Random random;

  Poison(Random random) {
    this.random = random;
  }

  private static List<byte[]> texts(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList();
  }

  /** The record of a job; up to four of its fields are not as they should be. */
  Map<String, byte[]> job(String status, String parent) {
    Map<String, byte[]> fields = new LinkedHashMap<>();
    put(fields, "data", "[\"demo_tasks.add\", null, [1], {\"y\": 2}]");
    put(fields, "origin", "mail");
    put(fields, "created_at", TIME);
    put(fields, "status", status);
    put(fields, "timeout", "180");
    if (random.nextInt(3) == 0) {
      put(fields, "data", "[\"demo_tasks.fail\", null, [\"boom\"], {}]");
    }
    for (int group = 0; group < 8; group++) {
      if (random.nextInt(4) == 0) {
        more(fields, group, parent);
      }
    }
    if (status.equals("deferred")) {
      put(fields, "dependency_ids", "[\"" + parent + "\"]");
    }
    for (int wrong = random.nextInt(5); wrong > 0; wrong--) {
      List<String> names = List.copyOf(fields.keySet());
      String name = names.get(random.nextInt(names.size()));
      fields.put(name, spoilt(fields.get(name)));
    }
    if (random.nextInt(50) == 0) {
      fields.remove(random.nextBoolean() ? "data" : "origin");
    }
    return fields;
  }

  private void more(Map<String, byte[]> fields, int group, String parent) {
    switch (group) {
      case 0 -> {
        put(fields, "retries_left", "2");
        put(fields, "retry_intervals", random.nextBoolean() ? "[0]" : "[5, 10]");
        put(fields, "enqueue_at_front_on_retry", "1");
      }
      case 1 -> {
        put(fields, "repeats_left", "2");
        put(fields, "repeat_intervals", "[0, 5]");
      }
      case 2 -> {
        put(fields, "success_callback_name", "demo_tasks.nothing");
        put(fields, "success_callback_timeout", "60");
        put(fields, "failure_callback_name", "demo_tasks.nothing");
        put(fields, "failure_callback_timeout", "60");
        put(fields, "stopped_callback_name", "demo_tasks.nothing");
        put(fields, "stopped_callback_timeout", "60");
      }
      case 3 -> put(fields, "group_id", "batch");
      case 4 -> put(fields, "meta", "{\"k\": 1}");
      case 5 -> {
        put(fields, "ttl", "3600");
        put(fields, "result_ttl", "500");
        put(fields, "failure_ttl", "500");
      }
      case 6 -> {
        put(fields, "dependency_id", parent);
        put(fields, "dependency_ids", "[\"" + parent + "\"]");
        put(fields, "allow_dependency_failures", "1");
        put(fields, "enqueue_at_front", "0");
      }
      default -> {
        put(fields, "worker_name", "bob");
        put(fields, "description", "what it does");
        put(fields, "enqueued_at", TIME);
        put(fields, "started_at", TIME);
        put(fields, "ended_at", "");
        put(fields, "last_heartbeat", TIME);
        put(fields, "number_of_retries", "1");
        put(fields, "webhooks", "[]");
      }
    }
  }

  /** The record of a worker; up to three of its fields are not as they should be. */
  Map<String, byte[]> worker() {
    Map<String, byte[]> fields = new LinkedHashMap<>();
    put(fields, "birth", TIME);
    put(fields, "last_heartbeat", TIME);
    put(fields, "queues", "mail,good");
    put(fields, "pid", "7");
    put(fields, "hostname", "host");
    put(fields, "version", "2.10.0");
    put(fields, "state", "busy");
    put(fields, "current_job", "nobody");
    put(fields, "successful_job_count", "3");
    put(fields, "total_working_time", "2.5");
    for (int wrong = random.nextInt(4); wrong > 0; wrong--) {
      List<String> names = List.copyOf(fields.keySet());
      String name = names.get(random.nextInt(names.size()));
      fields.put(name, spoilt(fields.get(name)));
    }
    return fields;
  }

  /** What is published to a worker; never a command to end, which it would be right to follow. */
  byte[] command() {
    byte[] command = COMMANDS.get(random.nextInt(COMMANDS.size())).getBytes(UTF_8);
    return random.nextInt(4) == 0 ? noise() : command;
  }

  /** An id that no program of Java gives. */
  String illegalId(int number) {
    return List.of("a.b", "a b", "\u00e4", "a/b", "a:b:c", "x:").get(number % 6) + number;
  }

  private byte[] spoilt(byte[] value) {
    return switch (random.nextInt(6)) {
      case 0 -> noise();
      case 1 -> Arrays.copyOf(value, random.nextInt(value.length + 1));
      case 2 -> flipped(value);
      default -> VALUES.get(random.nextInt(VALUES.size()));
    };
  }

  private byte[] flipped(byte[] value) {
    byte[] changed = value.clone();
    if (changed.length > 0) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void put(Map<String, byte[]> fields, String name, String value) {
    fields.put(name, value.getBytes(ISO_8859_1));
  }
}
