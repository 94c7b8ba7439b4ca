package io.rq.redis.cli;

import io.rq.DequeueStrategy;
import io.rq.Rq;
import io.rq.Worker;
import io.rq.WorkerOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rq worker} (CLI-01). */
@Command(
    name = "worker",
    description = "Starts an RQ worker.",
    footer = {
      "",
      "SIGTERM or Ctrl-C once: the job that runs is finished, then the worker stops. Twice: the job is"
          + " interrupted, and failed or retried. Three times: the process ends on the spot; its job is"
          + " taken up by another worker after a while."
    })
final class WorkerCommand extends WorkCommand {

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "The worker's name; a random one by default.")
  private @Nullable String name;

  @Option(
      names = "--results-ttl",
      paramLabel = "TIME",
      description = "How long results are kept if their jobs do not say; 500 seconds by default.")
  private @Nullable String resultTtl;

  @Option(
      names = "--worker-ttl",
      paramLabel = "TIME",
      description = "How long it counts as alive after a sign of life; 420 seconds by default.")
  private @Nullable String ttl;

  @Option(
      names = "--maintenance-interval",
      paramLabel = "TIME",
      description = "How often it cleans up after lost workers; every 60 seconds by default.")
  private @Nullable String maintenance;

  @Option(
      names = "--job-monitoring-interval",
      paramLabel = "TIME",
      description = "How often it gives a sign of life; every 30 seconds by default.")
  private @Nullable String monitoring;

  @Option(
      names = "--disable-job-desc-logging",
      description = "Keep descriptions of jobs, and so their arguments, out of the log.")
  private boolean withoutDescriptions;

  @Option(names = "--max-jobs", paramLabel = "NUMBER", description = "Quit after so many jobs.")
  private @Nullable Long maxJobs;

  @Option(
      names = "--max-idle-time",
      paramLabel = "TIME",
      description = "Quit after so long without a job.")
  private @Nullable String maxIdleTime;

  @Option(
      names = {"-s", "--with-scheduler"},
      description = "Also move jobs whose time has come into these queues.")
  private boolean withScheduler;

  @Option(
      names = {"-ds", "--dequeue-strategy"},
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Which queue is looked into first: default, round_robin or random.")
  private String strategy = "default";

  @Override
  WorkerOptions options(WorkerOptions common) {
    WorkerOptions options = common.dequeueStrategy(strategy());
    if (!withScheduler) {
      options = options.withoutScheduler();
    }
    if (withoutDescriptions) {
      options = options.withoutDescriptionsInLog();
    }
    if (name != null) {
      options = options.name(name);
    }
    if (resultTtl != null) {
      options = options.resultTtl(Times.retention("--results-ttl", resultTtl));
    }
    if (ttl != null) {
      options = options.ttl(time("--worker-ttl", ttl));
    }
    if (maintenance != null) {
      options = options.maintenance(time("--maintenance-interval", maintenance));
    }
    if (monitoring != null) {
      options = options.heartbeat(time("--job-monitoring-interval", monitoring));
    }
    if (maxJobs != null) {
      options = options.maxJobs(maxJobs);
    }
    return maxIdleTime == null
        ? options
        : options.maxIdleTime(time("--max-idle-time", maxIdleTime));
  }

  private static Duration time(String option, String text) {
    return Times.duration(option, text);
  }

  private DequeueStrategy strategy() {
    return switch (strategy) {
      case "default" -> DequeueStrategy.DEFAULT;
      case "round_robin" -> DequeueStrategy.ROUND_ROBIN;
      case "random" -> DequeueStrategy.RANDOM;
      default ->
          throw new Failure(
              "Dequeue Strategy can only be one of `default`, `random` or `round_robin`.");
    };
  }

  @Override
  void work(Rq rq, WorkerOptions options, boolean inBurst) {
    Worker worker = rq.worker(options);
    Runnable work = inBurst ? worker::burst : worker::work;
    stoppably(worker.toString(), worker::stop, worker::stopNow, work);
  }
}
