package io.rq.redis;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a hash or of a stream's entry, which other programs write too. Reading never fails:
 * what cannot be read is as if it were missing, and is noted as a flaw. An empty text means the
 * same as a missing field.
 */
final class Fields {

  private static final int LONGEST_QUOTE = 40;

  private final Map<String, byte[]> values = new HashMap<>(64);
  private @Nullable String flaw;

  /** Takes an answer in which names and values alternate. */
  static Fields of(@Nullable Object reply) {
    Fields fields = new Fields();
    List<@Nullable Object> list = Replies.list(reply);
    for (int i = 0; i + 1 < list.size(); i += 2) {
      if (list.get(i + 1) instanceof byte[] value) {
        fields.values.put(Replies.text(list.get(i)), value);
      }
    }
    return fields;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The bytes of a field; empty if there are none. */
  Optional<byte[]> bytes(String name) {
    return Optional.ofNullable(values.get(name)).filter(b -> b.length > 0);
  }

  /** The text of a field; empty if it is missing. */
  String text(String name) {
    return Replies.text(values.get(name));
  }

  /** The ISO time in a field. */
  Optional<Instant> time(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> time = IsoTime.read(text);
    if (time.isEmpty()) {
      flaw(name, "is not a time such as 2026-11-20T12:10:07.270957Z");
    }
    return time;
  }

  /** The whole number in a field. */
  Optional<Long> number(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      flaw(name, "is not a whole number");
      return Optional.empty();
    }
  }

  /** Notes that a field is not as it must be. */
  void flaw(String name, String complaint) {
    String value = text(name);
    String quoted =
        value.length() <= LONGEST_QUOTE ? value : value.substring(0, LONGEST_QUOTE) + "…";
    String one = "field '" + name + "' " + complaint + ": '" + quoted + "'";
    flaw = flaw == null ? one : flaw + "; " + one;
  }

  /** What was noted so far; {@code null}: nothing. */
  @Nullable String flaw() {
    return flaw;
  }
}
