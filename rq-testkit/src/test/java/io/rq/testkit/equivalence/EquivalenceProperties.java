package io.rq.testkit.equivalence;

import io.rq.inmemory.InMemoryBackend;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import redis.clients.jedis.RedisClient;

/**
 * Both backends behave alike. {@code -Drq.equivalence.tries=100000} tries that often, {@code
 * -Drq.equivalence.seed=} runs the one scenario of that seed.
 */
class EquivalenceProperties {

  private static final int STEPS = 40;

  private static RedisClient redis;

  @BeforeContainer
  static void connect() {
    redis = RedisSubject.client();
  }

  @AfterContainer
  static void disconnect() {
    redis.close();
  }

  @Provide
  static Arbitrary<Long> seeds() {
    Long given = Long.getLong("rq.equivalence.seed");
    return given == null ? Arbitraries.longs() : Arbitraries.just(given);
  }

  // A build tries the same scenarios each time; whoever wants others says how many, or which.
  // A smaller seed is no smaller scenario: that is looked for behind check().
  @Property(seed = "2026", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void bothBackendsBehaveAlike(@ForAll("seeds") long seed) {
    Equivalence.of(() -> Subject.of(new InMemoryBackend()), () -> new RedisSubject(redis))
        .check(seed, STEPS);
  }
}
