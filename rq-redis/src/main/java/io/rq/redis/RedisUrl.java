package io.rq.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the URL of a server. No message quotes it: it may hold a password. */
final class RedisUrl {

  private static final String FORM =
      "; it looks like redis://[user:password@]host:port/database, or rediss:// for TLS";
  private static final int DEFAULT_PORT = 6379;

  private RedisUrl() {}

  static RedisOptions read(String url) {
    URI uri = parse(url);
    boolean tls = "rediss".equalsIgnoreCase(uri.getScheme());
    if (!tls && !"redis".equalsIgnoreCase(uri.getScheme())) {
      throw refused("The URL of Redis has another scheme");
    }
    if (uri.getHost() == null) {
      throw refused("The URL of Redis names no host");
    }
    if (uri.getQuery() != null || uri.getFragment() != null) {
      throw refused("The URL of Redis has parameters, and none are known");
    }
    String[] signIn =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    return new RedisOptions(
        uri.getHost().replaceAll("[\\[\\]]", ""),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        tls,
        signIn.length > 0 ? decoded(signIn[0]) : null,
        signIn.length > 1 ? decoded(signIn[1]) : null,
        database(uri.getPath()),
        "rq",
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        64);
  }

  private static URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // Neither the message nor the cause may go on: both quote the URL.
      throw refused("The URL of Redis cannot be read (" + e.getReason() + ")");
    }
  }

  private static @Nullable String decoded(String raw) {
    return raw.isEmpty()
        ? null
        : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static int database(@Nullable String path) {
    if (path == null || path.isEmpty() || path.equals("/")) {
      return 0;
    }
    if (!path.matches("/\\d{1,6}")) {
      throw refused(
          "The URL of Redis ends in '" + path + "', which is not the number of a database");
    }
    return Integer.parseInt(path.substring(1));
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(why + FORM);
  }
}
