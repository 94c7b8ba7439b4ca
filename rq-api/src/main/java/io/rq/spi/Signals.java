package io.rq.spi;

import io.rq.WorkerName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

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

  /**
   * Says something to a worker. Fire and forget: lost if it does not listen (CMD-01).
   *
   * @return whether anybody listened
   */
  boolean send(WorkerName worker, Command command);

  /**
   * Listens to what is said to a worker, until closed. What cannot be understood is skipped; a lost
   * connection is made again (CMD-05).
   *
   * @param listener is called on a thread of the backend or of the sender; must return soon and not
   *     throw
   */
  Subscription listen(WorkerName worker, Consumer<Command> listener);

  /** Ends a listening. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
