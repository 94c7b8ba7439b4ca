package io.rq.redis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rq.QueueName;
import io.rq.redis.RedisOptions;
import io.rq.redis.Sentinels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server that settings name, in RQ's order (CLI-13, CLI-14, F-03, F-04). */
class ConfiguredServerTest {

  private final Map<String, String> environment = new HashMap<>();

  private RedisOptions server() {
    return ConfiguredServer.of(Settings.of(environment, null));
  }

  @Test
  void isRqsDefaultIfNoneIsNamed() {
    assertThat(server()).isEqualTo(RedisOptions.of("redis://localhost:6379/0"));
  }

  @Test
  void isBuiltOfHostAndTheLike() {
    environment.put("REDIS_HOST", "cache");
    environment.put("REDIS_PORT", "6378");
    environment.put("REDIS_DB", "2");
    environment.put("REDIS_PASSWORD", "123");
    environment.put("REDIS_SSL", "True");

    assertThat(server()).isEqualTo(RedisOptions.of("rediss://:123@cache:6378/2"));
  }

  @Test
  void isFoundBySentinelsBeforeThat() {
    environment.put("REDIS_HOST", "cache");
    environment.put("SENTINEL_INSTANCES", "one:26379, two");
    environment.put("SENTINEL_MASTER_NAME", "main");
    environment.put("SENTINEL_DB", "3");
    environment.put("SENTINEL_USERNAME", "ann");
    environment.put("SENTINEL_PASSWORD", "secret");
    environment.put("SENTINEL_SSL", "yes");
    environment.put("SENTINEL_SOCKET_TIMEOUT", "7");
    environment.put("SENTINEL_KWARGS_USERNAME", "watcher");
    environment.put("SENTINEL_KWARGS_PASSWORD", "other");

    RedisOptions server = server();

    assertThat(server.sentinels())
        .isEqualTo(new Sentinels("main", List.of("one:26379", "two"), false, "watcher", "other"));
    assertThat(server.user()).isEqualTo("ann");
    assertThat(server.password()).isEqualTo("secret");
    assertThat(server.database()).isEqualTo(3);
    assertThat(server.tls()).isTrue();
    assertThat(server.answerTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(server.toString() + server.sentinels())
        .contains("one:26379", "main")
        .doesNotContain("secret", "other");
  }

  @Test
  void isThatOfAUrlBeforeAll() {
    environment.put("SENTINEL_INSTANCES", "one:26379");
    environment.put("REDIS_URL", "redis://second:1/0");

    assertThat(server()).isEqualTo(RedisOptions.of("redis://second:1/0"));
    environment.put("RQ_REDIS_URL", "redis://first:1/0");
    assertThat(server()).isEqualTo(RedisOptions.of("redis://first:1/0"));
  }

  @Test
  void valuesOfAnotherKindAreToldByTheirKeys() {
    environment.put("REDIS_PORT", "s3cret");
    assertThatThrownBy(this::server)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("REDIS_PORT")
        .hasMessageNotContaining("s3cret");
    environment.put("REDIS_PORT", "6379");
    environment.put("REDIS_SSL", "perhaps");
    assertThatThrownBy(this::server).isInstanceOf(Failure.class).hasMessageContaining("REDIS_SSL");
  }

  @Test
  void comesOutOfAFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("rq.properties");
    Files.writeString(file, "# mine\nREDIS_HOST = filed\nREDIS_PORT=1\nRQ_QUEUES = high, low\n");
    environment.put("REDIS_URL", "redis://not-asked:1/0");
    environment.put("RQ_CONFIG", file.toString());

    Settings settings = Settings.of(environment, null);

    assertThat(ConfiguredServer.of(settings)).isEqualTo(RedisOptions.of("redis://filed:1/0"));
    assertThat(settings.rq().queues()).extracting(QueueName::value).containsExactly("high", "low");
    environment.put("RQ_REDIS_URL", "redis://first:1/0");
    environment.put("RQ_QUEUES", "other");
    Settings both = Settings.of(environment, null);
    assertThat(ConfiguredServer.of(both)).isEqualTo(RedisOptions.of("redis://first:1/0"));
    assertThat(both.rq().queues()).extracting(QueueName::value).containsExactly("other");
  }

  @Test
  void aFileThatIsNotThereOrSaysWhatNobodyKnowsIsNamed(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("rq.properties");
    Files.writeString(file, "RQ_QUEUE = high\n");

    assertThatThrownBy(() -> Settings.of(environment, directory.resolve("none")))
        .isInstanceOf(Failure.class)
        .hasMessage("There is no configuration file " + directory.resolve("none"));
    assertThatThrownBy(() -> Settings.of(environment, file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Did you mean RQ_QUEUES?");
  }
}
