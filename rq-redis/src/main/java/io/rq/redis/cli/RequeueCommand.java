package io.rq.redis.cli;

import io.rq.InvalidJobOperationException;
import io.rq.Job;
import io.rq.Registry;
import io.rq.Rq;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rq requeue} (CLI-08). */
@Command(
    name = "requeue",
    description =
        "Puts failed jobs back into their queue. Exits 1 if it could not do so with each.")
final class RequeueCommand extends RedisCommand {

  @Option(
      names = {"-a", "--all"},
      description = "Requeue all failed jobs of the queue.")
  private boolean all;

  @Option(names = "--queue", required = true, paramLabel = "QUEUE", description = "Their queue.")
  private String queue = "";

  @Parameters(paramLabel = "ID", arity = "0..*", description = "The jobs.")
  private List<String> ids = new ArrayList<>();

  @Override
  public Integer call() {
    try (Rq rq = open()) {
      Registry failed = rq.queue(queue).failed();
      List<String> wanted = all ? failed.jobIds().stream().map(Object::toString).toList() : ids;
      if (wanted.isEmpty()) {
        say("Nothing to do");
        return OK;
      }
      say("Requeueing " + wanted.size() + " jobs from failed queue");
      long missed = wanted.stream().filter(id -> !requeue(rq, failed, id)).count();
      if (missed == 0) {
        return OK;
      }
      say(Colour.RED.of("Unable to requeue " + missed + " jobs from failed job registry"));
      return FAILED;
    }
  }

  private static boolean requeue(Rq rq, Registry failed, String id) {
    Optional<Job<Object>> job = rq.findJob(id).filter(failed::contains);
    try {
      job.ifPresent(Job::requeue);
      return job.isPresent();
    } catch (InvalidJobOperationException e) {
      // Somebody else did.
      return false;
    }
  }
}
