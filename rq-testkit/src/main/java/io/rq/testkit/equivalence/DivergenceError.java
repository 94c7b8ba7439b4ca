package io.rq.testkit.equivalence;

/** Says that two backends do not behave alike, and how to see it again. */
public final class DivergenceError extends AssertionError {

  private static final long serialVersionUID = 1L;

  DivergenceError(String message) {
    super(message);
  }
}
