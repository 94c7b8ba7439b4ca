package io.rq;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again while the backend is gone, after 1, 2, 4 … 60 seconds (W-16). */
final class Backoff {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Backoff() {}

  /** The answer of the call; empty if the end was asked for before there was one. */
  static <T> Optional<T> retry(Pause pause, String what, Supplier<T> call) {
    for (Duration wait = FIRST; ; wait = longer(wait)) {
      try {
        return Optional.of(call.get());
      } catch (BackendException e) {
        LOG.error("Cannot {}, trying again in {} s: {}", what, wait.toSeconds(), e.getMessage());
        if (!pause.sleep(wait)) {
          return Optional.empty();
        }
      }
    }
  }

  private static Duration longer(Duration wait) {
    Duration doubled = wait.multipliedBy(2);
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }
}
