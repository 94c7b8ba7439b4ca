package io.rq;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the user said about a worker, and RQ's defaults. Never changed once made. */
final class WorkerSettings implements Cloneable {

  List<QueueName> queues;

  /** Whether its queues are those that are configured. */
  boolean asConfigured;

  @Nullable WorkerName name;
  DequeueStrategy strategy = DequeueStrategy.DEFAULT;
  Retention resultTtl = Lifecycle.DEFAULT_RESULT_TTL;
  Duration ttl = Duration.ofMinutes(7);
  Duration heartbeat = Duration.ofSeconds(30);
  Duration maintenance = Duration.ofMinutes(1);

  long maxJobs = Long.MAX_VALUE;
  @Nullable Duration maxIdleTime;
  Duration grace = Duration.ofMinutes(1);
  @Nullable Executor executor;
  List<ExceptionHandler> exceptionHandlers = List.of();
  GivenUpHandler givenUpHandler = (job, thread) -> {};
  boolean schedules = true;
  boolean logsDescriptions = true;
  boolean logsResultLifespans = true;

  WorkerSettings(List<QueueName> queues) {
    this.queues = List.copyOf(queues);
  }

  /** A copy, changed before anybody else sees it. */
  WorkerSettings with(Consumer<WorkerSettings> change) {
    WorkerSettings copy = clone();
    change.accept(copy);
    return copy;
  }

  @Override
  protected WorkerSettings clone() {
    try {
      return (WorkerSettings) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
