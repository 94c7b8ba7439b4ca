package io.rq.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/** Reads the URL of a server. No message quotes it: it may hold a password. */
final class RedisUrl {

  private static final String FORM =
      "; it looks like redis://[[user]:password@]host[:port][/database], or rediss:// for TLS, and"
          + " characters such as '@', '/', '#', '?' or '%' in a user name or password are"
          + " percent-encoded: %40, %2F, %23, %3F, %25";

  /** A host, which may have an underscore as those of containers do, and a port. */
  private static final Pattern SERVER = Pattern.compile("([\\w.-]+)(?::(\\d{1,5}))?");

  private static final int DEFAULT_PORT = 6379;
  private static final int LAST_PORT = 65535;

  private RedisUrl() {}

  static RedisOptions read(String url) {
    URI uri = parse(url);
    boolean tls = "rediss".equalsIgnoreCase(uri.getScheme());
    if (!tls && !"redis".equalsIgnoreCase(uri.getScheme())) {
      throw refused("The URL of Redis has another scheme");
    }
    if (uri.getQuery() != null || uri.getFragment() != null) {
      throw refused("The URL of Redis has parameters, and none are known");
    }
    int database = database(uri.getPath());
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    int at = authority.indexOf('@');
    String[] signIn = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
    HostAndPort server = server(uri, authority.substring(at + 1));
    return new RedisOptions(
        server.getHost(),
        server.getPort(),
        tls,
        signIn.length > 0 ? decoded(signIn[0]) : null,
        signIn.length > 1 ? decoded(signIn[1]) : null,
        database,
        "rq",
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        64,
        null);
  }

  private static URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // Neither the message nor the cause may go on: both quote the URL.
      throw refused("The URL of Redis cannot be read (" + e.getReason() + ")");
    }
  }

  /** Java's own reader knows no underscore in a host. */
  private static HostAndPort server(URI uri, String text) {
    String host = uri.getHost();
    int port = uri.getPort();
    if (host == null) {
      Matcher parts = SERVER.matcher(text);
      if (!parts.matches()) {
        throw refused("The URL of Redis names no host, or no sensible one");
      }
      host = parts.group(1);
      port = parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2));
    }
    if (port == 0 || port > LAST_PORT) {
      throw refused("The URL of Redis names a port that there cannot be");
    }
    return new HostAndPort(host.replaceAll("[\\[\\]]", ""), port < 0 ? DEFAULT_PORT : port);
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
      throw refused("The URL of Redis ends in something else than the number of a database");
    }
    return Integer.parseInt(path.substring(1));
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(why + FORM);
  }
}
