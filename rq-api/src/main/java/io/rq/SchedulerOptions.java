package io.rq;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a scheduler works. Each method gives new options and leaves these as they were.
 *
 * @param queues the queues that it looks after
 * @param name its name; {@code null}: a random one (S-10)
 * @param interval how often it looks; a second by default
 */
public record SchedulerOptions(
    List<QueueName> queues, @Nullable SchedulerName name, Duration interval) {

  /** Checks the options. */
  public SchedulerOptions {
    queues = List.copyOf(queues);
    WholeSeconds.check("interval", interval);
  }

  /** A scheduler for these queues; for {@code default} if none is named. */
  public static SchedulerOptions on(String... names) {
    List<QueueName> queues =
        names.length == 0
            ? List.of(QueueName.DEFAULT)
            : Arrays.stream(names).map(QueueName::of).toList();
    return new SchedulerOptions(queues, null, Scheduling.INTERVAL);
  }

  /** Names the scheduler. */
  public SchedulerOptions name(String newName) {
    return new SchedulerOptions(queues, SchedulerName.of(newName), interval);
  }

  /** Says how often it looks; whole seconds. */
  public SchedulerOptions interval(Duration time) {
    return new SchedulerOptions(queues, name, time);
  }
}
