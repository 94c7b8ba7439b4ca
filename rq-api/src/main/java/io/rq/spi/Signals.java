package io.rq.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is said to all workers of an installation. The rules of {@link JobStore} hold here too. */
public interface Signals {

  /**
   * Suspends the installation: no job is given out, what runs goes on (W-34). Empty: until it is
   * resumed.
   */
  void suspend(Instant now, Optional<Duration> time);

  /** Ends a suspension. */
  void resume();

  /** Tells whether the installation is suspended. */
  boolean isSuspended(Instant now);
}
