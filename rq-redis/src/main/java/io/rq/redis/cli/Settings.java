package io.rq.redis.cli;

import io.rq.RqConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the environment and the configuration file say (CLI-13): the settings of {@link RqConfig},
 * where the environment wins over the file; and the server in RQ's own names, {@code REDIS_…} and
 * {@code SENTINEL_…}, which are the file's if there is one and else the environment's.
 */
final class Settings {

  private static final String URL = "RQ_REDIS_URL";
  private static final String CONFIG = "RQ_CONFIG";

  private static final Set<String> SERVER =
      Set.of(
          "REDIS_URL",
          "REDIS_HOST",
          "REDIS_PORT",
          "REDIS_DB",
          "REDIS_USERNAME",
          "REDIS_PASSWORD",
          "REDIS_SSL",
          "SENTINEL_INSTANCES",
          "SENTINEL_MASTER_NAME",
          "SENTINEL_DB",
          "SENTINEL_USERNAME",
          "SENTINEL_PASSWORD",
          "SENTINEL_SSL",
          "SENTINEL_SOCKET_TIMEOUT",
          "SENTINEL_KWARGS_USERNAME",
          "SENTINEL_KWARGS_PASSWORD",
          "SENTINEL_KWARGS_SSL");

  private final RqConfig rq;
  private final Map<String, String> server;

  private Settings(RqConfig rq, Map<String, String> server) {
    this.rq = rq;
    this.server = server;
  }

  /**
   * Reads them.
   *
   * @param file the file; {@code null}: the one that {@code RQ_CONFIG} names, if any
   * @throws Failure if the file cannot be read, or something in it or the environment is not known
   */
  static Settings of(Map<String, String> environment, @Nullable Path file) {
    String named = environment.get(CONFIG);
    RqConfig fromEnvironment = ofEnvironment(environment);
    Path chosen = file == null && named != null && !named.isBlank() ? Path.of(named) : file;
    if (chosen == null) {
      return new Settings(fromEnvironment, environment);
    }
    Map<String, String> server = read(chosen);
    Map<String, String> others = new HashMap<>(server);
    others.keySet().removeAll(SERVER);
    if (environment.containsKey(URL)) {
      server.put(URL, environment.get(URL));
    }
    return new Settings(fromEnvironment.over(config("The file " + chosen, others)), server);
  }

  private static RqConfig ofEnvironment(Map<String, String> environment) {
    try {
      return RqConfig.ofEnvironment(environment);
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  private static RqConfig config(String where, Map<String, String> values) {
    try {
      return RqConfig.of(values);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage()).replaceFirst("^RqConfig: ", "");
      throw new Failure(where + ": " + message, e);
    }
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(text);
    } catch (NoSuchFileException e) {
      throw new Failure("There is no configuration file " + file, e);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure("The configuration file " + file + " cannot be read: " + e, e);
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k)));
    return values;
  }

  /** What is not about the server. */
  RqConfig rq() {
    return rq;
  }

  /** What is said about the server under that name; empty if it is missing or blank. */
  Optional<String> server(String key) {
    return Optional.ofNullable(server.get(key)).map(String::strip).filter(s -> !s.isEmpty());
  }

  /** The same for a list with commas. */
  List<String> servers(String key) {
    return server(key).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
