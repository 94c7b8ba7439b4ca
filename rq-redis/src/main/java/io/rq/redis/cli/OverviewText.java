package io.rq.redis.cli;

import io.rq.QueueName;
import io.rq.WorkerState;
import io.rq.spi.WorkerRecord;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An overview in RQ's words (CLI-06). */
final class OverviewText {

  private static final long[] SCALES = {20, 50, 100, 200, 400, 600, 800, 1000};
  private static final int WIDEST_CHART = 20;
  private static final int NARROW = 40;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private final Overview overview;
  private final boolean raw;

  /**
   * A text of it.
   *
   * @param raw without bars, colours and sums
   */
  OverviewText(Overview overview, boolean raw) {
    this.overview = overview;
    this.raw = raw;
  }

  List<String> queues(int columns) {
    long most = overview.queues().stream().mapToLong(Overview.Line::queued).max().orElse(0);
    double ratio = (double) chartWidth(columns) / scale(most);
    List<String> lines = new ArrayList<>();
    for (Overview.Line queue : overview.queues()) {
      String counts =
          "%s, %s executing, %s finished, %s failed"
              .formatted(queue.queued(), queue.executing(), queue.finished(), queue.failed());
      lines.add(
          raw
              ? "queue " + queue.name() + " " + counts
              : "%-12s %s %s".formatted(queue.name(), bar(ratio * queue.queued()), counts));
    }
    if (!raw) {
      lines.add(overview.queues().size() + " queues, " + overview.jobs() + " jobs total");
    }
    return lines;
  }

  private static String bar(double length) {
    return Colour.GREEN.of("|" + "█".repeat((int) length));
  }

  private static int chartWidth(int columns) {
    return columns >= NARROW ? WIDEST_CHART : Math.max(0, columns - WIDEST_CHART);
  }

  private static long scale(long most) {
    for (long scale : SCALES) {
      if (most <= scale) {
        return scale;
      }
    }
    return most;
  }

  List<String> workers(boolean byQueue) {
    List<String> lines = new ArrayList<>(byQueue ? workersByQueue() : workers());
    if (!raw) {
      lines.add(overview.workers().size() + " workers, " + overview.queues().size() + " queues");
    }
    return lines;
  }

  private List<String> workers() {
    List<String> lines = new ArrayList<>();
    for (WorkerRecord worker : overview.workers()) {
      String queues =
          worker.queues().stream().map(QueueName::value).collect(Collectors.joining(", "));
      String name = worker.name() + " (" + worker.host() + " " + worker.pid() + ")";
      lines.add(
          (raw ? "worker " + name + " " : name + ": ")
              + "%s %s. jobs: %s finished, %s failed"
                  .formatted(state(worker), queues, worker.succeeded(), worker.failed()));
    }
    return lines;
  }

  private List<String> workersByQueue() {
    int longest =
        overview.queues().stream().mapToInt(queue -> queue.name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Overview.Line queue : overview.queues()) {
      String workers =
          overview.workers().stream()
              .filter(worker -> Overview.serves(worker, queue.name()))
              .map(worker -> worker.name() + " (" + state(worker) + ")")
              .sorted()
              .collect(Collectors.joining(", "));
      String name = queue.name() + ":";
      lines.add(
          name + " ".repeat(longest + 2 - name.length()) + (workers.isEmpty() ? "–" : workers));
    }
    return lines;
  }

  private String state(WorkerRecord worker) {
    WorkerState state = worker.state();
    if (state == null) {
      return "?";
    }
    String name = state.wireName();
    if (raw) {
      return name;
    }
    return switch (state) {
      case BUSY -> Colour.RED.of(name);
      case IDLE -> Colour.GREEN.of(name);
      case SUSPENDED -> Colour.YELLOW.of(name);
      case STARTED -> name;
    };
  }

  /** The line that says from when it is, in local time. */
  String updated() {
    return "Updated: "
        + TIME.format(LocalDateTime.ofInstant(overview.at(), ZoneId.systemDefault()));
  }
}
