package io.rq.redis.cli;

import io.rq.Rq;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rq suspend} (CLI-05). */
@Command(name = "suspend", description = "Suspends all workers; rq resume lets them go on.")
final class SuspendCommand extends RedisCommand {

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "For how long; for ever by default.")
  private @Nullable Integer seconds;

  @Override
  public Integer call() {
    if (seconds != null && seconds < 1) {
      throw new Failure("Duration must be an integer greater than 1");
    }
    try (Rq rq = open()) {
      if (seconds == null) {
        rq.suspend();
        say(
            "Suspending workers.  No new jobs will be started.  But current jobs will be completed");
      } else {
        rq.suspend(Duration.ofSeconds(seconds));
        say(
            "Suspending workers for "
                + seconds
                + " seconds.  No new jobs will be started during that time, but then will"
                + " automatically resume");
      }
    }
    return OK;
  }
}
