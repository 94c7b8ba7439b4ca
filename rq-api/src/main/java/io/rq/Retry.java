package io.rq;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Runs a job again after it failed. Given to {@link Call#retry}, it counts exceptions;
 * returned by the function itself, it asks for another run without one.
 *
 * @param max how often at the most; a job runs at most {@code max + 1} times
 * @param intervals the pauses before the retries, whole seconds, zero: at once. After an exception,
 *     where there are fewer than retries, the first is repeated at the start; a function
 *     that returns this has the last repeated at the end, as in RQ
 * @param end the end of the queue the job is put at; counts after exceptions only
 * @param only names of the exception classes that are retried, subclasses included; empty: all
 * @param jitter by up to which part of itself, from 0 to 1, each pause is longer or shorter; drawn
 *     for each job when it is made, from {@link Rq.Builder#random} (GAP-01)
 */
public record Retry(int max, List<Duration> intervals, End end, List<String> only, double jitter) {

  /**
   * Checks the policy.
   *
   * @throws IllegalArgumentException if {@code max} is less than one, or an interval is negative or
   *     no whole number of seconds, or {@code jitter} is not from 0 to 1
   */
  public Retry {
    if (max < 1) {
      throw new IllegalArgumentException("max: please enter a value greater than 0, not " + max);
    }
    intervals = Intervals.check(intervals);
    only = List.copyOf(only);
    Objects.requireNonNull(end, "end");
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be between 0 and 1, not " + jitter);
    }
  }

  /** Up to so many retries, at once. */
  public static Retry max(int max) {
    return new Retry(max, List.of(Duration.ZERO), End.BACK, List.of(), 0);
  }

  /** The same, each after that pause. */
  public Retry every(Duration interval) {
    return paused(List.of(interval));
  }

  /** The same after these pauses, in seconds, as RQ has them. */
  public Retry intervals(int... seconds) {
    return paused(Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList());
  }

  /**
   * The same after pauses that double, from the first one to the longest, each longer or shorter by
   * up to a tenth at random, so that jobs that failed together do not come back together.
   */
  public Retry backoff(Duration first, Duration longest) {
    WholeSeconds.check("first", first);
    WholeSeconds.check("longest", longest);
    List<Duration> pauses = new ArrayList<>(max);
    Duration pause = first;
    for (int i = 0; i < max; i++) {
      pauses.add(pause);
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(longest) < 0 ? doubled : longest;
    }
    return new Retry(max, pauses, end, only, 0.1);
  }

  /** The same, each pause longer or shorter at random by up to that part of itself, from 0 to 1. */
  public Retry jitter(double part) {
    return new Retry(max, intervals, end, only, part);
  }

  private Retry paused(List<Duration> pauses) {
    return new Retry(max, pauses, end, only, jitter);
  }

  /** The same for one job, its pauses drawn; a pause stays one. */
  Retry drawn(Random random) {
    return jitter == 0
        ? this
        : new Retry(max, intervals.stream().map(at -> drawn(at, random)).toList(), end, only, 0);
  }

  private Duration drawn(Duration pause, Random random) {
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    long seconds = Math.round(pause.toSeconds() * factor);
    return pause.isZero() ? pause : Duration.ofSeconds(Math.max(1, seconds));
  }

  /** The same, put before all that wait. */
  public Retry atFront() {
    return new Retry(max, intervals, End.FRONT, only, jitter);
  }

  /**
   * The same, after these exceptions and their subclasses only; after others the job fails for
   * good.
   */
  @SafeVarargs
  public final Retry onlyFor(Class<? extends Throwable>... exceptions) {
    List<String> names = new ArrayList<>(exceptions.length);
    for (Class<? extends Throwable> exception : exceptions) {
      names.add(exception.getName());
    }
    return new Retry(max, intervals, end, names, jitter);
  }

  /** What a result keeps of it, by the names that RQ has for that (RES-11). */
  @JsonValue
  public Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("max", max);
    attributes.put("intervals", intervals.stream().map(Duration::toSeconds).toList());
    attributes.put("enqueue_at_front", end == End.FRONT);
    return attributes;
  }

  /** As in RQ: {@code Retry(max=2, interval=5, enqueue_at_front=False)}. */
  @Override
  public String toString() {
    List<Long> seconds = intervals.stream().map(Duration::toSeconds).toList();
    return "Retry(max="
        + max
        + ", interval="
        + (seconds.size() == 1 ? seconds.get(0) : seconds)
        + ", enqueue_at_front="
        + (end == End.FRONT ? "True" : "False")
        + ")";
  }
}
