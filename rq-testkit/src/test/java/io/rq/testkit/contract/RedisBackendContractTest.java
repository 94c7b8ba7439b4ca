package io.rq.testkit.contract;

import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.spi.Backend;
import io.rq.testkit.RedisServer;
import io.rq.testkit.redis.RedisKeys;
import org.junit.jupiter.api.AfterEach;

class RedisBackendContractTest extends BackendContract {

  /** Fewer than the threads of some tests, so that calls have to wait for one. */
  private static final int CONNECTIONS = 4;

  private final RedisKeys keys = RedisKeys.fresh();

  @Override
  protected Backend openBackend() {
    return RedisBackend.connect(
        RedisOptions.of(RedisServer.shared().url())
            .withPrefix(keys.prefix())
            .withConnections(CONNECTIONS));
  }

  @AfterEach
  void removeKeys() {
    keys.remove();
  }
}
