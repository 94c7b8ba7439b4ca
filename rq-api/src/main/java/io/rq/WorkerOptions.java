package io.rq;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
   * A worker for these queues, in order of priority; for the {@linkplain RqConfig#queues
   * configured} ones if none is named, which are {@code default} by default (W-01, F-07).
   *
   * @throws IllegalArgumentException if a name is not legal
   */
  public static WorkerOptions on(String... names) {
    WorkerOptions options = ofQueues(Arrays.stream(names).map(QueueName::of).toList());
    return names.length == 0 ? options.with(s -> s.asConfigured = true) : options;
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

  /**
   * Says how long a job that was interrupted, because its time is over or somebody stopped it, may
   * take no notice of that, in real time; a minute by default, as in RQ (W-29). Then its thread is
   * given up: the job is recorded as failed or stopped, with a text that says that its code may
   * still be running, and the worker goes on without that thread. What the code does after that has
   * no effect on the job, but nobody can keep it from doing it (TO-03).
   *
   * <p>A burst that runs its jobs on the thread that called it cannot leave that thread, and waits.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public WorkerOptions grace(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("grace must not be negative, but was " + time);
    }
    return with(s -> s.grace = time);
  }

  /**
   * Runs each job as a task of that executor, such as one with a virtual thread for each task, or
   * one that sets something up around it. Claiming and recording happen there too; one job at a
   * time, as ever. By default {@link Worker#work} has a thread of its own for its jobs, and {@link
   * Worker#burst} runs them on the thread that called it: either spares the hand-over to another
   * thread and back at each job, which an executor costs.
   *
   * <p>A job that waits for a thread there is held meanwhile, and its lease renewed (W-14). What a
   * lost job named for its failure is called there, too.
   *
   * <p>The executor stays the caller's to shut down. One that rejects a task ends the worker with
   * that exception; the job is back in its queue then.
   */
  public WorkerOptions executor(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return with(s -> s.executor = executor);
  }

  /** Tells one more handler of each run that failed, after those that were named before (W-26). */
  public WorkerOptions exceptionHandler(ExceptionHandler handler) {
    Objects.requireNonNull(handler, "handler");
    return with(
        s ->
            s.exceptionHandlers =
                Stream.concat(s.exceptionHandlers.stream(), Stream.of(handler)).toList());
  }

  /** Says who is told of threads that are given up; by default they are only logged (W-49). */
  public WorkerOptions givenUpHandler(GivenUpHandler handler) {
    Objects.requireNonNull(handler, "handler");
    return with(s -> s.givenUpHandler = handler);
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

  /** What was said, with the queues of the program if none were. */
  WorkerSettings settings(RqConfig config) {
    return settings.asConfigured ? settings.with(s -> s.queues = config.queues()) : settings;
  }
}
