package io.rq.testkit.contract;

import io.rq.spi.Backend;
import io.rq.testkit.redis.RedisCluster;
import io.rq.testkit.redis.RedisKeys;
import org.junit.jupiter.api.AfterEach;

class ClusterBackendContractTest extends BackendContract {

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
