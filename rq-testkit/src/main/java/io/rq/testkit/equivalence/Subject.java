package io.rq.testkit.equivalence;

import io.rq.spi.Backend;
import java.time.Duration;
import java.util.List;

/**
 * One of the installations that are compared: a backend, empty at first, and what time does to it.
 */
public interface Subject extends AutoCloseable {

  /** The backend. */
  Backend backend();

  /**
   * Called after each step, and whenever the clock was moved: whatever ends by a clock that the
   * test cannot move, such as the time to live of a server's keys, must end now if this time brings
   * it to its end.
   *
   * @param time how far the clock was moved; zero after a step
   */
  default void pass(Duration time) {}

  /**
   * What is wrong in the store though no read shows it, such as keys that nobody needs. Called
   * after each step.
   *
   * @param state all that can be read
   * @return one line for each; none if all is well
   */
  default List<String> flaws(State state) {
    return List.of();
  }

  /**
   * Tells whether something from outside, such as a machine that stood still, makes what was seen
   * worthless. Then the scenario is run again.
   */
  default boolean isDisturbed() {
    return false;
  }

  /** Closes the backend, and removes what it kept. */
  @Override
  void close();

  /** An installation that no clock but the given one has power over. */
  static Subject of(Backend backend) {
    return new Subject() {
      @Override
      public Backend backend() {
        return backend;
      }

      @Override
      public void close() {
        backend.close();
      }
    };
  }
}
