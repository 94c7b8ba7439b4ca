package io.rq.testkit;

import io.rq.BackendException;
import io.rq.Job;
import io.rq.JobId;
import io.rq.NoSuchJobException;
import io.rq.Queue;
import io.rq.Registry;
import io.rq.Rq;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Everything about an RQ on a page, for whoever reads why a test failed. */
final class StateDump {

  private static final int MOST_JOBS = 20;

  private static final Map<String, Function<Queue, Registry>> REGISTRIES = registries();

  private final Rq inspected;
  private final Recorder recorder;
  private final List<String> lines = new ArrayList<>();

  private StateDump(Rq inspected, Recorder recorder) {
    this.inspected = inspected;
    this.recorder = recorder;
  }

  private static Map<String, Function<Queue, Registry>> registries() {
    Map<String, Function<Queue, Registry>> all = new LinkedHashMap<>();
    all.put("started", Queue::started);
    all.put("scheduled", Queue::scheduled);
    all.put("deferred", Queue::deferred);
    all.put("finished", Queue::finished);
    all.put("failed", Queue::failed);
    all.put("canceled", Queue::canceled);
    return all;
  }

  /**
   * Writes the page.
   *
   * @param rq reads past all faults
   */
  static String of(String title, Rq rq, Recorder recorder) {
    StateDump dump = new StateDump(rq, recorder);
    dump.lines.add(title);
    try {
      rq.queues().forEach(dump::queue);
      rq.workers().forEach(worker -> dump.lines.add(worker.toString()));
    } catch (BackendException e) {
      dump.lines.add("The backend cannot be read: " + e.getMessage());
    }
    dump.calls();
    return String.join("\n", dump.lines);
  }

  private void queue(Queue queue) {
    lines.add("Queue '" + queue.name() + "'");
    jobs("queued", queue.jobs(0, MOST_JOBS), queue.size());
    REGISTRIES.forEach((name, registry) -> registered(name, registry.apply(queue)));
  }

  private void registered(String place, Registry registry) {
    List<Job<Object>> first =
        inspected
            .findJobs(registry.jobIds(0, MOST_JOBS).stream().map(JobId::value).toList())
            .stream()
            .flatMap(Optional::stream)
            .toList();
    jobs(place, first, registry.size());
  }

  private void jobs(String place, List<Job<Object>> first, long all) {
    for (Job<Object> job : first) {
      lines.add("  " + place + ": " + line(job, recorder) + situation(job));
    }
    if (all > MOST_JOBS) {
      lines.add("  " + place + ": … and " + (all - MOST_JOBS) + " more");
    }
  }

  /** A job on a line: what it calls, its id, where it came from. */
  static String line(Job<?> job, Recorder recorder) {
    return job.description() + " (" + job.id() + ")" + recorder.siteOf(job.id());
  }

  private static String situation(Job<Object> job) {
    try {
      return Situation.more(job, job.status()).map(text -> ", " + text).orElse("");
    } catch (NoSuchJobException e) { // live workers go on meanwhile
      return ", gone by now";
    }
  }

  private void calls() {
    lines.add("Last calls of the backend:");
    recorder.lastCalls().forEach(call -> lines.add("  " + call));
  }
}
