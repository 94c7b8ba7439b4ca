package io.rq.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/** Reads the URL of a server. No message quotes it: it may hold a password. */
final class RedisUrl {

  /**
   * It spells the at-sign: from a scheme up to one, the command line lets nobody read a message.
   */
  private static final String FORM =
      "; it looks like redis://host[:port][/database], or rediss:// for TLS, or"
          + " redis-sentinel://host[:port][,host…][/database][#master], or"
          + " redis-cluster://host[:port][,host…]; before the host there may be user:password and an"
          + " at-sign, where characters such as the at-sign, '/', '#', '?' or '%' are percent-encoded:"
          + " %40, %2F, %23, %3F, %25";

  private static final String SCHEMES =
      "The URL of Redis must begin with redis://, rediss://, redis-sentinel:// or redis-cluster://";

  /** A scheme that is surely none of a password. */
  private static final Pattern OTHER_SCHEME = Pattern.compile("(\\p{Alpha}+://).*", Pattern.DOTALL);

  /** A host, which may have an underscore as those of containers do, and a port. */
  private static final Pattern SERVER =
      Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))?");

  private static final String PARAMETERS = "The URL of Redis has parameters, and none are known";

  static final int DEFAULT_PORT = 6379;
  private static final int LAST_PORT = 65535;

  private RedisUrl() {}

  static RedisOptions read(String url) {
    String scheme = url.substring(0, Math.max(0, url.indexOf("://"))).toLowerCase(Locale.ROOT);
    boolean tls = scheme.startsWith("rediss");
    return switch (scheme) {
      case "redis", "rediss" -> server(parse(url), tls);
      case "redis-sentinel", "rediss-sentinel" -> sentinels(parse(url), tls);
      case "redis-cluster", "rediss-cluster" -> cluster(parse(url), tls);
      default -> throw refused(SCHEMES + found(url));
    };
  }

  private static String found(String url) {
    Matcher other = OTHER_SCHEME.matcher(url);
    return other.matches() ? ", not with " + other.group(1) : "";
  }

  private static RedisOptions server(URI uri, boolean tls) {
    refuseFragment(uri);
    String authority = authority(uri);
    return options(uri, tls, server(uri, authority.substring(authority.indexOf('@') + 1)));
  }

  private static RedisOptions cluster(URI uri, boolean tls) {
    refuseFragment(uri);
    List<HostAndPort> servers = servers(uri, DEFAULT_PORT);
    return options(uri, tls, servers.get(0))
        .withCluster(servers.stream().map(HostAndPort::toString).toArray(String[]::new))
        .withPrefix("{rq}");
  }

  private static void refuseFragment(URI uri) {
    if (uri.getFragment() != null) {
      throw refused(PARAMETERS);
    }
  }

  private static List<HostAndPort> servers(URI uri, int defaultPort) {
    String authority = authority(uri);
    List<HostAndPort> servers = new ArrayList<>();
    for (String text : authority.substring(authority.indexOf('@') + 1).split(",", -1)) {
      servers.add(server(text, defaultPort));
    }
    return servers;
  }

  private static RedisOptions sentinels(URI uri, boolean tls) {
    List<HostAndPort> servers = servers(uri, Sentinels.DEFAULT_PORT);
    String master = uri.getFragment() == null ? Sentinels.DEFAULT_MASTER : uri.getFragment();
    if (!master.matches("[\\w.-]+")) {
      // It may be the end of a password that has a #.
      throw refused("The URL of Redis ends in what is no name of a master");
    }
    Sentinels sentinels =
        new Sentinels(
            master, servers.stream().map(HostAndPort::toString).toList(), tls, null, null);
    return options(uri, tls, servers.get(0)).withSentinels(sentinels);
  }

  private static String authority(URI uri) {
    return uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
  }

  private static RedisOptions options(URI uri, boolean tls, HostAndPort server) {
    if (uri.getQuery() != null) {
      throw refused(PARAMETERS);
    }
    int database = database(uri.getPath());
    String authority = authority(uri);
    int at = authority.indexOf('@');
    String[] signIn = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
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
        null,
        null,
        List.of());
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
    return uri.getHost() == null
        ? server(text, DEFAULT_PORT)
        : server(uri.getHost(), uri.getPort(), DEFAULT_PORT);
  }

  private static HostAndPort server(String text, int defaultPort) {
    Matcher parts = SERVER.matcher(text);
    if (!parts.matches()) {
      throw refused("The URL of Redis names no host, or no sensible one");
    }
    int port = parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2));
    return server(parts.group(1), port, defaultPort);
  }

  private static HostAndPort server(String host, int port, int defaultPort) {
    if (port == 0 || port > LAST_PORT) {
      throw refused("The URL of Redis names a port that there cannot be");
    }
    return new HostAndPort(host.replaceAll("[\\[\\]]", ""), port < 0 ? defaultPort : port);
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
