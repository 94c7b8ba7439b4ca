package io.rq;

import java.util.function.Supplier;

/**
 * Makes the ids and names of all that an {@link Rq} brings forth, from what {@link Rq.Builder#ids}
 * was given.
 */
record Ids(Supplier<String> source) {

  JobId job() {
    return JobId.of(source.get());
  }

  ExecutionId execution() {
    return ExecutionId.of(hex());
  }

  WorkerName worker() {
    return WorkerName.of(hex());
  }

  SchedulerName scheduler() {
    return SchedulerName.of(hex());
  }

  SchedulerName cronScheduler() {
    return SchedulerName.of(
        Host.name() + ":" + ProcessHandle.current().pid() + ":" + hex().substring(0, 6));
  }

  /** A name for the holder of locks. */
  String owner() {
    return hex();
  }

  private String hex() {
    return source.get().replace("-", "");
  }
}
