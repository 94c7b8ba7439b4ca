package io.rq.testkit.backend;

import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.spi.Backend;
import io.rq.testkit.RedisServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/** Keys that nobody else uses, on a server for tests. */
final class RedisInstallation implements Installation {

  /** Takes time off what every key has left to live, and removes those that have none left. */
  private static final String AGE =
      """
      local cursor = '0'
      repeat
        local page = redis.call('SCAN', cursor, 'MATCH', ARGV[1], 'COUNT', 1000)
        cursor = page[1]
        for _, key in ipairs(page[2]) do
          local left = redis.call('PTTL', key)
          if left >= 0 then
            redis.call('PEXPIRE', key, left - tonumber(ARGV[2]))
          end
        end
      until cursor == '0'
      """;

  /** How long a server may take to notice that a connection was closed. */
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final RedisServer server;
  private final @Nullable TcpProxy way;
  private final String prefix;
  private final RedisClient client;
  private final Backend backend;

  private RedisInstallation(RedisServer server, boolean own) {
    this.server = server;
    this.way = own ? new TcpProxy(server.port()) : null;
    this.prefix = "{test-" + UUID.randomUUID() + "}";
    RedisOptions options =
        RedisOptions.of(way == null ? server.url() : "redis://127.0.0.1:" + way.port() + "/0");
    this.client = RedisClient.create(URI.create(server.url()));
    this.backend =
        RedisBackend.connect(
            options
                .withPrefix(prefix)
                .withClientName(prefix)
                .withTimeouts(
                    Duration.ofSeconds(1), own ? Duration.ofSeconds(1) : Duration.ofSeconds(5)));
  }

  static RedisInstallation on(RedisServer server, boolean own) {
    return new RedisInstallation(server, own);
  }

  @Override
  public Backend backend() {
    return backend;
  }

  @Override
  public void age(Duration by) {
    client.eval(AGE, List.of(), List.of(prefix + ":*", Long.toString(by.toMillis())));
  }

  @Override
  public List<String> connections() {
    long deadline = System.nanoTime() + GOODBYE.toNanos();
    List<String> open = clients();
    while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      open = clients();
    }
    return open;
  }

  private List<String> clients() {
    CommandArguments list = new CommandArguments(Protocol.Command.CLIENT).add("LIST");
    return new String((byte[]) client.executeCommand(list), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains(" name=" + prefix + " "))
        .toList();
  }

  @Override
  public Optional<ServerFaults> serverFaults() {
    return Optional.ofNullable(way).map(open -> new RedisFaults(open, client));
  }

  @Override
  public void close() {
    try (client) {
      if (way != null) {
        way.close();
        server.close();
      } else {
        client.eval(
            "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('UNLINK', key) end",
            List.of(),
            List.of(prefix + ":*"));
      }
    }
  }

  @Override
  public String toString() {
    return "redis at " + RedisOptions.of(server.url()).address();
  }
}
