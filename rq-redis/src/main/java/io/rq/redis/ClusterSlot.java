package io.rq.redis;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The server of a cluster that has the one slot in which all keys are, whichever that is. Jedis
 * reads the map of the cluster; a server that gave the slot away names the one that got it.
 */
final class ClusterSlot implements Servers {

  private final int slot;
  private final JedisClientConfig config;
  private final ClusterConnectionProvider map;
  private final DefaultJedisSocketFactory way;
  private final ConnectionPool pool;

  /** Those of their own: calls that wait at the server would wait on when the slot has gone. */
  private final Set<Connection> opened = ConcurrentHashMap.newKeySet();

  ClusterSlot(RedisOptions options, JedisClientConfig config, ConnectionPoolConfig pooling) {
    this.slot = JedisClusterCRC16.getSlot(tagged(options.prefix()) + ":");
    this.config = config;
    this.map = map(Servers.addresses(options.cluster(), RedisUrl.DEFAULT_PORT), config, pooling);
    this.way = new DefaultJedisSocketFactory(map.getNode(slot), config);
    this.pool = new ConnectionPool(new ConnectionFactory(way, config), pooling);
  }

  /** The prefix, which has what puts all keys into one slot: text in braces. */
  private static String tagged(String prefix) {
    if (!prefix.matches("[^{]*\\{[^}]+}.*")) {
      throw new IllegalArgumentException(
          "Redis Cluster cannot be used with the prefix '%s', which has no hash tag to keep all keys in one slot: set it to '{%s}', by RedisOptions.withPrefix or RQ_KEY_PREFIX"
              .formatted(prefix, prefix.replaceAll("[{}]", "")));
    }
    return prefix;
  }

  private static ClusterConnectionProvider map(
      Set<HostAndPort> servers, JedisClientConfig config, ConnectionPoolConfig pooling) {
    try {
      return new ClusterConnectionProvider(servers, config, pooling);
    } catch (JedisClusterOperationException e) {
      // It says no more than that it failed; what one of the servers said is as good as any.
      for (Throwable said : e.getSuppressed()) {
        if (said instanceof JedisException jedis) {
          throw jedis;
        }
      }
      throw e;
    }
  }

  @Override
  public HostAndPort address() {
    return way.getHostAndPort();
  }

  @Override
  public Connection borrow() {
    return reaching(pool::getResource);
  }

  @Override
  public Connection open() {
    HostAndPort owner = address();
    Connection connection = reaching(() -> new Connection(way, config));
    opened.removeIf(other -> !other.isConnected());
    opened.add(connection);
    if (!owner.equals(address())) {
      // It may lead to either.
      opened.remove(connection);
      Servers.cut(connection);
      return open();
    }
    return connection;
  }

  /** Tries once more if the slot has gone elsewhere. */
  private Connection reaching(Supplier<Connection> made) {
    try {
      return made.get();
    } catch (JedisConnectionException e) {
      if (lookUp()) {
        return made.get();
      }
      throw e;
    }
  }

  /** Asks the cluster where the slot is; {@code false}: where it was, or nobody knows. */
  private boolean lookUp() {
    map.renewSlotCache();
    HostAndPort owner = map.getNode(slot);
    return owner != null && follow(owner);
  }

  private boolean follow(HostAndPort owner) {
    boolean isNew = !owner.equals(address());
    way.updateHostAndPort(owner);
    pool.clear();
    if (isNew) {
      List.copyOf(opened).forEach(Servers::cut);
    }
    return isNew;
  }

  @Override
  public boolean follow(JedisMovedDataException answer) {
    follow(answer.getTargetNode());
    return true;
  }

  @Override
  public void clear() {
    pool.clear();
    lookUp();
  }

  @Override
  public void close() {
    pool.close();
    map.close();
  }
}
