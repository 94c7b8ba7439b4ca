package io.rq.testkit;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A test left something behind. */
public final class LeftoverError extends AssertionError {

  private static final long serialVersionUID = 1L;

  LeftoverError(List<String> found, Set<Leftover> kinds) {
    super(
        "The test left behind:\n  "
            + String.join("\n  ", found)
            + "\nSo "
            + kinds.stream().map(Leftover::advice).collect(Collectors.joining("; "))
            + "; or say @AllowLeftovers with its kind, if that is meant");
  }
}
