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
record Score(long second, String member) implements Comparable<Score> {

  /** For what is kept for ever and stands before all else (REG-13). */
  static final long FIRST = Long.MIN_VALUE;

  /** For what is kept for ever and stands behind all else (REG-04). */
  static final long LAST = Long.MAX_VALUE;

  /** No score with a time comes before this one. */
  static final Score EARLIEST = new Score(FIRST + 1, "");

  static Score of(Instant time, String member) {
    return new Score(time.getEpochSecond(), member);
  }

  boolean isOver(Instant now) {
    return second <= now.getEpochSecond();
  }

  /** The time to the second; {@code null} for ever. */
  @Nullable Instant time() {
    return second == FIRST || second == LAST ? null : Instant.ofEpochSecond(second);
  }

  @Override
  public int compareTo(Score other) {
    int bySecond = Long.compare(second, other.second);
    return bySecond != 0 ? bySecond : member.compareTo(other.member);
  }
}
