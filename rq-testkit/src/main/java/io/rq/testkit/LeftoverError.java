package io.rq.testkit;

import java.util.List;

/** A test left something behind. */
public final class LeftoverError extends AssertionError {

  private static final long serialVersionUID = 1L;

  LeftoverError(List<String> found) {
    super(
        "The test left behind:\n  "
            + String.join("\n  ", found)
            + "\nRun, stop or look at it; or say @AllowLeftovers with its kind, if that is meant");
  }
}
