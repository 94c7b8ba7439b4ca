package io.rq.testkit.contract;

import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.spi.Backend;
import io.rq.testkit.redis.RedisCluster;
import io.rq.testkit.redis.RedisKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes a while, and shows little that {@link ClusterBackendContractTest} does not. */
@EnabledIfSystemProperty(named = "rq.test.cluster", matches = "true")
class ClusterRqContractTest extends RqContract {

  private final RedisKeys keys = RedisKeys.fresh();

  @Override
  protected Backend openBackend() {
    return RedisBackend.connect(
        RedisOptions.of(RedisCluster.shared().url()).withPrefix(keys.prefix()));
  }

  @AfterEach
  void removeKeys() {
    RedisCluster.shared().remove(keys.prefix());
  }
}
