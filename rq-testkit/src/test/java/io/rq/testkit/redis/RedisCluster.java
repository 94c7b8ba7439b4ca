package io.rq.testkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A cluster for tests, of Redis 7: three masters, and a replica of the one that has the slot of
 * {@code {rq}}. No server takes another one for lost within a test, however slow the machine is:
 * who takes over, and when, is said by the test.
 */
public final class RedisCluster implements AutoCloseable {

  private static final int START_ATTEMPTS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final JedisClientConfig TALK =
      DefaultJedisClientConfig.builder().resp2().timeoutMillis(20_000).build();

  /** The servers, and the port at which the others of the cluster talk to each. */
  private final Map<RedisServer, Integer> servers = new LinkedHashMap<>();

  private final int firstMasters;

  private RedisCluster(int firstMasters) {
    this.firstMasters = firstMasters;
  }

  /** Starts one; returns when all its servers know each other and take calls. */
  public static RedisCluster form() {
    return form(3, 1);
  }

  /** One that has a single server, {@code owner("{rq}")}. */
  public static RedisCluster alone() {
    return form(1, 0);
  }

  private static RedisCluster form(int masters, int replicas) {
    RedisCluster cluster = new RedisCluster(masters);
    try {
      for (int i = 0; i < masters + replicas; i++) {
        cluster.start();
      }
      cluster.join();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** One for all tests that lose none of its servers; it lives as long as they do. */
  public static RedisCluster shared() {
    return Shared.CLUSTER;
  }

  private void start() {
    for (int attempt = 1; true; attempt++) {
      int bus = freePort();
      String options =
          "--cluster-enabled yes --cluster-port %s --cluster-announce-ip 127.0.0.1 --cluster-node-timeout 60000 --repl-diskless-sync-delay 0"
              .formatted(bus);
      try {
        servers.put(RedisServer.start(options.split(" ")), bus);
        return;
      } catch (IllegalStateException e) {
        // Somebody else may have taken the port in between.
        if (attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void join() {
    List<RedisServer> all = List.copyOf(servers.keySet());
    for (int i = 0; i < all.size(); i++) {
      cluster(all.get(i), "SET-CONFIG-EPOCH", i + 1);
      if (i < firstMasters) {
        int first = Protocol.CLUSTER_HASHSLOTS * i / firstMasters;
        int last = Protocol.CLUSTER_HASHSLOTS * (i + 1) / firstMasters - 1;
        cluster(all.get(i), "ADDSLOTSRANGE", first, last);
      }
      for (RedisServer other : all.subList(0, i)) {
        cluster(all.get(i), "MEET", "127.0.0.1", other.port(), servers.get(other));
      }
    }
    all.forEach(server -> await().atMost(PATIENCE).until(() -> knowsAll(server)));
    for (RedisServer replica : all.subList(firstMasters, all.size())) {
      cluster(replica, "REPLICATE", id(owner("{rq}")));
      awaitCopies(replica);
    }
  }

  private boolean knowsAll(RedisServer server) {
    String info = cluster(server, "INFO");
    return info.contains("cluster_state:ok")
        && info.contains("cluster_known_nodes:" + servers.size());
  }

  private static void awaitCopies(RedisServer replica) {
    await()
        .atMost(PATIENCE)
        .until(() -> on(replica, r -> r.info("replication")).contains("master_link_status:up"));
  }

  /** The URL that names those that were the masters at first. */
  public String url() {
    return servers.keySet().stream()
        .limit(firstMasters)
        .map(server -> "127.0.0.1:" + server.port())
        .collect(Collectors.joining(",", "redis-cluster://", ""));
  }

  /** The server that says that it has the keys with that prefix. */
  public RedisServer owner(String prefix) {
    return masters().stream().filter(server -> isOwner(server, prefix)).findFirst().orElseThrow();
  }

  /** Another master than that one. */
  public RedisServer otherThan(RedisServer master) {
    return masters().stream().filter(server -> server != master).findFirst().orElseThrow();
  }

  private List<RedisServer> masters() {
    return servers.keySet().stream().filter(server -> role(server).equals("master")).toList();
  }

  private RedisServer replica() {
    return servers.keySet().stream()
        .filter(server -> role(server).equals("slave"))
        .findFirst()
        .orElseThrow();
  }

  private static String role(RedisServer server) {
    try {
      return (String) on(server, Jedis::role).get(0);
    } catch (JedisException e) {
      return "lost";
    }
  }

  private static boolean isOwner(RedisServer server, String prefix) {
    int slot = slot(prefix);
    return cluster(server, "NODES")
        .lines()
        .filter(line -> line.contains("myself,master"))
        .flatMap(line -> Stream.of(line.split(" ")).skip(8))
        .filter(range -> !range.startsWith("[")) // a slot on its way
        .map(range -> range.split("-"))
        .anyMatch(
            range ->
                Integer.parseInt(range[0]) <= slot
                    && slot <= Integer.parseInt(range[range.length - 1]));
  }

  private static int slot(String prefix) {
    return JedisClusterCRC16.getSlot(prefix + ":");
  }

  private static String id(RedisServer server) {
    return cluster(server, "MYID");
  }

  /** Waits until the replica has all that its master was told until now. */
  public void awaitCopy() {
    RedisServer replica = replica();
    String last = "{rq}last";
    on(owner("{rq}"), master -> master.set(last, "word"));
    await().atMost(PATIENCE).until(() -> on(replica, copy -> readonly(copy).exists(last)));
  }

  private static Jedis readonly(Jedis copy) {
    copy.readonly();
    return copy;
  }

  /** Lets the replica take the place of its master, which may be lost; it asks nobody. */
  public void takeOver() {
    RedisServer replica = replica();
    cluster(replica, "FAILOVER", "TAKEOVER");
    await().atMost(PATIENCE).until(() -> isOwner(replica, "{rq}"));
  }

  /** Lets the replica and its master change places, as before the master is repaired. */
  public void changePlaces() {
    RedisServer master = owner("{rq}");
    awaitCopy();
    takeOver();
    await().atMost(PATIENCE).until(() -> role(master).equals("slave"));
    awaitCopies(master);
  }

  /** Lets the only server say that it is elsewhere. */
  public void announce(String host, int port) {
    configure("cluster-announce-hostname", host);
    configure("cluster-announce-port", Integer.toString(port));
    configure("cluster-preferred-endpoint-type", "hostname");
  }

  /** Lets the only server in who knows the password, and nobody else; not even this. */
  public void requirePassword(String password) {
    configure("requirepass", password);
  }

  private void configure(String name, String value) {
    on(owner("{rq}"), server -> server.configSet(name, value));
  }

  /** Begins to move the slot with the keys of that prefix, as {@code redis-cli} does. */
  public void beginMove(String prefix, RedisServer to) {
    RedisServer from = owner(prefix);
    cluster(to, "SETSLOT", slot(prefix), "IMPORTING", id(from));
    cluster(from, "SETSLOT", slot(prefix), "MIGRATING", id(to));
  }

  /** Ends that: brings the keys, and then says that they are there. */
  public void endMove(String prefix, RedisServer to) {
    RedisServer from = owner(prefix);
    String id = id(to);
    String[] keys = keys(from, prefix).toArray(new String[0]);
    on(from, r -> r.migrate("127.0.0.1", to.port(), 10_000, new MigrateParams(), keys));
    cluster(to, "SETSLOT", slot(prefix), "NODE", id);
    cluster(from, "SETSLOT", slot(prefix), "NODE", id);
  }

  /** Waits until so many calls wait at the server that has the keys of that prefix. */
  public void awaitWaiting(String prefix, int calls) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                on(owner(prefix), r -> r.info("clients"))
                    .contains("blocked_clients:" + calls + "\r"));
  }

  /** The masters that have keys of that prefix. */
  public List<RedisServer> keepers(String prefix) {
    return masters().stream().filter(master -> !keys(master, prefix).isEmpty()).toList();
  }

  /** A backend on it, with that prefix. */
  public RedisBackend connect(String prefix) {
    return RedisBackend.connect(RedisOptions.of(url()).withPrefix(prefix));
  }

  /** Removes the keys of that prefix. */
  public void remove(String prefix) {
    for (RedisServer keeper : keepers(prefix)) {
      on(keeper, r -> r.unlink(keys(keeper, prefix).toArray(new String[0])));
    }
  }

  private static Set<String> keys(RedisServer server, String prefix) {
    return on(server, r -> r.keys(prefix + ":*"));
  }

  private static String cluster(RedisServer server, Object... words) {
    String[] texts = Stream.of(words).map(Object::toString).toArray(String[]::new);
    return on(
        server, r -> new String((byte[]) r.sendCommand(Protocol.Command.CLUSTER, texts), UTF_8));
  }

  private static <T> T on(RedisServer server, Function<Jedis, T> call) {
    try (Jedis redis = new Jedis(new HostAndPort("127.0.0.1", server.port()), TALK)) {
      return call.apply(redis);
    }
  }

  @Override
  public void close() {
    servers.keySet().forEach(RedisServer::close);
  }

  private static final class Shared {
    static final RedisCluster CLUSTER = RedisCluster.form();
  }
}
