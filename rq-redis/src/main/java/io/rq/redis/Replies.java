package io.rq.redis;

import io.rq.JobId;
import io.rq.spi.Admission;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

  /** What the scripts that store jobs say of it. */
  static Admission admission(@Nullable Object refusal) {
    if (refusal == null) {
      return Admission.STORED;
    }
    List<@Nullable Object> parts = list(refusal);
    Set<JobId> taken = new TreeSet<>();
    for (Object id : parts.subList(1, parts.size())) {
      taken.add(JobId.of(text(id)));
    }
    return new Admission(taken, number(parts.get(0)) == 1);
  }

  @SuppressWarnings("unchecked") // an answer of several parts is a list in Jedis
  static List<@Nullable Object> list(@Nullable Object reply) {
    return reply == null ? List.of() : (List<@Nullable Object>) reply;
  }
}
