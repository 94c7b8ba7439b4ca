package io.rq.redis;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/**
 * Where connections come from: one server, the one of several that Sentinels say is master, or the
 * one of a cluster that has the keys.
 */
interface Servers extends AutoCloseable {

  /** Where the server is, as far as is known. */
  HostAndPort address();

  /** A connection out of the pool, to which closing brings it back. */
  Connection borrow();

  /** A connection of one's own. */
  Connection open();

  /**
   * A connection broke, or its server says that the cluster is down: gives up those that lie idle
   * in the pool, and looks where the server is now.
   */
  void clear();

  /**
   * A server says that another one has the keys: goes there. The call had no effect and can be made
   * again; {@code false}: not here.
   */
  default boolean follow(JedisMovedDataException answer) {
    return false;
  }

  @Override
  void close();

  /** The servers that the options name; that they can be reached is not known yet. */
  static Servers of(RedisOptions options) {
    JedisClientConfig config =
        patient(options, options.tls())
            .user(options.user())
            .password(password(options.user(), options.password()))
            .database(options.database())
            .clientName(options.clientName())
            .build();
    ConnectionPoolConfig pooling = new ConnectionPoolConfig();
    pooling.setMaxTotal(options.connections());
    pooling.setMaxIdle(options.connections());
    pooling.setJmxEnabled(false);
    Sentinels sentinels = options.sentinels();
    if (!options.cluster().isEmpty()) {
      return new ClusterSlot(options, config, pooling);
    }
    if (sentinels == null) {
      if (options.tls()) {
        TlsProbe.check(options);
      }
      return new One(new HostAndPort(options.host(), options.port()), config, pooling);
    }
    JedisClientConfig toSentinels =
        patient(options, sentinels.tls())
            .user(sentinels.user())
            .password(password(sentinels.user(), sentinels.password()))
            .build();
    return new Master(sentinels, config, pooling, toSentinels);
  }

  /**
   * A user without a password signs in, too; without one at all Jedis would go on as the default.
   */
  private static @Nullable String password(@Nullable String user, @Nullable String password) {
    return user != null && password == null ? "" : password;
  }

  private static DefaultJedisClientConfig.Builder patient(RedisOptions options, boolean tls) {
    return DefaultJedisClientConfig.builder()
        .resp2()
        .connectionTimeoutMillis(Math.toIntExact(options.connectTimeout().toMillis()))
        .socketTimeoutMillis(Math.toIntExact(options.answerTimeout().toMillis()))
        .sslOptions(tls ? SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build() : null);
  }

  /** The addresses, those without a port at the usual one. */
  static Set<HostAndPort> addresses(List<String> texts, int usualPort) {
    return texts.stream()
        .map(
            text ->
                text.matches(".*[^:]:\\d+")
                    ? HostAndPort.from(text)
                    : new HostAndPort(text, usualPort))
        .collect(Collectors.toSet());
  }

  /** Breaks a connection, which ends a call that waits for an answer. */
  static void cut(Connection connection) {
    try {
      connection.forceDisconnect();
    } catch (IOException | JedisException e) {
      // It is gone either way.
      connection.setBroken();
    }
  }

  /** The server at one address. */
  final class One implements Servers {

    private final HostAndPort server;
    private final JedisClientConfig config;
    private final ConnectionPool pool;

    private One(HostAndPort server, JedisClientConfig config, ConnectionPoolConfig pooling) {
      this.server = server;
      this.config = config;
      this.pool = new ConnectionPool(server, config, pooling);
    }

    @Override
    public HostAndPort address() {
      return server;
    }

    @Override
    public Connection borrow() {
      return pool.getResource();
    }

    @Override
    public Connection open() {
      return new Connection(server, config);
    }

    @Override
    public void clear() {
      pool.clear();
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  /** The master, whichever that is: Jedis listens to the Sentinels, and follows it. */
  final class Master implements Servers {

    private final JedisClientConfig config;
    private final SentineledConnectionProvider provider;

    private Master(
        Sentinels sentinels,
        JedisClientConfig config,
        ConnectionPoolConfig pooling,
        JedisClientConfig toSentinels) {
      this.config = config;
      Set<HostAndPort> addresses = Servers.addresses(sentinels.addresses(), Sentinels.DEFAULT_PORT);
      this.provider =
          new SentineledConnectionProvider(
              sentinels.master(), config, pooling, addresses, toSentinels);
    }

    @Override
    public HostAndPort address() {
      return provider.getCurrentMaster();
    }

    @Override
    public Connection borrow() {
      return provider.getConnection();
    }

    @Override
    public Connection open() {
      return new Connection(address(), config);
    }

    @Override
    public void clear() {
      provider.getConnectionMap().values().forEach(pool -> pool.clear());
    }

    @Override
    public void close() {
      provider.close();
    }
  }
}
