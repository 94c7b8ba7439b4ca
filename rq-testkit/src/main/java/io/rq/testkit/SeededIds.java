package io.rq.testkit;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** Ids that look like RQ's random UUIDs, but are the same in each run of a test. */
public final class SeededIds implements Supplier<String> {

  private final SplittableRandom random;

  /** Ids that another object with that seed gives, too, in the same order. */
  public SeededIds(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public synchronized String get() {
    long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
    long variant = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(version4, variant).toString();
  }
}
