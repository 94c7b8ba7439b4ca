package io.rq.redis.cli;

import io.rq.redis.RedisOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Redis is: the command line first, then the environment, then the configuration file. */
final class ConnectionOptions {

  static final String DEFAULT_URL = "redis://localhost:6379/0";
  private static final int DEFAULT_PORT = 6379;

  @Option(
      names = {"-u", "--url"},
      paramLabel = "URL",
      description = {
        "redis://[[user]:password@]host[:port][/db], or rediss:// for TLS, or"
            + " redis-sentinel://[[user]:password@]host[:port][,host…][/db][#master], or"
            + " redis-cluster://[[user]:password@]host[:port][,host…]. Others may read it in the list of"
            + " processes: give the password by RQ_REDIS_URL, a file or --password-stdin."
      })
  private @Nullable String url;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Java properties: RQ_REDIS_URL, RQ_QUEUES and so on. Default: $$RQ_CONFIG.")
  private @Nullable Path config;

  @Option(names = "--host", paramLabel = "HOST", description = "Instead of a URL: the host.")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "Its port; 6379 by default.")
  private @Nullable Integer port;

  @Option(names = "--db", paramLabel = "NUMBER", description = "The database; 0 by default.")
  private @Nullable Integer database;

  @Option(names = "--user", paramLabel = "NAME", description = "The user to sign in as.")
  private @Nullable String user;

  @Option(
      names = "--password-stdin",
      description = "Reads the password from a line of the standard input.")
  private boolean passwordFromInput;

  private @Nullable Settings settings;

  /** What the environment and the file say. */
  Settings settings() {
    Settings known = settings;
    if (known == null) {
      known = Settings.of(System.getenv(), config);
      settings = known;
    }
    return known;
  }

  /**
   * Where options say that Redis is, if they do; they come first.
   *
   * @throws IllegalArgumentException if they cannot be meant
   */
  Optional<RedisOptions> server() {
    boolean inParts = host != null || port != null || database != null;
    if (url != null) {
      if (inParts) {
        throw new IllegalArgumentException("Give either --url, or --host, --port and --db");
      }
      return Optional.of(RedisOptions.of(url));
    }
    return inParts
        ? Optional.of(
            RedisOptions.of(DEFAULT_URL)
                .withServer(host == null ? "localhost" : host, port == null ? DEFAULT_PORT : port)
                .withDatabase(database == null ? 0 : database))
        : Optional.empty();
  }

  /**
   * Where Redis is if options do not say it: {@code RQ_REDIS_URL} of the environment; then the
   * file, or if none is named the environment, in RQ's order: a URL, Sentinels, a host; then RQ's
   * default (CLI-14, F-03).
   *
   * @throws Failure if what is configured cannot be read
   * @throws IllegalArgumentException if it cannot be meant
   */
  RedisOptions configuredServer() {
    return ConfiguredServer.of(settings());
  }

  /** That server with what else options and settings say: who signs in, and the prefix. */
  RedisOptions completed(RedisOptions server) {
    RedisOptions signedIn = signedIn(server);
    return settings().rq().keyPrefix().map(signedIn::withPrefix).orElse(signedIn);
  }

  private RedisOptions signedIn(RedisOptions server) {
    if (user == null && !passwordFromInput) {
      return server;
    }
    String password = passwordFromInput ? readPassword() : server.password();
    return server.withSignIn(user == null ? server.user() : user, password);
  }

  private static String readPassword() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null || line.isEmpty()) {
        throw new Failure("--password-stdin: there is no password on the standard input");
      }
      return line;
    } catch (IOException e) {
      throw new Failure("--password-stdin: the standard input cannot be read: " + e, e);
    }
  }
}
