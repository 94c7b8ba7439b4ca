package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "redis://localhost, redis://localhost:6379/0",
    "redis://localhost/, redis://localhost:6379/0",
    "redis://10.0.0.7:7000/12, redis://10.0.0.7:7000/12",
    "rediss://cache.example.org:6380/1, rediss://cache.example.org:6380/1",
    "redis://[::1]:6379/0, redis://[::1]:6379/0",
    "redis://ann:secret@localhost:6379/3, redis://localhost:6379/3"
  })
  void readsAddresses(String url, String address) {
    assertThat(RedisOptions.of(url).address()).isEqualTo(address);
  }

  @Test
  void readsUserAndPassword() {
    RedisOptions both = RedisOptions.of("redis://ann:s%40cr%3At+1@localhost");
    RedisOptions password = RedisOptions.of("redis://:secret@localhost");
    RedisOptions none = RedisOptions.of("redis://localhost");

    assertThat(both.user()).isEqualTo("ann");
    assertThat(both.password()).isEqualTo("s@cr:t+1");
    assertThat(password.user()).isNull();
    assertThat(password.password()).isEqualTo("secret");
    assertThat(none.user()).isNull();
    assertThat(none.password()).isNull();
  }

  @Test
  void neverPrintsThePassword() {
    assertThat(RedisOptions.of("redis://ann:secret@localhost"))
        .asString()
        .doesNotContain("secret", "ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://:secret@localhost",
        "localhost:6379",
        "redis://:secret@",
        "redis://:sec ret@localhost",
        "redis://:secret@local_host:99999/0",
        "redis://user:123/secret@localhost",
        "redis://:123/secret@localhost",
        "redis://user:sec/ret@localhost",
        "redis://user:123#secret@localhost",
        "redis://:sec#ret@localhost",
        "redis://:sec@ret@localhost",
        "redis://:sec@ret@local_host",
        "redis://:secret@localhost/db",
        "redis://:secret@localhost/-1",
        "redis://:secret@localhost:99999/0",
        "redis://:secret@localhost?db=1",
        "redis://:sec%zzret@localhost"
      })
  void refusesOtherUrlsWithoutQuotingThem(String url) {
    assertThatThrownBy(() -> RedisOptions.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sec", "ret@", "123", "99999"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://user:123/s3cr3t@localhost",
        "redis://:s3#cr3t@localhost",
        "redis://:s3@cr3t@localhost"
      })
  void aPasswordThatBreaksTheUrlShallBeEncoded(String url) {
    assertThatThrownBy(() -> RedisOptions.of(url)).hasMessageContaining("%40");
  }

  @ParameterizedTest
  @CsvSource({
    "http://:secret@localhost, '://, not with http://; it looks like redis://host'",
    "'http://:sec ret@localhost', '://, not with http://; it looks like redis://host'",
    "s3cret://localhost, '://; it looks like redis://host'",
    "secret:6379, '://; it looks like redis://host'",
    "redis:secret, '://; it looks like redis://host'",
    "'', '://; it looks like redis://host'"
  })
  void saysFirstHowAUrlBegins(String url, String says) {
    assertThatThrownBy(() -> RedisOptions.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .startsWith(
            "The URL of Redis must begin with redis://, rediss://, redis-sentinel:// or redis-cluster"
                + says)
        .doesNotContain("secret", "s3cret", "ret@");
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without it may do
  void aUrlMustBeGiven() {
    assertThatThrownBy(() -> RedisRq.connect((String) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("url");
  }

  @Test
  void aHostMayHaveAnUnderscore() {
    RedisOptions options = RedisOptions.of("rediss://ann:s%40cret@my_redis.local:7000/2");

    assertThat(RedisOptions.of("redis://my_redis").address()).isEqualTo("redis://my_redis:6379/0");
    assertThat(options.address()).isEqualTo("rediss://my_redis.local:7000/2");
    assertThat(options.user()).isEqualTo("ann");
    assertThat(options.password()).isEqualTo("s@cret");
  }

  @Test
  void aPrefixMayHoldAHashTag() {
    assertThat(RedisOptions.of("redis://localhost").withPrefix("{rq}").prefix()).isEqualTo("{rq}");
  }

  @Test
  void readsSentinels() {
    RedisOptions plain = RedisOptions.of("redis-sentinel://ann:secret@one,two:26380/3#main");
    RedisOptions tls = RedisOptions.of("rediss-sentinel://one");

    assertThat(plain.sentinels()).isEqualTo(Sentinels.of("main", "one:26379", "two:26380"));
    assertThat(plain.user()).isEqualTo("ann");
    assertThat(plain.password()).isEqualTo("secret");
    assertThat(plain.database()).isEqualTo(3);
    assertThat(plain.tls()).isFalse();
    assertThat(plain.address()).isEqualTo("redis-sentinel://one:26379,two:26380/3#main");
    assertThat(tls.sentinels()).isEqualTo(Sentinels.of("mymaster", "one:26379").withTls());
    assertThat(tls.tls()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis-sentinel://",
        "redis-sentinel://:secret@",
        "redis-sentinel://:secret@one,",
        "redis-sentinel://:secret@one/main",
        "redis-sentinel://:secret@one?master=main",
        "redis-sentinel://:1#secret@one",
        "redis-sentinel://:sec,ret",
        "redis-sentinel://:sec@ret@one,two"
      })
  void refusesOtherUrlsOfSentinelsWithoutQuotingThem(String url) {
    assertThatThrownBy(() -> RedisOptions.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis-sentinel://host[:port][,host")
        .hasMessageNotContainingAny("secret", "ret@");
  }

  @Test
  void readsClusters() {
    RedisOptions plain = RedisOptions.of("redis-cluster://ann:s%40cret@one,two:7000");
    RedisOptions tls = RedisOptions.of("rediss-cluster://one/0");

    assertThat(plain.cluster()).containsExactly("one:6379", "two:7000");
    assertThat(plain.user()).isEqualTo("ann");
    assertThat(plain.password()).isEqualTo("s@cret");
    assertThat(plain.tls()).isFalse();
    assertThat(plain.prefix()).isEqualTo("{rq}");
    assertThat(plain).hasToString("redis-cluster://one:6379,two:7000 (keys {rq}:…)");
    assertThat(RedisOptions.of("redis-cluster://[::1]:7").cluster()).containsExactly("::1:7");
    assertThat(tls.tls()).isTrue();
    assertThat(tls.address()).isEqualTo("rediss-cluster://one:6379");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis-cluster://",
        "redis-cluster://:secret@",
        "redis-cluster://:secret@one,",
        "redis-cluster://:secret@one/main",
        "redis-cluster://:secret@one#main",
        "redis-cluster://:secret@one?protocol=3",
        "redis-cluster://:sec,ret",
        "redis-cluster://:sec@ret@one,two"
      })
  void refusesOtherUrlsOfClustersWithoutQuotingThem(String url) {
    assertThatThrownBy(() -> RedisOptions.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis-cluster://host[:port]")
        .hasMessageNotContainingAny("secret", "ret@");
  }

  @Test
  void aClusterHasOneDatabaseAndNoSentinels() {
    RedisOptions one = RedisOptions.of("redis://localhost/3");

    assertThatThrownBy(() -> RedisOptions.of("redis-cluster://:secret@one/3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Redis cannot be used with database 3 of a cluster, which has database 0 only");
    assertThatThrownBy(() -> one.withCluster("one")).isInstanceOf(IllegalArgumentException.class);
    RedisOptions cluster = one.withDatabase(0).withCluster("one");
    assertThat(cluster.withSentinels(Sentinels.of("main", "one")).cluster()).isEmpty();
    assertThat(cluster.withSentinels(Sentinels.of("main", "one")).withCluster("one"))
        .isEqualTo(cluster);
    assertThat(cluster.withServer("localhost", 6379)).isEqualTo(one.withDatabase(0));
  }

  @ParameterizedTest
  @CsvSource({"rq, {rq}", "r{q, {rq}", "rq}, {rq}", "{}rq, {rq}", "a{}{b}, {ab}"})
  void aClusterNeedsAPrefixWithAHashTag(String prefix, String better) {
    RedisOptions options = RedisOptions.of("redis-cluster://127.0.0.1:1").withPrefix(prefix);

    assertThatThrownBy(() -> RedisRq.builder(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the prefix '" + prefix + "'")
        .hasMessageContaining("set it to '" + better + "'");
  }

  @Test
  void sentinelsNeverPrintTheirPassword() {
    assertThat(Sentinels.of("main", "one").withSignIn("ann", "secret"))
        .asString()
        .doesNotContain("secret", "ann");
  }

  @Test
  void everyChangeLeavesTheRestAlone() {
    RedisOptions changed =
        RedisOptions.of("redis://localhost")
            .withServer("other", 7)
            .withTls()
            .withSignIn("ann", "secret")
            .withDatabase(2)
            .withPrefix("mine")
            .withTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(4))
            .withConnections(5)
            .withClientName("me");

    assertThat(changed)
        .isEqualTo(
            new RedisOptions(
                "other",
                7,
                true,
                "ann",
                "secret",
                2,
                "mine",
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                5,
                "me",
                null,
                List.of()));
    assertThat(changed.withSentinels(Sentinels.of("main", "one")).sentinels()).isNotNull();
  }
}
