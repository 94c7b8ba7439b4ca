package io.rq;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a cron scheduler as its record shows it: RQ's {@code CronJob}, for looking at and not
 * for running (CR-12). Arguments, keyword arguments and meta are JSON texts, or {@link
 * #NOT_SERIALIZABLE} (CR-13).
 *
 * @param name the name of the entry; the function's where RQ has none
 * @param function the path of the function
 * @param queue the queue of its jobs
 * @param args the arguments; {@code null}: none
 * @param kwargs the keyword arguments; {@code null}: none
 * @param interval its interval; {@code null}: it has a pattern
 * @param cron its pattern as RQ can read it: where ours cannot be said so, that of the next time
 *     alone; {@code null}: it has an interval
 * @param latestEnqueueTime when its last job was enqueued, or was due for; {@code null}: not yet
 * @param nextEnqueueTime when it is due next; {@code null}: not known
 * @param options RQ's {@code job_timeout}, {@code result_ttl}, {@code ttl} and {@code failure_ttl}
 *     as seconds, -1 for ever, and {@code meta}; those that are set
 * @param webhooks whom its jobs tell of their ends
 */
public record CronJobInfo(
    String name,
    String function,
    QueueName queue,
    @Nullable String args,
    @Nullable String kwargs,
    @Nullable Duration interval,
    @Nullable String cron,
    @Nullable Instant latestEnqueueTime,
    @Nullable Instant nextEnqueueTime,
    Map<String, String> options,
    List<Webhook> webhooks) {

  /** What stands in place of something that JSON cannot say (CR-13). */
  public static final String NOT_SERIALIZABLE = "<not JSON serializable>";

  /** Keeps its own copies. */
  public CronJobInfo {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(queue, "queue");
    options = Map.copyOf(options);
    webhooks = List.copyOf(webhooks);
  }
}
