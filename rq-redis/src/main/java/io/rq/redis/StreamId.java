package io.rq.redis;

import java.time.Instant;

/** The ids of a stream's entries: milliseconds, a hyphen, a number within the millisecond. */
final class StreamId {

  private StreamId() {}

  /** The milliseconds of a moment; at least one, since a stream has no id of zero. */
  static long millis(Instant instant) {
    return Math.max(1, instant.toEpochMilli());
  }

  /** The last id that a moment can have: what comes after it is later by a millisecond at least. */
  static String lastOf(Instant instant) {
    return millis(instant) + "-18446744073709551615";
  }

  static long millis(String id) {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }
}
