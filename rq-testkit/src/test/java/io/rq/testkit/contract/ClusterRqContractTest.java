package io.rq.testkit.contract;

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
    return RedisCluster.shared().connect(keys.prefix());
  }

  @AfterEach
  void removeKeys() {
    RedisCluster.shared().remove(keys.prefix());
  }
}
