package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rq.BackendException;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.RqConfig;
import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.redis.RedisRq;
import io.rq.spi.Place;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a user is told who cannot connect. */
class ConnectTest {

  private static final String SECRET = "s3cr3t";

  private static RedisServer locked;

  @BeforeAll
  static void start() {
    locked = RedisServer.start("--requirepass", SECRET);
  }

  @AfterAll
  static void stop() {
    locked.close();
  }

  @Test
  @Pins({"F-03", "F-04"})
  void opensTheServerThatIsConfigured() {
    RqConfig config =
        RqConfig.defaults()
            .withRedisUrl(locked.url().replace("://", "://:" + SECRET + "@"))
            .withKeyPrefix("mine")
            .withQueues("high");

    try (Rq rq = RedisRq.open(config)) {
      assertThat(rq.toString()).contains("keys mine:").doesNotContain(SECRET);
      assertThat(rq.queue().name()).isEqualTo("high");
    }
  }

  @Test
  void aServerThatIsNotThereIsNamedWithAddress() throws IOException {
    int port;
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = nobody.getLocalPort();
    }
    String url = "redis://127.0.0.1:" + port + "/3";

    assertThatThrownBy(() -> RedisBackend.connect(url))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("Cannot reach Redis at " + url + ": ")
        .hasMessageContaining("refused")
        .hasMessageEndingWith("Is it running?");
  }

  @Test
  void anUnknownHostIsNamed() {
    assertThatThrownBy(() -> RedisBackend.connect("redis://no-such-host.invalid:6379/0"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("unknown host no-such-host.invalid");
  }

  @Test
  void aMissingPasswordIsAskedFor() {
    assertThatThrownBy(() -> RedisBackend.connect(locked.url()))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "Redis at %s wants a password: put it into the URL, redis://:password@host:port/database, or redis://user:password@host:port/database for a user of an ACL"
                .formatted(locked.url()));
  }

  @Test
  void aWrongPasswordIsCalledThatAndNeverShown() {
    String url = "redis://:wr0ng-one@127.0.0.1:" + locked.port() + "/0";

    assertThatThrownBy(() -> RedisBackend.connect(url))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("refuses the user name or the password")
        .satisfies(e -> assertThat(everythingPrinted(e)).doesNotContain("wr0ng-one"));
  }

  @Test
  void theRightPasswordOpens() {
    String url = "redis://default:" + SECRET + "@127.0.0.1:" + locked.port() + "/0";

    try (RedisBackend backend = RedisBackend.connect(url)) {
      assertThat(backend.jobs().count(QueueName.of("mail"), Place.QUEUED)).isZero();
      assertThat(backend.toString()).contains("127.0.0.1").doesNotContain(SECRET);
    }
  }

  @Test
  void aDatabaseThatTheServerDoesNotHaveIsToldInItsWords() {
    assertThatThrownBy(() -> RedisBackend.connect(RedisServer.shared().url(9999)))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("out of range");
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() {
    RedisServer frozen = RedisServer.start();
    frozen.freeze();
    RedisOptions impatient =
        RedisOptions.of(frozen.url()).withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(200));

    assertThatThrownBy(() -> RedisBackend.connect(impatient))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining(frozen.url());
    frozen.close();
  }

  @Test
  void aServerWithoutTlsIsToldFromOneThatIsNotThere() {
    RedisOptions tls =
        RedisOptions.of(locked.url().replace("redis://", "rediss://"))
            .withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(300));

    assertThatThrownBy(() -> RedisBackend.connect(tls))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("Cannot reach Redis at rediss://127.0.0.1:")
        .hasMessageContaining("The URL says rediss, which means TLS, and TLS did not begin")
        .hasMessageEndingWith("write redis");
  }

  @Test
  void aServerThatHangsUpMayWantTls() throws IOException {
    try (ServerSocket hangsUp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try {
                  while (true) {
                    hangsUp.accept().close();
                  }
                } catch (IOException e) {
                  // closed: that was all
                }
              });
      server.setDaemon(true);
      server.start();

      assertThatThrownBy(() -> RedisBackend.connect("redis://127.0.0.1:" + hangsUp.getLocalPort()))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("write rediss instead of redis");
    }
  }

  @Test
  void aServerThatComesBackIsUsedAgain() {
    RedisServer first = RedisServer.start();
    RedisBackend backend = RedisBackend.connect(first.url());
    first.kill();
    assertThatThrownBy(() -> backend.jobs().queues()).isInstanceOf(BackendException.class);
    assertThatThrownBy(() -> backend.jobs().queues())
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("Cannot reach Redis at " + first.url());

    RedisServer second = first.restart();

    assertThat(backend.jobs().queues()).isEmpty();
    backend.close();
    second.close();
  }

  @Test
  void aClosedBackendSaysSo() {
    RedisBackend backend = RedisBackend.connect(RedisServer.shared().url());
    backend.close();

    assertThatThrownBy(() -> backend.jobs().queues())
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("was closed");
  }

  private static String everythingPrinted(Throwable failure) {
    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    return all.toString();
  }
}
