package io.rq.redis.cli;

import io.rq.DeserializationException;
import io.rq.Group;
import io.rq.Job;
import io.rq.Result;
import io.rq.Rq;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rq job}: everything about one job. */
@Command(name = "job", description = "Shows everything about a job.")
final class JobCommand extends RedisCommand {

  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Override
  public Integer call() {
    try (Rq rq = open()) {
      show(rq.job(id));
    }
    return OK;
  }

  private void show(Job<Object> job) {
    show("id", job.id());
    show("status", job.status().wireName());
    show("queue", job.queue().name());
    job.position().ifPresent(before -> show("position", before));
    show("description", job.description());
    show("function", readable(job::functionName));
    show("call", readable(job::callString));
    show("created at", job.createdAt());
    show("enqueued at", job.enqueuedAt());
    show("started at", job.startedAt());
    show("ended at", job.endedAt());
    show("expires at", job.expiresAt());
    show("worker", job.workerName());
    show("timeout", job.timeout().map(JobCommand::seconds).orElse("none"));
    show("ttl", job.ttl().map(JobCommand::seconds));
    show("result ttl", job.resultTtl());
    show("failure ttl", job.failureTtl());
    show("retries left", boxed(job.retriesLeft()));
    show("repeats left", boxed(job.repeatsLeft()));
    show("group", job.group().map(Group::name));
    List<Job<Object>> parents = job.dependencies();
    if (!parents.isEmpty()) {
      show(
          "depends on",
          parents.stream()
              .map(parent -> parent.id() + " (" + parent.status().wireName() + ")")
              .collect(Collectors.joining(", ")));
    }
    if (!job.meta().isEmpty()) {
      show("meta", job.meta());
    }
    job.results().forEach(this::show);
  }

  private void show(Result<Object> result) {
    show(
        "result",
        result.type().toString().toLowerCase(Locale.ROOT)
            + " at "
            + result.createdAt()
            + result.workerName().map(worker -> " on worker " + worker).orElse(""));
    show("  returned", readable(() -> result.returnValue().map(Object::toString).orElse("")));
    result.failure().ifPresent(trace -> say(trace.stripTrailing().indent(2).stripTrailing()));
  }

  private void show(String name, Optional<?> value) {
    value.ifPresent(present -> show(name, present));
  }

  private void show(String name, Object value) {
    String text = value.toString();
    if (!text.isEmpty()) {
      say("%-13s %s".formatted(name + ":", text));
    }
  }

  private static Optional<Integer> boxed(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " seconds";
  }

  // What another serializer wrote is not shown, but everything else is.
  private static String readable(Supplier<String> text) {
    try {
      return text.get();
    } catch (DeserializationException e) {
      return "(cannot be read: " + e.getMessage() + ")";
    }
  }
}
