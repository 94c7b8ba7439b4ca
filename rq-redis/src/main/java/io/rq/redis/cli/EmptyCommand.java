package io.rq.redis.cli;

import io.rq.Queue;
import io.rq.Rq;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rq empty} (CLI-07). */
@Command(name = "empty", description = "Deletes the jobs that wait in these queues.")
final class EmptyCommand extends RedisCommand {

  @Option(
      names = {"-a", "--all"},
      description = "Empty all queues.")
  private boolean all;

  @Parameters(paramLabel = "QUEUE", arity = "0..*", description = "The queues.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    try (Rq rq = open()) {
      List<Queue> queues = all ? rq.queues() : names.stream().map(rq::queue).toList();
      if (queues.isEmpty()) {
        say("Nothing to do");
      }
      for (Queue queue : queues) {
        say(queue.empty() + " jobs removed from " + queue.name() + " queue");
      }
    }
    return OK;
  }
}
