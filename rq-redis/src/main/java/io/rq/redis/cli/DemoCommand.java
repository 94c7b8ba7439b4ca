package io.rq.redis.cli;

import io.rq.Call;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.WorkerOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rq demo}: shows in a second that it works. */
@Command(
    name = "demo",
    description = {
      "Enqueues three jobs on a queue of its own, lets a worker run them, shows what became of them and removes"
          + " all of it."
    })
final class DemoCommand extends RedisCommand {

  @Option(
      names = "--queue",
      paramLabel = "QUEUE",
      defaultValue = "rq-demo",
      description = "The queue; rq-demo by default. It must be empty.")
  private String name = "rq-demo";

  @Mixin private final LogOptions log = new LogOptions();

  @Override
  public Integer call() {
    beginLog(log);
    try (Rq rq = open()) {
      Queue queue = rq.queue(name);
      if (!queue.isEmpty()) {
        throw new Failure("There are jobs in queue " + name + ": choose another one, --queue");
      }
      Job<Integer> sum = queue.submit(Call.of(Demo::add, 1, 2));
      Job<String> greeting = queue.submit(Call.of(Demo::greet, "world").dependsOn(sum));
      Job<Void> failure = queue.submit(Call.ofVoid(Demo::fail));
      List<Job<?>> jobs = List.of(sum, greeting, failure);
      try {
        rq.worker(WorkerOptions.on(name)).burst();
        jobs.forEach(job -> say(job.description() + " " + outcome(job)));
      } finally {
        jobs.forEach(Job::delete);
        queue.delete();
      }
    }
    return OK;
  }

  private static String outcome(Job<?> job) {
    return switch (job.status()) {
      case FINISHED -> Colour.GREEN.of("finished") + ": " + job.returnValue().orElseThrow();
      case FAILED ->
          Colour.RED.of("failed")
              + ": "
              + job.latestResult()
                  .flatMap(r -> r.failure())
                  .orElse("")
                  .lines()
                  .findFirst()
                  .orElse("");
      default -> job.status().wireName() + ": are the workers suspended?";
    };
  }
}
