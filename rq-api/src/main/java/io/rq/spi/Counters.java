package io.rq.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a job still may do, counted down as RQ counts.
 *
 * @param retriesLeft how often it is run again after an exception; {@code null}: it never was to be
 *     (R-02)
 * @param retriesUsed how often it was run again because its function asked for it
 * @param repeatsLeft how often it is run again after a success; {@code null}: it never was to be
 *     (R-20)
 */
public record Counters(
    @Nullable Integer retriesLeft, int retriesUsed, @Nullable Integer repeatsLeft) {

  /** A job that is run once. */
  public static final Counters NONE = new Counters(null, 0, null);

  /** One retry after an exception less. */
  public Counters retried() {
    return new Counters(retriesLeft == null ? null : retriesLeft - 1, retriesUsed, repeatsLeft);
  }

  /** No retry after an exception any more. */
  public Counters withoutRetries() {
    return new Counters(retriesLeft == null ? null : 0, retriesUsed, repeatsLeft);
  }

  /** One retry that the function asked for more. */
  public Counters retriedOnRequest() {
    return new Counters(retriesLeft, retriesUsed + 1, repeatsLeft);
  }

  /** One repetition less. */
  public Counters repeated() {
    return new Counters(retriesLeft, retriesUsed, repeatsLeft == null ? null : repeatsLeft - 1);
  }
}
