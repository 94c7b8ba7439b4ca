package io.rq;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a scheduler works. Each method gives new options and leaves these as they were.
 *
 * @param queues the queues that it looks after; none: the configured ones
 * @param name its name; {@code null}: a random one (S-10)
 * @param interval how often it looks; {@code null}: as configured, which is each second by default
 */
public record SchedulerOptions(
    List<QueueName> queues, @Nullable SchedulerName name, @Nullable Duration interval) {

  /** Checks the options. */
  public SchedulerOptions {
    queues = List.copyOf(queues);
    if (interval != null) {
      WholeSeconds.check("interval", interval);
    }
  }

  /**
   * A scheduler for these queues; if none is named, for the {@linkplain RqConfig#queues configured}
   * ones and the {@linkplain RqConfig#schedulerQueue queue of declared jobs}.
   */
  public static SchedulerOptions on(String... names) {
    return new SchedulerOptions(Arrays.stream(names).map(QueueName::of).toList(), null, null);
  }

  /** Names the scheduler. */
  public SchedulerOptions name(String newName) {
    return new SchedulerOptions(queues, SchedulerName.of(newName), interval);
  }

  /** Says how often it looks; whole seconds. */
  public SchedulerOptions interval(Duration time) {
    return new SchedulerOptions(queues, name, time);
  }

  /** These options, with what they leave open filled in. */
  SchedulerOptions orElse(RqConfig config) {
    List<QueueName> configured =
        Stream.concat(config.queues().stream(), Stream.of(config.schedulerQueue()))
            .distinct()
            .toList();
    return new SchedulerOptions(
        queues.isEmpty() ? configured : queues,
        name,
        Objects.requireNonNullElse(interval, config.schedulerInterval()));
  }
}
