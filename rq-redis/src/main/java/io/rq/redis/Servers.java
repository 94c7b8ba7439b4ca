package io.rq.redis;

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
import redis.clients.jedis.providers.SentineledConnectionProvider;

/** Where connections come from: one server, or the one of several that Sentinels say is master. */
interface Servers extends AutoCloseable {

  /** A connection out of the pool, to which closing brings it back. */
  Connection borrow();

  /** A connection of one's own. */
  Connection open();

  /** Gives up the connections that lie idle in the pool. */
  void clear();

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
      Set<HostAndPort> addresses =
          sentinels.addresses().stream().map(Master::address).collect(Collectors.toSet());
      this.provider =
          new SentineledConnectionProvider(
              sentinels.master(), config, pooling, addresses, toSentinels);
    }

    private static HostAndPort address(String text) {
      return text.matches(".*[^:]:\\d+") ? HostAndPort.from(text) : withUsualPort(text);
    }

    private static HostAndPort withUsualPort(String host) {
      return new HostAndPort(host, Sentinels.DEFAULT_PORT);
    }

    @Override
    public Connection borrow() {
      return provider.getConnection();
    }

    @Override
    public Connection open() {
      return new Connection(provider.getCurrentMaster(), config);
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
