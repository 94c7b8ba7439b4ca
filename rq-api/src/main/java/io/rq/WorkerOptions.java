package io.rq;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a worker works. Begin with {@link #on}; each method gives new options and leaves these as
 * they were, so that options can be kept, varied and used for many workers. What is not set has
 * RQ's default.
 *
 * <pre>{@code
 * rq.worker(WorkerOptions.on("high", "mail").name("mailer-1").maxJobs(1000)).work();
 * }</pre>
 */
public final class WorkerOptions {

  private final WorkerSettings settings;

  private WorkerOptions(WorkerSettings settings) {
    this.settings = settings;
  }

  /**
   * A worker for these queues, in order of priority; for {@code default} if none is named (W-01).
   *
   * @throws IllegalArgumentException if a name is not legal
   */
  public static WorkerOptions on(String... names) {
    return ofQueues(
        names.length == 0
            ? List.of(QueueName.DEFAULT)
            : Arrays.stream(names).map(QueueName::of).toList());
  }

  /** A worker for these queues, in order of priority; of none, it has nothing to do (BURST-14). */
  public static WorkerOptions on(List<Queue> queues) {
    return ofQueues(queues.stream().map(Queue::name).map(QueueName::of).toList());
  }

  private static WorkerOptions ofQueues(List<QueueName> queues) {
    return new WorkerOptions(new WorkerSettings(queues));
  }

  /**
   * Names the worker; by default it has a random name (W-02).
   *
   * @throws IllegalArgumentException if the name is not legal
   */
  public WorkerOptions name(String name) {
    WorkerName checked = WorkerName.of(name);
    return with(s -> s.name = checked);
  }

  /** Says which queue is looked into first; {@link DequeueStrategy#DEFAULT} by default (W-40). */
  public WorkerOptions dequeueStrategy(DequeueStrategy strategy) {
    Objects.requireNonNull(strategy, "strategy");
    return with(s -> s.strategy = strategy);
  }

  /** Says how long a success is kept if its job does not say; 500 seconds by default (W-23). */
  public WorkerOptions resultTtl(Retention retention) {
    Objects.requireNonNull(retention, "retention");
    return with(s -> s.resultTtl = retention);
  }

  /**
   * Says how long the worker counts as alive after a sign of life; 420 seconds by default (W-07).
   *
   * @throws IllegalArgumentException if it is no whole number of seconds, at least one
   */
  public WorkerOptions ttl(Duration time) {
    WholeSeconds.check("ttl", time);
    return with(s -> s.ttl = time);
  }

  /**
   * Says how often the worker gives a sign of life, while it waits and while it runs a job; every
   * 30 seconds by default (W-14). A job whose worker is lost is recovered a minute after the next
   * sign of life would have been due.
   *
   * @throws IllegalArgumentException if it is no whole number of seconds, at least one
   */
  public WorkerOptions heartbeat(Duration interval) {
    WholeSeconds.check("heartbeat", interval);
    return with(s -> s.heartbeat = interval);
  }

  /**
   * Says how often the worker cleans up after others that were lost; every minute by default, and
   * once at the start (W-43).
   *
   * @throws IllegalArgumentException if it is no whole number of seconds, at least one
   */
  public WorkerOptions maintenance(Duration interval) {
    WholeSeconds.check("maintenance", interval);
    return with(s -> s.maintenance = interval);
  }

  /**
   * Stops the worker after so many jobs; the rest stays queued (W-04). By default it never does.
   *
   * @throws IllegalArgumentException if it is less than one
   */
  public WorkerOptions maxJobs(long jobs) {
    if (jobs < 1) {
      throw new IllegalArgumentException("maxJobs must be at least 1, not " + jobs);
    }
    return with(s -> s.maxJobs = jobs);
  }

  /**
   * Stops the worker when it has waited so long, in real time, and no job came (W-05). By default
   * it waits for ever. The time in which the installation is suspended does not count. A burst,
   * which does not wait, takes no notice (BURST-06).
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public WorkerOptions maxIdleTime(Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("maxIdleTime must be positive, not " + time);
    }
    return with(s -> s.maxIdleTime = time);
  }

  /** Leaves due jobs to other workers; by default a worker moves them into its queues (S-22). */
  public WorkerOptions withoutScheduler() {
    return with(s -> s.schedules = false);
  }

  /**
   * Keeps the descriptions of jobs, and so their arguments, out of the log: RQ's {@code
   * log_job_description} (W-45).
   */
  public WorkerOptions withoutDescriptionsInLog() {
    return with(s -> s.logsDescriptions = false);
  }

  /** Does not log how long each result is kept: RQ's {@code log_result_lifespan} (W-46). */
  public WorkerOptions withoutResultLifespansInLog() {
    return with(s -> s.logsResultLifespans = false);
  }

  private WorkerOptions with(Consumer<WorkerSettings> change) {
    return new WorkerOptions(settings.with(change));
  }

  WorkerSettings settings() {
    return settings;
  }
}
