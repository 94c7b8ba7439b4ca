package io.rq.testkit.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Python with RQ that may be at hand on this machine.
 *
 * <ul>
 *   <li>the system's, Debian's {@code python3-rq}. Where it is missing its tests are skipped,
 *       unless the system property {@code rq.test.python.required} is {@code true};
 *   <li>another one, from the directory that {@code rq.test.python.path} names; skipped without it.
 * </ul>
 *
 * Both are run by {@code /usr/bin/python3}, or what {@code rq.test.python} names.
 */
public final class PythonPeer {

  private static final List<PythonPeer> ALL = List.of(installed(), given());

  private static final AtomicInteger LOGS = new AtomicInteger();

  private final String description;
  private final @Nullable String path;
  private final boolean required;
  private @Nullable PythonConsole console;
  private @Nullable String missing;

  private PythonPeer(String description, @Nullable String path, boolean required) {
    this.description = description;
    this.path = path;
    this.required = required;
  }

  private static PythonPeer installed() {
    return new PythonPeer("RQ of the system", null, Boolean.getBoolean("rq.test.python.required"));
  }

  private static PythonPeer given() {
    String path = System.getProperty("rq.test.python.path");
    if (path != null) {
      return new PythonPeer("RQ in " + path, path, true);
    }
    PythonPeer none = new PythonPeer("RQ 2.10", null, false);
    none.missing = "There is no RQ 2.10: -Drq.test.python.path names no directory with it";
    return none;
  }

  /** Those that there may be. */
  public static List<PythonPeer> all() {
    return ALL;
  }

  /** Tells whether it is there. */
  boolean isThere() {
    return missing() == null;
  }

  /** Skips the test if it is not there and need not be. */
  public void assumeThere() {
    String reason = missing();
    assumeTrue(reason == null || required, reason);
    assertThat(reason).as("why there is no RQ for Python").isNull();
  }

  /** Skips the test if that version has less than RQ 2.10. */
  void assumeHas(String feature) {
    assumeTrue(isOfToday(), () -> this + " has no " + feature);
  }

  /** Tells whether it is RQ 2.10 or later, in whose layout we write. */
  boolean isOfToday() {
    return !version().startsWith("1.");
  }

  String version() {
    return console().version();
  }

  private synchronized @Nullable String missing() {
    if (missing == null && console == null) {
      try {
        console = PythonConsole.start(this);
      } catch (IllegalStateException e) {
        missing = "There is no " + description + ": " + e.getMessage();
      }
    }
    return missing;
  }

  /** Its console, which all tests share. */
  PythonConsole console() {
    String reason = missing();
    if (reason != null) {
      throw new IllegalStateException(reason);
    }
    return Objects.requireNonNull(console);
  }

  /** A command of it, with the modules of these tests on the path. */
  public ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(python()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .put(
            "PYTHONPATH",
            Stream.of(path, modules().toString())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator)));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    return builder;
  }

  private static String python() {
    String system = "/usr/bin/python3";
    return System.getProperty(
        "rq.test.python", Files.isExecutable(Path.of(system)) ? system : "python3");
  }

  /** Where the modules of these tests are. */
  static Path modules() {
    try {
      return Path.of(
              Objects.requireNonNull(PythonPeer.class.getResource("/python/demo_tasks.py")).toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file for what a process says. */
  static Path newLog(String name) {
    Path directory = Path.of("target", "python");
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory.resolve(name + "-" + LOGS.incrementAndGet() + ".log");
  }

  @Override
  public String toString() {
    return missing() == null ? "RQ " + version() : description;
  }
}
