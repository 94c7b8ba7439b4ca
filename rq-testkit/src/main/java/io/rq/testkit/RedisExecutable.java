package io.rq.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds a Redis for tests: a server that runs, or a program that can be started. */
final class RedisExecutable {

  private static final String URL_VARIABLE = "RQ_TEST_REDIS_URL";
  private static final String URL_PROPERTY = "rq.test.redis.url";
  private static final String EXECUTABLE_PROPERTY = "rq.test.redis.executable";
  private static final String PROGRAM = "redis-server";
  private static final String EMBEDDED = "org.signal:embedded-redis";
  private static final String EMBEDDED_VERSION = "7.0.15";

  private static @Nullable String unpacked;

  private RedisExecutable() {}

  /** The URL of a running server that somebody set. */
  static Optional<String> urlFromOutside() {
    return Stream.of(System.getenv(URL_VARIABLE), System.getProperty(URL_PROPERTY))
        .filter(url -> url != null && !url.isBlank())
        .findFirst();
  }

  /** The program to start; looked for in the order that {@link RedisServer} tells. */
  static String find() {
    Optional<String> given = given();
    if (given.isPresent()) {
      return given.get();
    }
    List<String> tried = new ArrayList<>();
    tried.add("system property " + EXECUTABLE_PROPERTY + ": not set");
    String resource = PROGRAM + "-" + EMBEDDED_VERSION + "-" + system() + "-" + architecture();
    return embedded(resource, tried)
        .or(() -> onPath(tried))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no Redis to test with. Tried:\n  "
                        + String.join("\n  ", tried)
                        + "\nAdd the test dependency "
                        + EMBEDDED
                        + ":0.9.1, install redis-server, or set "
                        + URL_VARIABLE
                        + " to the URL of a server."));
  }

  /** What somebody set, right or wrong. */
  private static Optional<String> given() {
    return Optional.ofNullable(System.getProperty(EXECUTABLE_PROPERTY))
        .filter(set -> !set.isBlank());
  }

  /**
   * What to say when it does not start: nobody who named a program wants to go on without it.
   *
   * @return an {@link IllegalArgumentException} if somebody named it, else {@code failure}
   */
  static RuntimeException blame(RuntimeException failure) {
    return given()
        .<RuntimeException>map(
            set ->
                new IllegalArgumentException(
                    "System property "
                        + EXECUTABLE_PROPERTY
                        + " names '"
                        + set
                        + "', which does not serve as a Redis: "
                        + failure.getMessage(),
                    failure))
        .orElse(failure);
  }

  private static Optional<String> onPath(List<String> tried) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(directory, PROGRAM);
      if (Files.isExecutable(program)) {
        return Optional.of(program.toString());
      }
    }
    tried.add(PROGRAM + " on the PATH: not there");
    return Optional.empty();
  }

  private static synchronized Optional<String> embedded(String resource, List<String> tried) {
    if (unpacked != null) {
      return Optional.of(unpacked);
    }
    try (InputStream program = ClassLoader.getSystemResourceAsStream(resource)) {
      if (program == null) {
        tried.add(missing(ClassLoader.getSystemClassLoader(), resource));
        return Optional.empty();
      }
      Path file = Files.createTempFile("rq-" + PROGRAM, "");
      Files.copy(program, file, StandardCopyOption.REPLACE_EXISTING);
      if (!file.toFile().setExecutable(true)) {
        tried.add(EMBEDDED + ", unpacked to " + file + ": cannot be made executable");
        return Optional.empty();
      }
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> TemporaryFiles.remove(file), "rq-redis-remove"));
      unpacked = file.toString();
      return Optional.of(unpacked);
    } catch (IOException e) {
      throw new UncheckedIOException("The Redis inside " + EMBEDDED + " cannot be unpacked", e);
    }
  }

  /** Why there is no such program inside the jar, which may not be there itself. */
  static String missing(ClassLoader loader, String resource) {
    return loader.getResource("redis/embedded/RedisServer.class") == null
        ? EMBEDDED + ": not on the class path"
        : EMBEDDED + " on the class path: has no " + resource;
  }

  private static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "darwin" : name.contains("linux") ? "linux" : name;
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> "amd64";
      case "aarch64", "arm64" -> "arm64";
      case "x86", "i386", "i686" -> "386";
      default -> "other";
    };
  }
}
