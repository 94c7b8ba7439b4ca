package io.rq.redis.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the configuration file says, or the environment if there is none (CLI-13, F-04). */
final class Settings {

  private final UnaryOperator<@Nullable String> lookup;

  private Settings(UnaryOperator<@Nullable String> lookup) {
    this.lookup = lookup;
  }

  /** What the environment says. */
  static Settings of(Map<String, String> environment) {
    return new Settings(environment::get);
  }

  /**
   * What a file of Java properties says.
   *
   * @throws Failure if it cannot be read
   */
  static Settings read(Path file) {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(text);
    } catch (NoSuchFileException e) {
      throw new Failure("There is no configuration file " + file, e);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure("The configuration file " + file + " cannot be read: " + e, e);
    }
    return new Settings(properties::getProperty);
  }

  /** The value of that key; empty if it is missing or blank. */
  Optional<String> text(String key) {
    return Optional.ofNullable(lookup.apply(key)).map(String::strip).filter(s -> !s.isEmpty());
  }

  /** The values of that key, which are separated by commas. */
  List<String> list(String key) {
    return text(key).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
