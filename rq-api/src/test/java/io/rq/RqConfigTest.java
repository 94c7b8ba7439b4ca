package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RqConfigTest {

  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("rq.properties"), text);
  }

  @Test
  void readsAllThatThereIs() throws IOException {
    RqConfig config =
        RqConfig.read(
            file(
                """
                # What each program needs.
                RQ_REDIS_URL = redis://u:p@example.org:1/2
                RQ_KEY_PREFIX = {rq}
                RQ_QUEUES = high, größer ,low
                RQ_ASYNC = False
                RQ_SCHEDULER_QUEUE = later
                RQ_SCHEDULER_INTERVAL = 60
                RQ_SERIALIZER = json
                RQ_ALLOWED_PACKAGES = com.acme, org.other
                RQ_DEFAULT_TIMEOUT = 5m
                """));

    assertThat(config.redisUrl()).isEqualTo("redis://u:p@example.org:1/2");
    assertThat(config.keyPrefix()).contains("{rq}");
    assertThat(config.queues()).map(QueueName::value).containsExactly("high", "größer", "low");
    assertThat(config.isAsync()).isFalse();
    assertThat(config.schedulerQueue()).isEqualTo(QueueName.of("later"));
    assertThat(config.schedulerInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.serializer()).isInstanceOf(JsonSerializer.class);
    assertThat(config.allowedPackages()).containsExactly("com.acme", "org.other");
    assertThat(config.defaultTimeout()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void codeWinsOverTheEnvironmentThatOverTheFileThatOverTheDefaults() throws IOException {
    Path file = file("RQ_QUEUES=of-file\nRQ_KEY_PREFIX=of-file\nRQ_DEFAULT_TIMEOUT=1m\n");
    Map<String, String> environment =
        Map.of("RQ_QUEUES", "of-env", "RQ_KEY_PREFIX", "of-env", "PATH", "/bin");

    RqConfig config = RqConfig.load(environment, file).withQueues("of-code");

    assertThat(config.queues()).containsExactly(QueueName.of("of-code"));
    assertThat(config.keyPrefix()).contains("of-env");
    assertThat(config.defaultTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.isAsync()).isTrue();
  }

  @Test
  void theEnvironmentNamesTheFile() throws IOException {
    Path file = file("RQ_QUEUES=of-file");
    Map<String, String> environment = Map.of("RQ_CONFIG", file.toString());

    assertThat(RqConfig.load(environment, null).queues()).containsExactly(QueueName.of("of-file"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RqConfig.load(Map.of("RQ_CONFIG", file + ".gone"), null))
        .withMessageContaining("rq.properties.gone cannot be read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RqConfig.read(file("RQ_CONFIG=other")))
        .withMessageContaining("no setting RQ_CONFIG");
  }

  @ParameterizedTest
  @CsvSource({
    "RQ_REDIS_UR, RQ_REDIS_URL",
    "REDIS_URL, RQ_REDIS_URL",
    "RQ_QUEUE, RQ_QUEUES",
    "rq_async, RQ_ASYNC",
    "rq_queues, RQ_QUEUES",
    "RQ_DEFAULT_TIME_OUT, RQ_DEFAULT_TIMEOUT",
  })
  void refusesANameThatThereIsNotAndTellsTheNearest(String written, String meant) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RqConfig.read(file(written + "=x")))
        .withMessageContaining(
            "rq.properties: there is no setting " + written + ". Did you mean " + meant + "?");
  }

  @Test
  void refusesWhatIsOursInTheEnvironmentAndLeavesTheRestAlone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RqConfig.load(Map.of("RQ_REDIS_URI", "x"), null))
        .withMessage(
            "The environment: there is no setting RQ_REDIS_URI. Did you mean RQ_REDIS_URL?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RqConfig.of(Map.of("RQ_JOB_CLASS", "rq.job.Job")))
        .withMessageContaining("a class of Python");
    assertThat(RqConfig.load(Map.of("REDIS_URI", "x"), null)).isEqualTo(RqConfig.defaults());
    Map<String, String> others =
        Map.of(
            "RQ_SERVICE_HOST", "10.0.0.1", // as Kubernetes says of a service named rq
            "RQ_DASHBOARD_REDIS_URL", "redis://localhost",
            "RQ_WORKER_CLASS", "rq.SimpleWorker");
    assertThat(RqConfig.load(others, null)).isEqualTo(RqConfig.defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RQ_QUEUES             | high,,low | names of queues",
        "RQ_QUEUES             | ' '       | names of queues",
        "RQ_ASYNC              | maybe     | true, or false",
        "RQ_SCHEDULER_QUEUE    | a,b       | name of a queue",
        "RQ_SCHEDULER_INTERVAL | -1        | a length of time",
        "RQ_SCHEDULER_INTERVAL | 0         | a length of time",
        "RQ_DEFAULT_TIMEOUT    | soon      | a length of time",
        "RQ_SERIALIZER         | yaml      | name of a serializer",
        "RQ_ALLOWED_PACKAGES   | com/acme  | names of packages",
        "RQ_ALLOWED_PACKAGES   | com.acme. | a name such as com.acme.tasks",
        "RQ_ALLOWED_PACKAGES   | a, com.*  | 'com.*' names no package: leave the \".*\" off",
        "RQ_KEY_PREFIX         | rq:       | without a colon",
      })
  void refusesATextThatMeansNothing(String name, String text, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RqConfig.of(Map.of(name, text)))
        .withMessageContaining(name + " = '" + text + "'")
        .withMessageContaining(expected);
  }

  @Test
  void refusesTheSameInCode() {
    RqConfig config = RqConfig.defaults();

    assertThatIllegalArgumentException().isThrownBy(config::withQueues);
    assertThatIllegalArgumentException().isThrownBy(() -> config.withQueues("a,b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withSchedulerInterval(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withDefaultTimeout(Duration.ofMillis(1500)));
    assertThatIllegalArgumentException().isThrownBy(() -> config.allow(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> config.allow("com.acme.*"));
    assertThatIllegalArgumentException().isThrownBy(() -> config.withRedisUrl(""));
  }

  @Test
  void neverShowsASecret() {
    RqConfig config = RqConfig.defaults().withRedisUrl("redis://:hush@example.org").withQueues("q");

    assertThat(config.toString()).isEqualTo("RqConfig[RQ_REDIS_URL=(secret), RQ_QUEUES=q]");
  }

  @Test
  void theQueueThatIsMeantIsDefaultOrElseTheFirst() {
    RqConfig config = RqConfig.defaults();

    assertThat(config.defaultQueue()).isEqualTo(QueueName.DEFAULT);
    assertThat(config.withQueues("high", "default").defaultQueue()).isEqualTo(QueueName.DEFAULT);
    assertThat(config.withQueues("high", "low").defaultQueue()).isEqualTo(QueueName.of("high"));
    assertThat(config.withQueues("high", "low").schedulerQueue()).isEqualTo(QueueName.of("high"));
  }
}
