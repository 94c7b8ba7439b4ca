package io.rq.testkit.contract;

import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.spi.Backend;
import io.rq.testkit.redis.RedisCluster;
import io.rq.testkit.redis.RedisKeys;
import org.junit.jupiter.api.AfterEach;

class ClusterBackendContractTest extends BackendContract {

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
