package io.rq.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;

/**
 * A hash as the server gives it, for reading; and arguments as the server gets them, for looking
 * at.
 */
final class Hash {

  private final Map<String, byte[]> fields = new LinkedHashMap<>();

  /** The job of the golden capture {@code finished-json}, as RQ 2.10 left it. */
  static Hash finishedByPython() {
    return new Hash()
        .with("created_at", "2026-11-20T12:10:07.577792Z")
        .with("data", base64("eJyLVkpJzc2PL0kszi7WS0xJUdJRyCvNydFRiDaM1VGoVqpUslIwqo0FAAYUDEc="))
        .with("description", "demo_tasks.add(1, y=2)")
        .with("ended_at", "2026-11-20T12:10:07.940761Z")
        .with("enqueued_at", "2026-11-20T12:10:07.578244Z")
        .with("failure_callback_name", "")
        .with("group_id", "")
        .with("last_heartbeat", "2026-11-20T12:10:07.940763Z")
        .with("origin", "default")
        .with("started_at", "2026-11-20T12:10:07.939701Z")
        .with("status", "finished")
        .with("stopped_callback_name", "")
        .with("success_callback_name", "")
        .with("timeout", "180")
        .with("worker_name", "worker-1");
  }

  Hash with(String field, String value) {
    return with(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Hash with(String field, byte[] value) {
    fields.put(field, value);
    return this;
  }

  Hash without(String field) {
    fields.remove(field);
    return this;
  }

  Set<String> names() {
    return fields.keySet();
  }

  Fields read() {
    return Fields.of(reply());
  }

  List<Object> reply() {
    List<Object> reply = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          reply.add(name.getBytes(StandardCharsets.UTF_8));
          reply.add(value);
        });
    return reply;
  }

  static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  /** The arguments as bytes. */
  static List<byte[]> sent(Arguments arguments) {
    CommandArguments command = new CommandArguments(Command.EVALSHA);
    arguments.addTo(command);
    List<byte[]> sent = new ArrayList<>();
    for (Rawable raw : command) {
      sent.add(raw.getRaw());
    }
    return sent.subList(1, sent.size());
  }

  /** Names and values that alternate. */
  static Map<String, String> sentFields(Arguments arguments) {
    List<byte[]> sent = sent(arguments);
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < sent.size(); i += 2) {
      fields.put(
          new String(sent.get(i), StandardCharsets.UTF_8),
          new String(sent.get(i + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }
}
