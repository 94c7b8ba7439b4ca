package io.rq;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The job that the calling thread runs; runs nest where a synchronous job enqueues another (J-30,
 * SYNC-04).
 */
final class CurrentJob {

  private static final ThreadLocal<@Nullable CurrentJob> RUNNING = new ThreadLocal<>();

  private final Job<?> job;
  private final @Nullable CurrentJob outer;
  private Watchdog.@Nullable Run run;

  private CurrentJob(Job<?> job, @Nullable CurrentJob outer) {
    this.job = job;
    this.outer = outer;
  }

  static void begin(Job<?> job) {
    RUNNING.set(new CurrentJob(job, RUNNING.get()));
  }

  static void end() {
    CurrentJob outer = Objects.requireNonNull(RUNNING.get(), "no job is running").outer;
    if (outer == null) {
      RUNNING.remove();
    } else {
      RUNNING.set(outer);
    }
  }

  /** Says what watches over the code that the calling thread is about to run for its job. */
  static void isWatchedAs(Watchdog.Run run) {
    CurrentJob current = RUNNING.get();
    if (current != null) {
      current.run = run;
    }
  }

  /** Tells whether the calling thread's job, or one around it, was cut off. */
  static boolean isCutOff() {
    for (CurrentJob job = RUNNING.get(); job != null; job = job.outer) {
      if (job.run != null && job.run.cut() != null) {
        return true;
      }
    }
    return false;
  }

  static @Nullable Job<?> get() {
    CurrentJob current = RUNNING.get();
    return current == null ? null : current.job;
  }
}
