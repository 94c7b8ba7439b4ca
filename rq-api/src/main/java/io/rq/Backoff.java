package io.rq;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again while the backend is gone, after 1, 2, 4 … 60 seconds (W-16). */
final class Backoff {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(1);

  private final Rq rq;
  private final Pause pause;

  Backoff(Rq rq, Pause pause) {
    this.rq = rq;
    this.pause = pause;
  }

  /** The answer of the call; empty if the end was asked for before there was one. */
  <T> Optional<T> untilEnded(String what, Supplier<T> call) {
    for (Duration wait = FIRST; ; wait = longer(wait)) {
      try {
        return Optional.of(call.get());
      } catch (BackendException e) {
        tryLater(what, wait, e);
        if (!pause.sleep(wait)) {
          return Optional.empty();
        }
      }
    }
  }

  /**
   * The answer of the call, which is worth waiting for even if the end was asked for: for so long
   * at least.
   *
   * @throws BackendException if there is none by then
   */
  <T> T forAtLeast(Duration time, String what, Supplier<T> call) {
    Deadline deadline = Deadline.in(time);
    for (Duration wait = FIRST; ; wait = longer(wait)) {
      try {
        return call.get();
      } catch (BackendException e) {
        if (pause.isEnded() && deadline.isOver()) {
          throw e;
        }
        tryLater(what, wait, e);
        pause.rest(wait);
      }
    }
  }

  private void tryLater(String what, Duration wait, BackendException problem) {
    if (rq.isClosed() || problem.isRefusal()) {
      throw problem;
    }
    LOG.error("Cannot {}, trying again in {} s: {}", what, wait.toSeconds(), problem.getMessage());
  }

  static Duration longer(Duration wait) {
    Duration doubled = wait.multipliedBy(2);
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }
}
