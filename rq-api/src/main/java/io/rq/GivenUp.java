package io.rq;

import java.time.Duration;

/**
 * A stretch of a user's code that took no notice of its interrupt, and that nobody waits for any
 * longer. Its stack trace is the thread's own, at that moment. It also unwinds that thread, should
 * the code end after all: from here on nothing that it does there has effect.
 */
final class GivenUp extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Watchdog.Run run;

  GivenUp(Watchdog.Run run, Duration grace) {
    super(
        "The code took no notice of its interrupt for "
            + grace.toMillis()
            + " ms; it was given up and may still be running on thread "
            + run.thread().getName());
    this.run = run;
    setStackTrace(run.thread().getStackTrace());
  }

  Thread thread() {
    return run.thread();
  }

  /** Whether it was the function itself, or a callback that makes the run a failure if it fails. */
  boolean hasCallbacksLeft() {
    return run.part() == Watchdog.Part.FUNCTION || run.part() == Watchdog.Part.ON_SUCCESS;
  }

  /** How the run ended for those who waited for it. */
  Outcome outcome() {
    Watchdog.Cut cut = run.cut();
    if (cut == Watchdog.Cut.STOPPED || run.part() == Watchdog.Part.ON_STOPPED) {
      return new Outcome.Stopped(Outcome.Stopped.TEXT + " " + getMessage());
    }
    Duration limit = run.limit();
    return new Outcome.Threw(
        cut == Watchdog.Cut.TIMEOUT && limit != null
            ? JobTimeoutException.of(limit, this)
            : new Watchdog.CutOff(Watchdog.Cut.KILLED, this));
  }
}
