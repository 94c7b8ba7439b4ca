package io.rq.redis.cli;

import io.rq.Rq;
import picocli.CommandLine.Command;

/** {@code rq resume} (CLI-05). */
@Command(name = "resume", description = "Lets workers go on that rq suspend suspended.")
final class ResumeCommand extends RedisCommand {

  @Override
  public Integer call() {
    try (Rq rq = open()) {
      rq.resume();
      say("Resuming workers.");
    }
    return OK;
  }
}
