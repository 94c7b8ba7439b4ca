package io.rq.testkit.redis;

import static org.awaitility.Awaitility.await;

import io.rq.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A Sentinel that watches a server, by the program of that server. */
public final class Sentinel implements AutoCloseable {

  /** The name of the master. */
  public static final String MASTER = "mymaster";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final int port;

  private Sentinel(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one; returns when it knows so many replicas of the server. */
  public static Sentinel watching(RedisServer server, int replicas, Path directory) {
    int port = freePort();
    Path configuration = directory.resolve("sentinel-" + port + ".conf");
    String program = server.process().orElseThrow().info().command().orElseThrow();
    try {
      Files.writeString(
          configuration,
          """
          port %d
          bind 127.0.0.1
          dir %s
          sentinel monitor %s 127.0.0.1 %d 1
          sentinel down-after-milliseconds %s 300
          sentinel failover-timeout %s 3000
          """
              .formatted(port, directory, MASTER, server.port(), MASTER, MASTER));
      Process process =
          new ProcessBuilder(program, configuration.toString(), "--sentinel")
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("sentinel-" + port + ".log").toFile())
              .start();
      Sentinel sentinel = new Sentinel(process, port);
      await().atMost(PATIENCE).until(() -> sentinel.replicas() == replicas);
      return sentinel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int replicas() {
    try (Jedis sentinel = new Jedis("127.0.0.1", port)) {
      return Integer.parseInt(sentinel.sentinelMaster(MASTER).getOrDefault("num-slaves", "-1"));
    } catch (JedisException e) {
      return -1; // not yet there
    }
  }

  /** Waits until it says that the master is another server than at that port. */
  public void awaitMasterOtherThan(int old) {
    await().atMost(PATIENCE).until(() -> !master().endsWith(":" + old));
  }

  private String master() {
    try (Jedis sentinel = new Jedis("127.0.0.1", port)) {
      return String.join(":", sentinel.sentinelGetMasterAddrByName(MASTER));
    }
  }

  /** Where it is, as {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The URL of its master. */
  public String url() {
    return "redis-sentinel://" + address() + "/0#" + MASTER;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
