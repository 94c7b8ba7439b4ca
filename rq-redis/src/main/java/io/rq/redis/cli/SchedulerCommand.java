package io.rq.redis.cli;

import io.rq.Rq;
import io.rq.Scheduler;
import io.rq.SchedulerOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rq scheduler} (F-16). */
@Command(
    name = "scheduler",
    description = {
      "Starts a scheduler: it moves jobs whose time has come into their queues. Workers do so, too, if they are"
          + " started with --with-scheduler, and pools always do."
    })
final class SchedulerCommand extends RedisCommand {

  @Parameters(
      paramLabel = "QUEUE",
      arity = "0..*",
      description = "The queues. Default: RQ_QUEUES and RQ_SCHEDULER_QUEUE, or default.")
  private List<String> queues = new ArrayList<>();

  @Option(
      names = {"-b", "--burst"},
      description = "Look once, and quit.")
  private boolean burst;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "TIME",
      description = "How often to look. Default: RQ_SCHEDULER_INTERVAL, or every second.")
  private @Nullable String interval;

  @Mixin private final PidFile pid = new PidFile();

  @Mixin private final LogOptions log = new LogOptions();

  @Override
  public Integer call() {
    beginLog(log);
    SchedulerOptions options = understood(this::options);
    pid.write();
    try (Rq rq = open()) {
      Scheduler scheduler = rq.scheduler(options);
      if (burst) {
        scheduler.runOnce();
      } else {
        WorkCommand.stoppably(
            scheduler.toString(), scheduler::stop, scheduler::stop, scheduler::run);
      }
    }
    return OK;
  }

  private SchedulerOptions options() {
    SchedulerOptions options = SchedulerOptions.on(queues.toArray(new String[0]));
    return interval == null ? options : options.interval(Times.duration("--interval", interval));
  }
}
