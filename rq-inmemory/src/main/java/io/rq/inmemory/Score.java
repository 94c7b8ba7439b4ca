package io.rq.inmemory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a registry is ordered by, as Redis orders its sorted sets: by whole seconds, then by the
 * text of the member.
 *
 * @param second seconds since 1970; {@link #FIRST} or {@link #LAST} where a job is kept for ever
 * @param member the job's id, followed by a colon and the execution where there is one
 */
record Score(long second, String member) {

  /** For what is kept for ever and stands before all else (REG-13). */
  static final long FIRST = Long.MIN_VALUE;

  /** For what is kept for ever and stands behind all else (REG-04). */
  static final long LAST = Long.MAX_VALUE;

  static Score of(Instant time, String member) {
    return new Score(time.getEpochSecond(), member);
  }

  /** The time to the second; {@code null} for ever. */
  @Nullable Instant time() {
    return second == FIRST || second == LAST ? null : Instant.ofEpochSecond(second);
  }
}
