package io.rq.redis.cli;

import io.rq.Call;
import io.rq.Enqueuer;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Retry;
import io.rq.Rq;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rq enqueue} (CLI-09). */
@Command(
    name = "enqueue",
    description = "Enqueues a job from the command line.",
    footer = {
      "",
      "Arguments: text is itself; :JSON is JSON; %%LITERAL is a literal of Python. With a name: name=text, "
          + "name:=JSON, name%%=LITERAL. A text that begins with @ is the name of a file with the text.",
      "",
      "  rq enqueue com.acme.Reports.build :2026 title='The year' options:=@options.json",
      "",
      "Arguments that begin with a dash come after --."
    })
final class EnqueueCommand extends RedisCommand {

  @Option(
      names = {"-q", "--queue"},
      paramLabel = "QUEUE",
      description = "The queue. Default: default, or the first of RQ_QUEUES.")
  private @Nullable String queue;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long a run may take; -1: as long as it takes.")
  private @Nullable String timeout;

  @Option(
      names = "--result-ttl",
      paramLabel = "TIME",
      description = "How long a success is kept; 0: not at all, -1: for ever.")
  private @Nullable String resultTtl;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description = "How long it may wait in its queue before it is dropped.")
  private @Nullable String ttl;

  @Option(
      names = "--failure-ttl",
      paramLabel = "TIME",
      description = "How long a failure is kept; 0: not at all, -1: for ever.")
  private @Nullable String failureTtl;

  @Option(
      names = "--description",
      paramLabel = "TEXT",
      description = "Another description than the text of the call.")
  private @Nullable String description;

  @Option(
      names = "--depends-on",
      paramLabel = "ID",
      description = "A job that must end well first; repeatable.")
  private List<String> dependsOn = new ArrayList<>();

  @Option(names = "--job-id", paramLabel = "ID", description = "The id; random by default.")
  private @Nullable String id;

  @Option(names = "--at-front", description = "Before all that wait.")
  private boolean atFront;

  @Option(
      names = "--retry-max",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description = "How often it is run again after failures.")
  private int retryMax;

  @Option(
      names = "--retry-interval",
      paramLabel = "SECONDS",
      description = "The pause before a retry; repeatable, one after the other.")
  private List<Integer> retryIntervals = new ArrayList<>();

  @Option(
      names = "--schedule-in",
      paramLabel = "TIME",
      description = "Not before that time is over: 10s, 5m, 2d.")
  private @Nullable String scheduleIn;

  @Option(
      names = "--schedule-at",
      paramLabel = "TIME",
      description = "Not before then, in local time: 2021-05-27T21:45:00.")
  private @Nullable String scheduleAt;

  @Option(names = "--quiet", description = "Print nothing if it is done.")
  private boolean quiet;

  @Parameters(
      index = "0",
      paramLabel = "FUNCTION",
      description = "The path of a function: of a Java method, or of Python's.")
  private String function = "";

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", arity = "0..*", description = "See below.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    Call<Object> call = understood(() -> options(function()));
    if (scheduleIn != null && scheduleAt != null) {
      throw misuse("You can't specify both --schedule-in and --schedule-at");
    }
    Function<Queue, Enqueuer> when = understood(this::when);
    try (Rq rq = open()) {
      for (String parent : dependsOn) {
        call = call.dependsOn(rq.job(parent));
      }
      Job<Object> job = when.apply(queue == null ? rq.queue() : rq.queue(queue)).submit(call);
      if (!quiet) {
        say("Enqueued " + Colour.BLUE.of(call.toString()) + " with job-id '" + job.id() + "'.");
      }
    }
    return OK;
  }

  private Call<Object> function() {
    FunctionArguments parsed = FunctionArguments.parse(arguments);
    Call<Object> call = Call.path(function, parsed.args().toArray());
    for (Map.Entry<String, @Nullable Object> named : parsed.kwargs().entrySet()) {
      call = call.kwarg(named.getKey(), named.getValue());
    }
    return call;
  }

  private Call<Object> options(Call<Object> bare) {
    Call<Object> call = bare;
    if (timeout != null) {
      call =
          timeout.equals(Times.FOREVER)
              ? call.noTimeout()
              : call.timeout(Times.duration("--timeout", timeout));
    }
    if (resultTtl != null) {
      call = call.resultTtl(Times.retention("--result-ttl", resultTtl));
    }
    if (failureTtl != null) {
      call = call.failureTtl(Times.retention("--failure-ttl", failureTtl));
    }
    if (ttl != null) {
      call = call.ttl(Times.duration("--ttl", ttl));
    }
    if (description != null) {
      call = call.description(description);
    }
    if (id != null) {
      call = call.id(id);
    }
    if (atFront) {
      call = call.atFront();
    }
    return retryMax == 0 ? call : call.retry(retry());
  }

  private Retry retry() {
    Retry retry = Retry.max(retryMax);
    return retryIntervals.isEmpty()
        ? retry
        : retry.intervals(retryIntervals.stream().mapToInt(Integer::intValue).toArray());
  }

  private Function<Queue, Enqueuer> when() {
    if (scheduleIn != null) {
      Duration pause = Times.duration("--schedule-in", scheduleIn);
      return queue -> queue.in(pause);
    }
    if (scheduleAt == null) {
      return queue -> queue;
    }
    try {
      Instant time = LocalDateTime.parse(scheduleAt).atZone(ZoneId.systemDefault()).toInstant();
      return queue -> queue.at(time);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--schedule-at: '" + scheduleAt + "' is no time such as 2021-05-27T21:45:00", e);
    }
  }
}
