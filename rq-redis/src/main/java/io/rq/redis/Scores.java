package io.rq.redis;

import java.time.Instant;
import java.util.Optional;

/** The scores of registries: seconds, or one of RQ's two ways to say for ever. */
final class Scores {

  /** For ever among the failed: first in the order. */
  static final String FAILED_FOREVER = "-1";

  /** For ever among the finished: last in the order. */
  static final String FINISHED_FOREVER = "+inf";

  private Scores() {}

  /** The second that a score stands for; empty if it stands for ever, or is missing. */
  static Optional<Instant> time(String score) {
    if (score.isEmpty() || score.equals(FAILED_FOREVER)) {
      return Optional.empty();
    }
    return UnixTime.read(score).map(t -> Instant.ofEpochSecond(t.getEpochSecond()));
  }
}
