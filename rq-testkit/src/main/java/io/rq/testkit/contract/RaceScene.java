package io.rq.testkit.contract;

import static java.util.Objects.requireNonNull;

import io.rq.Call;
import io.rq.InvalidJobOperationException;
import io.rq.Job;
import io.rq.JobId;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.RqException;
import io.rq.WorkerOptions;
import io.rq.spi.Backend;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.Locks;
import io.rq.spi.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A few jobs in a queue of their own, for {@link RaceBehaviour}. Jobs have plain names here, so
 * that scenes can be compared.
 */
final class RaceScene {

  private static final List<String> JOBS =
      List.of("grandparent", "parent", "child", "other", "shared", "late");

  private final Rq rq;
  private final Backend backend;
  private final QueueName name;
  private final Queue queue;
  private final Map<String, Job<Integer>> known = new ConcurrentHashMap<>();

  /** Opens a scene in which no worker cleans up between two steps of others. */
  RaceScene(Rq rq, Backend backend, int number, Instant now) {
    this.rq = rq;
    this.backend = backend;
    this.name = QueueName.of("scene-" + number);
    this.queue = rq.queue(name.value());
    backend.locks().acquire(Locks.Purpose.MAINTENANCE, name, "scene", now, Duration.ofDays(1));
  }

  Queue queue() {
    return queue;
  }

  /** Takes it out of its queue, which it must stand in. */
  void remove(String job) {
    if (!queue.remove(job(job))) {
      throw new InvalidJobOperationException(job(job).id(), "does not stand in its queue");
    }
  }

  /** The job as its program knows it, whatever became of it. */
  Job<Integer> job(String job) {
    return requireNonNull(known.get(job));
  }

  void enqueue(String job, String... parents) {
    submit(job, false, parents);
  }

  void enqueueFailing(String job) {
    submit(job, true);
  }

  private void submit(String job, boolean fails, String... parents) {
    Call<Integer> call = Call.of(ContractTasks::doMeanwhile, fails).id(id(job).value());
    Job<?>[] waitsFor = List.of(parents).stream().map(this::job).toArray(Job<?>[]::new);
    known.put(job, queue.submit(parents.length == 0 ? call : call.dependsOn(waitsFor)));
  }

  void run(String job) {
    rq.worker(WorkerOptions.on(name.value()).withoutScheduler()).run(job(job));
  }

  /** What a program is told that does so. */
  String told(Consumer<RaceScene> deed) {
    try {
      deed.accept(this);
      return "done";
    } catch (RqException e) {
      return e.getClass().getSimpleName() + ": " + plain(String.valueOf(e.getMessage()));
    }
  }

  /** What there is, and what comes of it once workers do what there is to do. */
  String end() {
    String before = state();
    backend.locks().release(Locks.Purpose.MAINTENANCE, name, "scene");
    rq.worker(name.value()).burst();
    return before + "\nin the end\n" + state();
  }

  private String state() {
    List<String> lines = new ArrayList<>();
    for (Place place : Place.values()) {
      List<JobId> there =
          backend.jobs().list(name, place, Chapter.ENOUGH).stream().map(Entry::job).toList();
      if (!there.isEmpty()) {
        lines.add(place + " " + (place == Place.QUEUED ? plain(there.toString()) : sorted(there)));
      }
    }
    JOBS.forEach(job -> about(job).ifPresent(lines::add));
    return String.join("\n", lines);
  }

  private Optional<String> about(String job) {
    Optional<JobRecord> record = backend.jobs().find(List.of(id(job))).get(0);
    Collection<JobId> waiting = backend.jobs().dependents(id(job));
    int results = backend.jobs().results(id(job), 10).size();
    int runs = backend.jobs().executions(id(job)).size();
    return record.isEmpty() && waiting.isEmpty() && results == 0 && runs == 0
        ? Optional.empty()
        : Optional.of(
            "%s: %s, results %d, runs %d, waited for by %s"
                .formatted(
                    job,
                    record.map(found -> found.state().status().name()).orElse("none"),
                    results,
                    runs,
                    sorted(waiting)));
  }

  private String sorted(Collection<JobId> ids) {
    return plain(new TreeSet<>(ids.stream().map(JobId::value).toList()).toString());
  }

  private JobId id(String job) {
    return JobId.of(name + "_" + job);
  }

  private String plain(String text) {
    return text.replace(name + "_", "");
  }
}
