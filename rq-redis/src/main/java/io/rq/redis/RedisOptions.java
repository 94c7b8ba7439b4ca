package io.rq.redis;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is, and how to talk to it. Begin with {@link #of} and change what shall differ.
 *
 * @param host its name or address; that of the first Sentinel where Sentinels know the server, or
 *     of the first server of a cluster
 * @param port its port, or that Sentinel's, or that first server's
 * @param tls whether to encrypt
 * @param user the user to sign in as; {@code null}: the server's default user
 * @param password the password; {@code null}: none
 * @param database the number of the database, 0 unless the server has more; a cluster has not
 * @param prefix what every key begins with; RQ knows {@code rq} only. One with a hash tag, {@code
 *     {rq}}, puts all keys into one slot of a cluster, which takes no other
 * @param connectTimeout how long to wait for a connection
 * @param answerTimeout how long to wait for an answer
 * @param connections how many connections there may be at once, waiting ones not counted
 * @param clientName what the server's list of clients shows for them; {@code null}: nothing
 * @param sentinels who knows where the server is; {@code null}: it is at that host and port
 * @param cluster where some servers of a cluster are, which know the others: {@code host} or {@code
 *     host:port}, 6379 being the usual port; empty: there is no cluster
 */
public record RedisOptions(
    String host,
    int port,
    boolean tls,
    @Nullable String user,
    @Nullable String password,
    int database,
    String prefix,
    Duration connectTimeout,
    Duration answerTimeout,
    int connections,
    @Nullable String clientName,
    @Nullable Sentinels sentinels,
    List<String> cluster) {

  /**
   * Checks the options, and keeps its own copy of the list.
   *
   * @throws IllegalArgumentException if one of them cannot be meant
   */
  public RedisOptions {
    Objects.requireNonNull(host, "host");
    require(!host.isEmpty(), "an empty host");
    require(port > 0 && port < 65536, "port " + port);
    require(database >= 0, "database " + database);
    require(
        !prefix.isEmpty() && !prefix.endsWith(":"),
        "the prefix '" + prefix + "', empty or with a colon at its end");
    require(connectTimeout.toMillis() > 0, "the connect timeout " + connectTimeout);
    require(answerTimeout.toMillis() > 0, "the answer timeout " + answerTimeout);
    require(connections > 0, connections + " connections");
    require(
        clientName == null || clientName.matches("[!-~]+"),
        "the client name '" + clientName + "', empty or with blanks");
    cluster = List.copyOf(cluster);
    require(cluster.isEmpty() || sentinels == null, "a cluster and Sentinels");
    require(
        cluster.isEmpty() || database == 0,
        "database " + database + " of a cluster, which has database 0 only");
  }

  private static void require(boolean sane, String what) {
    if (!sane) {
      throw new IllegalArgumentException("Redis cannot be used with " + what);
    }
  }

  /**
   * Reads {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS.
   * Where Sentinels know the server it is {@code
   * redis-sentinel://[[user]:password@]host[:port][,host[:port]…][/database][#master]}, with user
   * and password of the server, or {@code rediss-sentinel://} for TLS to it and to them; the
   * master's name is {@code mymaster} if the URL has none. A cluster is {@code
   * redis-cluster://[[user]:password@]host[:port][,host[:port]…]}, or {@code rediss-cluster://},
   * and its keys begin with {@code {rq}}. Characters that a URL reserves are written as {@code %40}
   * and so on in user and password.
   *
   * @throws IllegalArgumentException if the URL is another one; the message does not quote it, as
   *     it may hold a password
   */
  public static RedisOptions of(String url) {
    return RedisUrl.read(Objects.requireNonNull(url, "url"));
  }

  /** The same at another server. */
  public RedisOptions withServer(String newHost, int newPort) {
    return with(
        draft -> {
          draft.host = newHost;
          draft.port = newPort;
          draft.sentinels = null;
          draft.cluster = List.of();
        });
  }

  /** The same at the server that Sentinels know. */
  public RedisOptions withSentinels(Sentinels newSentinels) {
    return with(
        draft -> {
          draft.sentinels = newSentinels;
          draft.cluster = List.of();
        });
  }

  /**
   * The same in the cluster that these servers belong to: {@code host} or {@code host:port}. The
   * prefix needs a hash tag: {@code withPrefix("{rq}")}.
   *
   * @throws IllegalArgumentException if the database is another one than 0
   */
  public RedisOptions withCluster(String... addresses) {
    return with(
        draft -> {
          draft.sentinels = null;
          draft.cluster = List.of(addresses);
        });
  }

  /** The same over TLS. */
  public RedisOptions withTls() {
    return with(draft -> draft.tls = true);
  }

  /**
   * The same with that user and password; {@code null}: the default user, no password. A user
   * without a password signs in with an empty one.
   */
  public RedisOptions withSignIn(@Nullable String newUser, @Nullable String newPassword) {
    return with(
        draft -> {
          draft.user = newUser;
          draft.password = newPassword;
        });
  }

  /** The same in another database. */
  public RedisOptions withDatabase(int number) {
    return with(draft -> draft.database = number);
  }

  /** The same with other keys. */
  public RedisOptions withPrefix(String newPrefix) {
    return with(draft -> draft.prefix = newPrefix);
  }

  /** The same with other times to wait for a connection and for an answer. */
  public RedisOptions withTimeouts(Duration connect, Duration answer) {
    return with(
        draft -> {
          draft.connectTimeout = connect;
          draft.answerTimeout = answer;
        });
  }

  /** The same with another number of connections. */
  public RedisOptions withConnections(int atMost) {
    return with(draft -> draft.connections = atMost);
  }

  /** The same with a name that the server's list of clients shows for every connection. */
  public RedisOptions withClientName(String name) {
    return with(draft -> draft.clientName = name);
  }

  private RedisOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The address as a URL, without user and password. */
  public String address() {
    if (sentinels != null) {
      String scheme = tls ? "rediss-sentinel" : "redis-sentinel";
      return scheme
          + "://"
          + String.join(",", sentinels.addresses())
          + "/"
          + database
          + "#"
          + sentinels.master();
    }
    if (!cluster.isEmpty()) {
      return (tls ? "rediss-cluster" : "redis-cluster") + "://" + String.join(",", cluster);
    }
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (tls ? "rediss" : "redis") + "://" + bracketed + ":" + port + "/" + database;
  }

  /** The address and the prefix; never the password. */
  @Override
  public String toString() {
    return address() + " (keys " + prefix + ":…)";
  }

  /** Options that are being changed. */
  private static final class Draft {

    private String host;
    private int port;
    private boolean tls;
    private @Nullable String user;
    private @Nullable String password;
    private int database;
    private String prefix;
    private Duration connectTimeout;
    private Duration answerTimeout;
    private int connections;
    private @Nullable String clientName;
    private @Nullable Sentinels sentinels;
    private List<String> cluster;

    Draft(RedisOptions from) {
      host = from.host;
      port = from.port;
      tls = from.tls;
      user = from.user;
      password = from.password;
      database = from.database;
      prefix = from.prefix;
      connectTimeout = from.connectTimeout;
      answerTimeout = from.answerTimeout;
      connections = from.connections;
      clientName = from.clientName;
      sentinels = from.sentinels;
      cluster = from.cluster;
    }

    RedisOptions options() {
      return new RedisOptions(
          host,
          port,
          tls,
          user,
          password,
          database,
          prefix,
          connectTimeout,
          answerTimeout,
          connections,
          clientName,
          sentinels,
          cluster);
    }
  }
}
