package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.BackendException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class FailuresTest {

  private final Failures failures =
      new Failures(RedisOptions.of("redis://ann:secret@example.org:6379/2"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING Redis is loading the dataset in memory",
        "READONLY You can't write against a read only replica.",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "WRONGTYPE Operation against a key holding the wrong kind of value"
      })
  void whatTheServerSaysIsPassedOn(String answer) {
    BackendException failure = failures.during(new JedisDataException(answer));

    assertThat(failure)
        .hasMessageContaining("redis://example.org:6379/2")
        .hasMessageContaining(answer);
  }

  @Test
  void silenceLeavesTheEffectOpen() {
    BackendException failure =
        failures.during(new JedisConnectionException(new SocketTimeoutException("Read timed out")));

    assertThat(failure)
        .hasMessageContaining("did not answer within 5000 ms")
        .hasMessageContaining("unknown");
  }

  @Test
  void aBrokenConnectionLeavesTheEffectOpen() {
    BackendException failure =
        failures.during(new JedisConnectionException("Unexpected end of stream."));

    assertThat(failure).hasMessageContaining("Lost the connection").hasMessageContaining("unknown");
  }

  @Test
  void whoNeedsAPasswordIsToldBothForms() {
    assertThat(failures.during(new JedisDataException("NOAUTH Authentication required.")))
        .hasMessageContaining("redis://:password@host")
        .hasMessageContaining("redis://user:password@host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ASK 866 127.0.0.1:7001",
        "TRYAGAIN Multiple keys request during rehashing of slot"
      })
  void aSlotThatMovesCanBeCalledLater(String answer) {
    BackendException failure = failures.during(new JedisDataException(answer));

    assertThat(failure)
        .hasMessageContaining("is moving the slot")
        .hasMessageContaining("no effect");
    assertThat(failure.isRefusal()).isFalse();
  }

  @Test
  void whoTakesAClusterForOneServerIsToldHowToReachIt() {
    assertThat(failures.during(new JedisDataException("MOVED 866 127.0.0.1:7001")))
        .hasMessageContaining("redis://example.org:6379/2 belongs to a cluster")
        .hasMessageEndingWith("write redis-cluster");
  }

  @Test
  void noSentenceEndsTwice() {
    JedisConnectionException broken = new JedisConnectionException("Unexpected end of stream.");

    assertThat(failures.during(broken)).hasMessageContaining("Unexpected end of stream; ");
    assertThat(failures.connecting(broken)).hasMessageContaining("Unexpected end of stream. Is");
  }
}
