package io.rq.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes what was written for the time of a test. */
final class TemporaryFiles {

  private TemporaryFiles() {}

  /**
   * Removes a file or a directory with all in it. What cannot be removed stays: it lies in the
   * directory for that.
   */
  static void remove(Path path) {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
