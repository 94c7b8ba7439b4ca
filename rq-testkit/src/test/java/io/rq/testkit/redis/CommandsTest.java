package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rq.BackendException;
import io.rq.JobId;
import io.rq.WorkerName;
import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.spi.Command;
import io.rq.spi.Signals.Subscription;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import io.rq.testkit.golden.Golden;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Commands on the wire, and what becomes of a listener whose server does not behave. */
@Timeout(60)
class CommandsTest {

  private static final WorkerName WORKER = WorkerName.of("worker-1");
  private static final Command STOP = new Command.StopJob(JobId.of("job-1"));

  private final BlockingQueue<Command> heard = new LinkedBlockingQueue<>();
  private RedisServer server;
  private RedisBackend backend;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    Duration second = Duration.ofSeconds(1);
    backend = RedisBackend.connect(RedisOptions.of(server.url()).withTimeouts(second, second));
  }

  @AfterEach
  void stop() {
    backend.close();
    server.close();
  }

  private Subscription listen() {
    return backend.signals().listen(WORKER, heard::add);
  }

  private Command next() throws InterruptedException {
    return heard.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void areWhatRqWrites() throws Exception {
    try (CommandLog log = new CommandLog(server.port())) {
      backend.signals().send(WORKER, STOP);
      backend.signals().send(WORKER, new Command.KillHorse());
      backend.signals().send(WORKER, new Command.Shutdown());

      assertThat(log.arguments("PUBLISH"))
          .containsExactlyElementsOf(
              Golden.read("pubsub-commands").messages().stream()
                  .map(payload -> "rq:pubsub:worker-1 " + payload)
                  .toList());
    }
  }

  @Test
  void areUnderstoodAsRqWritesThem() throws Exception {
    listen();
    try (Jedis redis = new Jedis(server.url())) {
      Golden.read("pubsub-commands")
          .messages()
          .forEach(payload -> redis.publish("rq:pubsub:worker-1", payload));

      assertThat(next()).isEqualTo(STOP);
      assertThat(next()).isEqualTo(new Command.KillHorse());
      assertThat(next()).isEqualTo(new Command.Shutdown());
    }
  }

  @Test
  void whatCannotBeUnderstoodIsSkipped() throws Exception {
    listen();
    try (Jedis redis = new Jedis(server.url())) {
      for (String payload :
          new String[] {
            "",
            "no JSON",
            "{",
            "[]",
            "7",
            "null",
            "{}",
            "{\"command\": 7}",
            "{\"command\": {}}",
            "{\"command\": \"dance\"}",
            "{\"command\": \"stop-job\"}",
            "{\"command\": \"stop-job\", \"job_id\": \"a:b\"}",
            "{\"command\": \"stop-job\", \"job_id\": []}",
            "{\"command\":\"stop-job\",\"job_id\":\"job-1\",\"more\":1}"
          }) {
        redis.publish("rq:pubsub:worker-1", payload);
      }

      assertThat(next()).isEqualTo(STOP);
      assertThat(heard).isEmpty();
    }
  }

  @Test
  @Pins("CMD-05")
  void aListenerThatThrowsGoesOnListening() throws Exception {
    BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
    thrown.add(new IllegalStateException("thrown on purpose"));
    thrown.add(new NoClassDefFoundError("thrown on purpose"));
    backend
        .signals()
        .listen(
            WORKER,
            command -> {
              Throwable next = thrown.poll();
              if (next instanceof Error error) {
                throw error;
              }
              if (next instanceof RuntimeException exception) {
                throw exception;
              }
              heard.add(command);
            });

    for (int i = 0; i < 3; i++) {
      assertThat(backend.signals().send(WORKER, STOP)).as("it listens").isTrue();
    }

    assertThat(next()).isEqualTo(STOP);
    assertThat(thrown).isEmpty();
  }

  @Test
  void aListenerMayEndItsOwnListening() throws Exception {
    BlockingQueue<Subscription> self = new LinkedBlockingQueue<>();
    self.add(
        backend
            .signals()
            .listen(
                WORKER,
                command -> {
                  self.forEach(Subscription::close);
                  heard.add(command);
                }));

    backend.signals().send(WORKER, STOP);

    assertThat(next()).isEqualTo(STOP);
    await().until(() -> !backend.signals().send(WORKER, STOP));
  }

  @Test
  @Pins("CMD-05")
  void aConnectionThatIsLostIsMadeAgain() throws Exception {
    listen();
    try (Jedis redis = new Jedis(server.url())) {
      redis.clientKill(ClientKillParams.clientKillParams().type(ClientType.PUBSUB));

      await().until(() -> backend.signals().send(WORKER, STOP));

      assertThat(next()).isEqualTo(STOP);
    }
  }

  @Test
  @Pins("CMD-05")
  void aServerThatComesBackIsListenedToAgain() throws Exception {
    listen();

    server = server.restart();

    await().ignoreExceptions().until(() -> backend.signals().send(WORKER, STOP));
    assertThat(next()).isEqualTo(STOP);
  }

  @Test
  void closingEndsSoonWhateverTheServerDoes() {
    Subscription cutOff = listen();
    Subscription frozen = listen();
    server.freeze();
    long begun = System.nanoTime();
    frozen.close();
    server.thaw();
    server.kill();
    cutOff.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void whoCannotBeginToListenIsTold() {
    server.kill();

    assertThatThrownBy(this::listen)
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("Cannot reach Redis at ");
  }
}
