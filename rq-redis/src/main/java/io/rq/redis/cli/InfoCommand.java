package io.rq.redis.cli;

import io.rq.QueueName;
import io.rq.Rq;
import io.rq.redis.RedisBackend;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code rq info} (CLI-06). */
@Command(name = "info", description = "RQ command-line monitor.")
final class InfoCommand extends RedisCommand {

  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final int COLUMNS = 80;

  private final InstantSource clock;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "SECONDS",
      description = "Show it again every so many seconds, until Ctrl-C.")
  private @Nullable Double interval;

  @Option(
      names = {"-r", "--raw"},
      description = "Print only the raw numbers, no bar charts.")
  private boolean raw;

  @Option(
      names = {"-Q", "--only-queues"},
      description = "Show only queue info.")
  private boolean onlyQueues;

  @Option(
      names = {"-W", "--only-workers"},
      description = "Show only worker info.")
  private boolean onlyWorkers;

  @Option(
      names = {"-R", "--by-queue"},
      description = "Show workers by queue.")
  private boolean byQueue;

  @Option(names = "--json", description = "Print one JSON object, with more in it than the text.")
  private boolean json;

  @Parameters(
      paramLabel = "QUEUE",
      arity = "0..*",
      description = "These queues and their workers; all by default.")
  private List<String> queues = new ArrayList<>();

  InfoCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (interval != null && !(interval > 0)) {
      throw misuse("--interval: a number of seconds greater than 0, not " + interval);
    }
    RedisBackend backend = backend();
    try (Rq rq = builder(backend).open()) {
      if (interval == null) {
        show(rq, backend);
      } else {
        showAgainAndAgain(rq, backend, Duration.ofNanos((long) (interval * 1e9)));
      }
    }
    return OK;
  }

  private void showAgainAndAgain(Rq rq, RedisBackend backend, Duration pause)
      throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    StopSignals signals = StopSignals.on(over::countDown, over::countDown);
    try {
      do {
        if (Colour.isOn()) {
          out().print(CLEAR);
        }
        show(rq, backend);
      } while (!over.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } finally {
      signals.close();
    }
  }

  private void show(Rq rq, RedisBackend backend) {
    Overview overview = Overview.read(rq, backend, queues, clock.instant());
    if (json) {
      say(JsonMapper.shared().writeValueAsString(asJson(overview)));
      return;
    }
    OverviewText text = new OverviewText(overview, raw);
    boolean both = onlyQueues == onlyWorkers;
    if (both || onlyQueues) {
      text.queues(columns()).forEach(out()::println);
    }
    if (both && !raw) {
      out().println();
    }
    if (both || onlyWorkers) {
      text.workers(byQueue).forEach(out()::println);
    }
    if (both && !raw) {
      out().println();
      out().println(text.updated());
    }
    out().flush();
  }

  private static int columns() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{0,4}")
        ? Integer.parseInt(columns)
        : COLUMNS;
  }

  private static Map<String, Object> asJson(Overview overview) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("queues", overview.queues());
    json.put("workers", overview.workers().stream().map(InfoCommand::asJson).toList());
    json.put("jobs", overview.jobs());
    json.put("updated", overview.at().toString());
    return json;
  }

  private static Map<String, @Nullable Object> asJson(WorkerRecord worker) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", worker.name().value());
    json.put("host", worker.host());
    json.put("pid", worker.pid());
    json.put("state", worker.state() == null ? null : worker.state().wireName());
    json.put("queues", worker.queues().stream().map(QueueName::value).toList());
    json.put("currentJob", worker.currentJob() == null ? null : worker.currentJob().value());
    json.put("finished", worker.succeeded());
    json.put("failed", worker.failed());
    json.put("workingSeconds", worker.workingTime().toMillis() / 1000.0);
    json.put("birth", text(worker.birth()));
    json.put("lastHeartbeat", text(worker.lastHeartbeat()));
    json.put("version", worker.version());
    json.put("runtime", worker.runtime());
    return json;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
