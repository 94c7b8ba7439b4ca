package io.rq.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisExecutableTest {

  @Test
  void tellsAJarThatIsNotThereFromOneForOtherMachines() {
    assertThat(RedisExecutable.missing(ClassLoader.getPlatformClassLoader(), "redis-server-x"))
        .isEqualTo("org.signal:embedded-redis: not on the class path");
    assertThat(RedisExecutable.missing(ClassLoader.getSystemClassLoader(), "redis-server-x"))
        .isEqualTo("org.signal:embedded-redis on the class path: has no redis-server-x");
  }
}
