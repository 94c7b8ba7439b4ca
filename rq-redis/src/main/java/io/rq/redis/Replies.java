package io.rq.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the server's answers apart: bytes, whole numbers, and lists of these. */
final class Replies {

  private Replies() {}

  static String text(@Nullable Object reply) {
    return reply == null ? "" : new String((byte[]) reply, StandardCharsets.UTF_8);
  }

  static long number(@Nullable Object reply) {
    return reply == null ? 0 : (Long) reply;
  }

  @SuppressWarnings("unchecked") // an answer of several parts is a list in Jedis
  static List<@Nullable Object> list(@Nullable Object reply) {
    return reply == null ? List.of() : (List<@Nullable Object>) reply;
  }
}
