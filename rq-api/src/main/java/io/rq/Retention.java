package io.rq;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long something is kept after it ended: for a time, for ever, or not at all. RQ writes these
 * as seconds, with {@code -1} for ever and {@code 0} for not at all (RES-06, J-23).
 */
public final class Retention {

  private static final Retention FOREVER = new Retention(null);
  private static final Retention NONE = new Retention(Duration.ZERO);

  private final @Nullable Duration time;

  private Retention(@Nullable Duration time) {
    this.time = time;
  }

  /**
   * Keeps for a time, in whole seconds as RQ's layout has it.
   *
   * @throws IllegalArgumentException if the time is negative, or is neither zero nor at least a
   *     second
   */
  public static Retention of(Duration time) {
    return WholeSeconds.orZero("retention", time).isZero() ? NONE : new Retention(time);
  }

  /** Reads a length of time, or {@code forever}. */
  static Retention parse(String text) {
    return text.strip().equals("forever") ? FOREVER : of(Durations.parse(text));
  }

  /** Keeps until somebody deletes it. */
  public static Retention forever() {
    return FOREVER;
  }

  /** Keeps nothing: gone as soon as it ended. */
  public static Retention none() {
    return NONE;
  }

  /** The time; empty if for ever. */
  public Optional<Duration> time() {
    return Optional.ofNullable(time);
  }

  /** Tells whether it is kept until somebody deletes it. */
  public boolean isForever() {
    return time == null;
  }

  /** Tells whether nothing is kept. */
  public boolean isNone() {
    return time != null && time.isZero();
  }

  /** Tells whether it keeps no less long than that one. */
  boolean isAtLeast(Retention other) {
    return time == null || (other.time != null && time.compareTo(other.time) >= 0);
  }

  /** The moment at which something that ended then is gone, cut to the second; empty if never. */
  public Optional<Instant> endAfter(Instant ended) {
    return time().map(t -> Instant.ofEpochSecond(ended.getEpochSecond()).plus(t));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Retention that && Objects.equals(time, that.time);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(time);
  }

  /** As in a sentence: {@code 500 seconds}, {@code forever}, {@code none}. */
  @Override
  public String toString() {
    if (time == null) {
      return "forever";
    }
    return time.isZero() ? "none" : time.toSeconds() + " seconds";
  }
}
