package io.rq.testkit.equivalence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Kinds of things, some of which come up more often than others. Each scenario has its own taste:
 * it likes some kinds more and leaves others out, so that it gets further with those it likes.
 */
final class Weighted<T> {

  private final Chance chance;
  private final List<Supplier<? extends T>> lots = new ArrayList<>();

  Weighted(Chance chance) {
    this.chance = chance;
  }

  /** A kind that comes up in each scenario. */
  Weighted<T> always(int weight, Supplier<? extends T> source) {
    for (int i = 0; i < weight; i++) {
      lots.add(source);
    }
    return this;
  }

  /** A kind that comes up to some scenario's taste. */
  Weighted<T> maybe(int weight, Supplier<? extends T> source) {
    return always(weight * chance.of(0, 0, 1, 1, 1, 2, 5), source);
  }

  T next() {
    return lots.get(chance.below(lots.size())).get();
  }
}
