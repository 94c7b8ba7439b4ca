package io.rq.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.testkit.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the Redis of tests comes from, and what is said where there is none. */
class RedisProviderTest {

  private static final String EXECUTABLE = "rq.test.redis.executable";

  private final String before = System.getProperty(EXECUTABLE, "");

  @AfterEach
  void restore() {
    System.setProperty(EXECUTABLE, before);
  }

  @Test
  void aProgramThatIsNamedAndNotThereIsAnError(@TempDir Path directory) {
    String missing = directory.resolve("no-redis-server").toString();
    System.setProperty(EXECUTABLE, missing);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisProvider.lookFor(RedisServer::start))
        .withMessageStartingWith(
            "System property rq.test.redis.executable names '"
                + missing
                + "', which does not serve as a Redis: "
                + missing
                + " cannot be started: ");
  }

  @Test
  void aProgramThatIsNamedAndNoRedisIsAnError() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    System.setProperty(EXECUTABLE, java);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisProvider.lookFor(RedisServer::start))
        .withMessageStartingWith(
            "System property rq.test.redis.executable names '"
                + java
                + "', which does not serve as a Redis: redis-server did not start on redis://127.0.0.1:");
  }

  @Test
  void aRedisThatNobodyNamedAndIsNotThereIsMissing() {
    assertThat(
            RedisProvider.lookFor(
                () -> {
                  throw new IllegalStateException("There is no Redis to test with");
                }))
        .isEqualTo("There is no Redis to test with");
  }

  @Test
  void aRedisThatIsThereIsNotMissing() {
    System.setProperty(EXECUTABLE, before);

    assertThat(RedisProvider.lookFor(RedisServer::shared)).isEmpty();
  }
}
