package io.rq;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a worker works. Each method gives new options and leaves these as they were.
 *
 * @param queues the queues it serves, in order of priority
 * @param name its name; {@code null}: a random one (W-02)
 * @param resultTtl how long a success is kept if the job does not say; 500 seconds by default
 *     (W-23)
 * @param ttl how long the worker counts as alive after a sign of life; 420 seconds by default
 *     (W-07)
 * @param heartbeat how often it gives one, while it waits and while it runs a job; 30 seconds by
 *     default (W-14)
 * @param maxJobs after how many jobs it stops by itself; practically never by default (W-04)
 * @param schedules whether it also moves due jobs of its queues into them; it does by default
 *     (S-22)
 * @param maintenance how often it cleans up after lost workers; a minute by default, and once at
 *     the start (W-43)
 */
public record WorkerOptions(
    List<QueueName> queues,
    @Nullable WorkerName name,
    Retention resultTtl,
    Duration ttl,
    Duration heartbeat,
    long maxJobs,
    boolean schedules,
    Duration maintenance) {

  /** Checks the options. */
  public WorkerOptions {
    queues = List.copyOf(queues);
    Objects.requireNonNull(resultTtl, "resultTtl");
    WholeSeconds.check("ttl", ttl);
    WholeSeconds.check("heartbeat", heartbeat);
    WholeSeconds.check("maintenance", maintenance);
    if (maxJobs < 1) {
      throw new IllegalArgumentException("maxJobs must be at least 1, not " + maxJobs);
    }
  }

  /** A worker for these queues, in order of priority; for {@code default} if none is named. */
  public static WorkerOptions on(String... names) {
    List<QueueName> queues =
        names.length == 0
            ? List.of(QueueName.DEFAULT)
            : Arrays.stream(names).map(QueueName::of).toList();
    return new WorkerOptions(
        queues,
        null,
        Lifecycle.DEFAULT_RESULT_TTL,
        Duration.ofMinutes(7),
        Duration.ofSeconds(30),
        Long.MAX_VALUE,
        true,
        Duration.ofMinutes(1));
  }

  /** Names the worker. */
  public WorkerOptions name(String newName) {
    return new WorkerOptions(
        queues, WorkerName.of(newName), resultTtl, ttl, heartbeat, maxJobs, schedules, maintenance);
  }

  /** Says how long a success is kept if the job does not say. */
  public WorkerOptions resultTtl(Retention retention) {
    return new WorkerOptions(
        queues, name, retention, ttl, heartbeat, maxJobs, schedules, maintenance);
  }

  /** Says how long the worker counts as alive after a sign of life; whole seconds. */
  public WorkerOptions ttl(Duration time) {
    return new WorkerOptions(
        queues, name, resultTtl, time, heartbeat, maxJobs, schedules, maintenance);
  }

  /** Says how often it gives a sign of life; whole seconds. */
  public WorkerOptions heartbeat(Duration interval) {
    return new WorkerOptions(
        queues, name, resultTtl, ttl, interval, maxJobs, schedules, maintenance);
  }

  /** Stops the worker after so many jobs; the rest stays queued (W-04). */
  public WorkerOptions maxJobs(long jobs) {
    return new WorkerOptions(queues, name, resultTtl, ttl, heartbeat, jobs, schedules, maintenance);
  }

  /** Leaves due jobs to other workers (BURST-09). */
  public WorkerOptions withoutScheduler() {
    return new WorkerOptions(queues, name, resultTtl, ttl, heartbeat, maxJobs, false, maintenance);
  }

  /** Says how often it cleans up; whole seconds. */
  public WorkerOptions maintenance(Duration interval) {
    return new WorkerOptions(queues, name, resultTtl, ttl, heartbeat, maxJobs, schedules, interval);
  }
}
