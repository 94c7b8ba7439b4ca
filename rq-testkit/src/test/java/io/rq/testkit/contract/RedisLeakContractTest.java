package io.rq.testkit.contract;

import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.spi.Backend;
import io.rq.testkit.RedisServer;
import io.rq.testkit.redis.RedisKeys;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** On Redis, where keys expire by the server's clock, a worker's, or both. */
class RedisLeakContractTest {

  @Nested
  class WhereTheServerIsFirst extends OnRedis {
    WhereTheServerIsFirst() {
      super(First.SERVER);
    }
  }

  @Nested
  class WhereTheWorkerIsFirst extends OnRedis {
    WhereTheWorkerIsFirst() {
      super(First.WORKER);
    }
  }

  abstract static class OnRedis extends LeakContract {

    private final RedisKeys keys = RedisKeys.fresh();

    OnRedis(First first) {
      super(first);
    }

    @Override
    protected Backend openBackend() {
      return RedisBackend.connect(
          RedisOptions.of(RedisServer.shared().url()).withPrefix(keys.prefix()));
    }

    @Override
    protected void passAtServer(Duration time) {
      keys.pass(time);
    }

    @Override
    protected Set<String> held() {
      return keys.names();
    }

    @Override
    protected Set<String> heldOf(Collection<String> queues) {
      return queues.isEmpty() ? Set.of() : Set.of("queues");
    }

    @AfterEach
    void removeKeys() {
      keys.remove();
    }
  }
}
