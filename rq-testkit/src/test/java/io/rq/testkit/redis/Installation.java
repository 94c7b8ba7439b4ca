package io.rq.testkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rq.JsonSerializer;
import io.rq.Rq;
import io.rq.Serializer;
import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.spi.Bytes;
import io.rq.spi.JobStore;
import io.rq.testkit.RedisServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.RedisClient;

/**
 * An installation of RQ that one test has for itself: a backend, programs on it, and a client to
 * look at the keys and to write what other programs may write. Field of a test, with
 * {@code @RegisterExtension}.
 */
public final class Installation implements AfterEachCallback {

  private final String prefix;
  private final RedisClient client;
  private final RedisBackend backend;
  private final List<Rq> programs = new ArrayList<>();

  private Installation(String url, String prefix) {
    this.prefix = prefix;
    this.client = RedisClient.create(URI.create(url));
    this.backend = RedisBackend.connect(RedisOptions.of(url).withPrefix(prefix));
  }

  /** On the server that all tests share, under keys that nobody else has. */
  public static Installation onSharedServer() {
    return new Installation(RedisServer.shared().url(), RedisKeys.fresh().prefix());
  }

  /** On a server that is empty, under the keys that RQ itself has. */
  public static Installation onEmptyServer() {
    Installation installation = new Installation(Own.SERVER.url(), "rq");
    installation.client.flushAll();
    return installation;
  }

  /** A client of the server. */
  public RedisClient client() {
    return client;
  }

  /** The backend. */
  public RedisBackend backend() {
    return backend;
  }

  /** A program on it, whose clock that is; closed when the test is over. */
  public Rq program(InstantSource clock) {
    return program(clock, new JsonSerializer());
  }

  /** The same, which writes and reads with that serializer. */
  public Rq program(InstantSource clock, Serializer serializer) {
    Rq program = Rq.on(backend).clock(clock).serializer(serializer).open();
    programs.add(program);
    return program;
  }

  /** Its jobs. */
  public JobStore jobs() {
    return backend.jobs();
  }

  /** The key of that name, with the prefix in front. */
  public String key(String name) {
    return prefix + ":" + name;
  }

  /** The ids of the jobs that have a record, whatever they are. */
  public Set<String> jobIds() {
    return new RedisKeys(prefix)
        .names().stream()
            .filter(name -> name.matches("job:[^:]*"))
            .map(name -> name.substring("job:".length()))
            .collect(Collectors.toSet());
  }

  /** Writes what is the least of a job of queue {@code mail}, and more fields of it. */
  public void writeJob(String id, String... fields) {
    Map<String, String> hash = new HashMap<>(Map.of("data", "call", "origin", "mail"));
    for (int i = 0; i < fields.length; i += 2) {
      hash.put(fields[i], fields[i + 1]);
    }
    client.hset(key("job:" + id), hash);
  }

  /** Writes a field that need not be text. */
  public void writeField(String id, String field, byte[] value) {
    client.hset(key("job:" + id).getBytes(UTF_8), field.getBytes(UTF_8), value);
  }

  /** Reads a field that need not be text. */
  public Bytes readField(String id, String field) {
    return Bytes.of(client.hget(key("job:" + id).getBytes(UTF_8), field.getBytes(UTF_8)));
  }

  /** Puts ids into a queue, whatever they are. */
  public void push(String queue, String... ids) {
    client.rpush(key("queue:" + queue), ids);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    programs.forEach(Rq::close);
    backend.close();
    client.close();
    if (!prefix.equals("rq")) {
      new RedisKeys(prefix).remove();
    }
  }

  /** A server of this program's own, which it may empty. */
  private static final class Own {
    static final RedisServer SERVER = RedisServer.start();
  }
}
