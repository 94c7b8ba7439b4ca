package io.rq.spi;

import io.rq.End;
import io.rq.JobId;
import io.rq.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was laid down at enqueue about the time before, between and after a job's runs. Stores keep
 * it; only the life cycle reads it.
 *
 * @param retry what to do after an exception; {@code null}: nothing
 * @param repeat what to do after a success; {@code null}: nothing
 * @param dependencies what it waits for; {@code null}: nothing
 * @param onSuccess what to call after a success; {@code null}: nothing
 * @param onFailure what to call after a failure; {@code null}: nothing
 * @param onStopped what to call after a stop; {@code null}: nothing
 * @param group the group it belongs to; {@code null}: none
 * @param webhooks whom to tell how it ended
 * @param end the end of its queue at which the job is put when its time has come or the jobs that
 *     it waits for are done (S-08, D-11): RQ's {@code enqueue_at_front}; {@code null} where that
 *     was not said
 */
public record Plan(
    @Nullable Retry retry,
    @Nullable Repeat repeat,
    @Nullable Dependencies dependencies,
    @Nullable Callback onSuccess,
    @Nullable Callback onFailure,
    @Nullable Callback onStopped,
    @Nullable String group,
    List<Webhook> webhooks,
    @Nullable End end) {

  /** Just run it. */
  public static final Plan NONE =
      new Plan(null, null, null, null, null, null, null, List.of(), null);

  /** The same without retries. */
  public Plan withoutRetry() {
    return new Plan(
        null, repeat, dependencies, onSuccess, onFailure, onStopped, group, webhooks, end);
  }

  /** Keeps its own copy of the list. */
  public Plan {
    webhooks = List.copyOf(webhooks);
  }

  /**
   * Retries after an exception. How many are left is counted in {@link Counters}.
   *
   * @param max how many there were at first, for a requeue to start again; {@code null}
   *     where another program did not say
   * @param intervals the pauses before them, whole seconds, in RQ's order; not empty
   * @param end the end of the queue they are put at
   * @param only names of the exception classes that are retried; empty: all
   */
  public record Retry(@Nullable Integer max, List<Duration> intervals, End end, List<String> only) {
    /** Keeps its own copies of the lists. */
    public Retry {
      intervals = List.copyOf(intervals);
      only = List.copyOf(only);
      if (intervals.isEmpty()) {
        throw new IllegalArgumentException(
            "No interval: write zero, an empty list kills RQ's workers");
      }
      Objects.requireNonNull(end, "end");
    }
  }

  /**
   * Repetitions after a success. How many are left is counted in {@link Counters}.
   *
   * @param intervals the pauses before them, whole seconds, in the order on the wire, which is
   *     backwards; not empty
   */
  public record Repeat(List<Duration> intervals) {
    /** Keeps its own copy of the list. */
    public Repeat {
      intervals = List.copyOf(intervals);
      if (intervals.isEmpty()) {
        throw new IllegalArgumentException("No interval: write zero");
      }
    }
  }

  /**
   * The jobs that must end first (D-01).
   *
   * @param parents their ids, in the order given; not empty
   * @param allowFailure whether a failed parent counts as done (D-09); {@code null} where that was
   *     not said
   */
  public record Dependencies(List<JobId> parents, @Nullable Boolean allowFailure) {
    /** Keeps its own copy of the list. */
    public Dependencies {
      parents = List.copyOf(parents);
    }
  }

  /**
   * A function to call by its path (CB-02).
   *
   * @param path its path
   * @param timeout how long it may take, whole seconds
   */
  public record Callback(String path, Duration timeout) {
    /** Checks that what must be there is there. */
    public Callback {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(timeout, "timeout");
    }
  }
}
