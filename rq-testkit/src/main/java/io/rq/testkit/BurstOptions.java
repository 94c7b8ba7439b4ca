package io.rq.testkit;

import io.rq.Job;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link BurstWorker} shall run. Start with {@link #everything}; each method gives new
 * options and leaves these as they were.
 *
 * @param only which jobs to run; empty: all. The others stay where they are
 * @param except which jobs to leave
 * @param queues the queues to serve, in order of priority; empty: all, by name
 * @param maxJobs after how many jobs to stop; {@code null}: at the end
 * @param until when to stop; asked before each job
 * @param expected the exceptions that jobs may fail with
 */
public record BurstOptions(
    List<ExpectedJob> only,
    List<ExpectedJob> except,
    List<String> queues,
    @Nullable Integer maxJobs,
    @Nullable BooleanSupplier until,
    List<Class<? extends Throwable>> expected) {

  /** Keeps its own copies of the lists. */
  public BurstOptions {
    only = List.copyOf(only);
    except = List.copyOf(except);
    queues = List.copyOf(queues);
    expected = List.copyOf(expected);
    if (maxJobs != null && maxJobs < 1) {
      throw new IllegalArgumentException("maxJobs must be at least 1, not " + maxJobs);
    }
  }

  /** Runs everything, and lets no job fail for good. */
  public static BurstOptions everything() {
    return new BurstOptions(List.of(), List.of(), List.of(), null, null, List.of());
  }

  /** Runs only such jobs. */
  public BurstOptions only(ExpectedJob... jobs) {
    return new BurstOptions(List.of(jobs), except, queues, maxJobs, until, expected);
  }

  /** Leaves such jobs where they are. */
  public BurstOptions except(ExpectedJob... jobs) {
    return new BurstOptions(only, List.of(jobs), queues, maxJobs, until, expected);
  }

  /** Serves these queues only, in order of priority. */
  public BurstOptions queues(String... names) {
    return new BurstOptions(only, except, List.of(names), maxJobs, until, expected);
  }

  /** Stops after so many jobs. */
  public BurstOptions maxJobs(int jobs) {
    return new BurstOptions(only, except, queues, jobs, until, expected);
  }

  /** Stops as soon as that is true. */
  public BurstOptions until(BooleanSupplier condition) {
    return new BurstOptions(only, except, queues, maxJobs, condition, expected);
  }

  /** Lets jobs fail, however they do. */
  public BurstOptions allowingFailures() {
    return allowingFailures(Throwable.class);
  }

  /** Lets jobs fail with an exception of that type. */
  public BurstOptions allowingFailures(Class<? extends Throwable> type) {
    return new BurstOptions(only, except, queues, maxJobs, until, List.of(type));
  }

  boolean picks() {
    return !only.isEmpty() || !except.isEmpty() || until != null;
  }

  boolean wants(Job<?> job) {
    return (only.isEmpty() || only.stream().anyMatch(one -> one.isMetBy(job)))
        && except.stream().noneMatch(one -> one.isMetBy(job));
  }

  boolean allows(Throwable error) {
    return expected.stream().anyMatch(type -> type.isInstance(error));
  }
}
