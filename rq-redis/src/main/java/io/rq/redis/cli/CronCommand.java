package io.rq.redis.cli;

import io.rq.CronScheduler;
import io.rq.Rq;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rq cron} (CLI-16). */
@Command(
    name = "cron",
    description = {
      "Starts a cron scheduler: it enqueues the jobs of a file as they are due. Any number may run with the same"
          + " file: for each time, one of them enqueues."
    },
    footer = {
      "",
      "The file is JSON, a list of entries:",
      "",
      "  [{\"name\": \"nightly\", \"cron\": \"0 3 * * MON-FRI\", \"zone\": \"Europe/Berlin\",",
      "    \"func_name\": \"com.acme.Reports.build\", \"args\": [2026], \"queue_name\": \"low\"},",
      "   {\"name\": \"pulse\", \"interval\": 30, \"func_name\": \"my_package.my_module.pulse\"}]"
    })
final class CronCommand extends RedisCommand {

  @Parameters(paramLabel = "FILE", description = "The entries.")
  private Path file = Path.of("");

  @Mixin private final PidFile pid = new PidFile();

  @Mixin private final LogOptions log = new LogOptions();

  @Override
  public Integer call() {
    beginLog(log);
    pid.write();
    try (Rq rq = open()) {
      load(rq);
      CronScheduler scheduler = rq.cronScheduler();
      WorkCommand.stoppably(scheduler.toString(), scheduler::stop, scheduler::stop, scheduler::run);
    }
    return OK;
  }

  private void load(Rq rq) {
    try {
      rq.cron().load(file);
    } catch (NoSuchFileException e) {
      throw new Failure("There is no cron file " + file, e);
    } catch (IOException e) {
      throw new Failure("The cron file " + file + " cannot be read: " + e, e);
    }
  }
}
