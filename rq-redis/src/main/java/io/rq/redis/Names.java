package io.rq.redis;

import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.QueueName;
import io.rq.SchedulerName;
import io.rq.WorkerName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes names of what others wrote; empty where the text cannot be one. */
final class Names {

  private Names() {}

  static Optional<JobId> job(String text) {
    return JobId.isLegal(text) ? Optional.of(JobId.of(text)) : Optional.empty();
  }

  static Optional<QueueName> queue(String text) {
    return made(text, QueueName::of);
  }

  /**
   * The names of queues as RQ's records of workers and schedulers have them, with commas between.
   */
  static List<QueueName> queues(String joined) {
    return Arrays.stream(joined.split(",", -1)).flatMap(text -> queue(text).stream()).toList();
  }

  static Optional<WorkerName> worker(String text) {
    return made(text, WorkerName::of);
  }

  static Optional<SchedulerName> scheduler(String text) {
    return made(text, SchedulerName::of);
  }

  static Optional<ExecutionId> execution(String text) {
    return made(text, ExecutionId::of);
  }

  private static <T> Optional<T> made(String text, Function<String, T> maker) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(maker.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
