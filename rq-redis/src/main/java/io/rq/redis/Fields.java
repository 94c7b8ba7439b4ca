package io.rq.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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

  /** More seconds than anything lasts, and few enough to count with. */
  static final long MOST_SECONDS = 1_000_000_000_000L;

  /** What stands in a text for bytes that are none. */
  private static final char REPLACEMENT = '\uFFFD';

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

  /** Tells whether a field is missing, or empty, which is the same. */
  boolean isUnset(String name) {
    byte[] value = values.get(name);
    return value == null || value.length == 0;
  }

  /** The bytes of a field; empty if there are none. */
  Optional<byte[]> bytes(String name) {
    return Optional.ofNullable(values.get(name)).filter(b -> b.length > 0);
  }

  /** The text of a field; empty if it is missing. */
  String text(String name) {
    return Replies.text(values.get(name));
  }

  /** Tells whether a field is a text, and not bytes that were made to look like one. */
  boolean isText(String name) {
    String text = text(name);
    return text.indexOf(REPLACEMENT) < 0
        || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes(name).orElse(new byte[0]));
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

  /** The small whole number in a field. */
  Optional<Integer> count(String name) {
    Optional<Long> number = number(name);
    if (number.isPresent() && number.get().intValue() != number.get()) {
      flaw(name, "is not a sensible number");
      return Optional.empty();
    }
    return number.map(Long::intValue);
  }

  /** The yes or no in a field, a number that is zero or not. */
  Optional<Boolean> flag(String name) {
    return number(name).map(number -> number != 0);
  }

  /** The same, where RQ's reader fails on an empty text. */
  Optional<Boolean> strictFlag(String name) {
    notEmpty(name);
    return flag(name);
  }

  /** The seconds in a field, none if negative, where RQ's reader fails on an empty text. */
  Optional<Duration> strictSeconds(String name) {
    notEmpty(name);
    Optional<Long> seconds = number(name);
    if (seconds.isPresent() && seconds.get() > MOST_SECONDS) {
      flaw(name, "is not a sensible number of seconds");
      return Optional.empty();
    }
    return seconds.filter(number -> number >= 0).map(Duration::ofSeconds);
  }

  private void notEmpty(String name) {
    if (has(name) && isUnset(name)) {
      flaw(name, "is not a whole number");
    }
  }

  /** Notes that a field is not as it must be. */
  void flaw(String name, String complaint) {
    unquotedFlaw(name, complaint + ": " + Quote.of(text(name)));
  }

  /** The same of a field that is nothing to be shown. */
  void unquotedFlaw(String name, String complaint) {
    String one = "field '" + name + "' " + complaint;
    flaw = flaw == null ? one : flaw + "; " + one;
  }

  /** What was noted so far; {@code null}: nothing. */
  @Nullable String flaw() {
    return flaw;
  }
}
