package io.rq.testkit.backend;

import io.rq.spi.Backend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One installation of RQ for one test: empty when opened, and gone when closed. */
public interface Installation extends AutoCloseable {

  /** The backend on it; always the same. */
  Backend backend();

  /**
   * The test's clock moved on: what a server lets expire by its own clock grows older by as much.
   */
  default void age(Duration by) {}

  /** Connections that are still open though the backend was closed; none where there are none. */
  default List<String> connections() {
    return List.of();
  }

  /**
   * Breaks the server and the way to it; empty if there is no server. Only asked of an installation
   * with a server of its own.
   */
  default Optional<ServerFaults> serverFaults() {
    return Optional.empty();
  }

  /** Removes what is stored and frees everything; the backend is closed before. */
  @Override
  void close();

  /** What it is, such as {@code redis 7.0.15 at redis://127.0.0.1:6379/0}; without secrets. */
  @Override
  String toString();
}
