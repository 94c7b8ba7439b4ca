package io.rq.redis.cli;

import io.rq.redis.RedisOptions;
import io.rq.redis.Sentinels;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The server that settings name, in RQ's order: {@code RQ_REDIS_URL} or {@code REDIS_URL}; else the
 * {@code SENTINEL_…} keys, which are those of RQ's SENTINEL block; else {@code REDIS_HOST}, {@code
 * REDIS_PORT}, {@code REDIS_DB}, {@code REDIS_PASSWORD}, {@code REDIS_SSL} (CLI-14).
 */
final class ConfiguredServer {

  private final Settings settings;

  private ConfiguredServer(Settings settings) {
    this.settings = settings;
  }

  /**
   * Reads it.
   *
   * @throws Failure if a value is not of its kind; the message names the key, not the value
   */
  static RedisOptions of(Settings settings) {
    return new ConfiguredServer(settings).read();
  }

  private RedisOptions read() {
    Optional<String> url = settings.server("RQ_REDIS_URL").or(() -> settings.server("REDIS_URL"));
    if (url.isPresent()) {
      return RedisOptions.of(url.get());
    }
    List<String> instances = settings.servers("SENTINEL_INSTANCES");
    return instances.isEmpty() ? byHost() : bySentinels(instances);
  }

  private RedisOptions bySentinels(List<String> instances) {
    Sentinels sentinels =
        new Sentinels(
            settings.server("SENTINEL_MASTER_NAME").orElse(Sentinels.DEFAULT_MASTER),
            instances,
            flag("SENTINEL_KWARGS_SSL"),
            settings.server("SENTINEL_KWARGS_USERNAME").orElse(null),
            settings.server("SENTINEL_KWARGS_PASSWORD").orElse(null));
    RedisOptions master =
        server("SENTINEL_SSL", "SENTINEL_DB", "SENTINEL_USERNAME", "SENTINEL_PASSWORD")
            .withSentinels(sentinels);
    return settings.server("SENTINEL_SOCKET_TIMEOUT").isEmpty()
        ? master
        : master.withTimeouts(
            master.connectTimeout(), Duration.ofSeconds(number("SENTINEL_SOCKET_TIMEOUT", 5)));
  }

  private RedisOptions byHost() {
    return server("REDIS_SSL", "REDIS_DB", "REDIS_USERNAME", "REDIS_PASSWORD")
        .withServer(settings.server("REDIS_HOST").orElse("localhost"), number("REDIS_PORT", 6379));
  }

  private RedisOptions server(String tls, String database, String user, String password) {
    RedisOptions server =
        RedisOptions.of(ConnectionOptions.DEFAULT_URL)
            .withDatabase(number(database, 0))
            .withSignIn(settings.server(user).orElse(null), settings.server(password).orElse(null));
    return flag(tls) ? server.withTls() : server;
  }

  private int number(String key, int otherwise) {
    try {
      return settings.server(key).map(Integer::valueOf).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw new Failure(key + " is a whole number, and is configured as something else", e);
    }
  }

  private boolean flag(String key) {
    return settings.server(key).map(text -> flag(key, text)).orElse(false);
  }

  private static boolean flag(String key, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "y", "yes", "t", "true", "1" -> true;
      case "n", "no", "f", "false", "0" -> false;
      default -> throw new Failure(key + " is a boolean and must be \"True\" or \"False\"");
    };
  }
}
