package io.rq.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one waiting thread waits for: that some queue has a job, or that this cannot be found out.
 */
final class Sign {

  private final CountDownLatch given = new CountDownLatch(1);
  private volatile @Nullable RuntimeException failure;

  void give() {
    given.countDown();
  }

  void fail(RuntimeException why) {
    failure = why;
    given.countDown();
  }

  /** Waits for the sign; {@code false}: it did not come. */
  boolean await(Duration atMost) throws InterruptedException {
    return given.await(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Why it cannot be found out. */
  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }
}
