package io.rq.testkit.equivalence;

import io.rq.ExecutionId;
import io.rq.InstanceResolver;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.WorkerName;
import io.rq.spi.Backend;
import io.rq.spi.Claim;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.testkit.SeededIds;
import io.rq.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The program that a scenario is: what it knows of the jobs and runs that it began, over one of the
 * installations that are compared. Not safe for threads.
 */
public final class Program implements AutoCloseable {

  /** The names of its queues. */
  static final List<String> QUEUES = List.of("high", "default", "low");

  private static final String LOST = "lost-";

  private final Subject subject;
  private final TestClock clock;
  private final SeededIds ids = new SeededIds(1);
  private final Random random = new Random(1);
  private final Rq rq;
  private final Rq synchronous;
  private final List<Job<?>> jobs = new ArrayList<>();
  private final Map<JobId, String> names = new HashMap<>();
  private final Set<QueueName> queues = new TreeSet<>();
  private final List<Claim> taken = new ArrayList<>();
  private final Set<String> done = new HashSet<>();
  private final List<String> log = new ArrayList<>();

  Program(Subject subject, Instant start) {
    this.subject = subject;
    this.clock = new TestClock(start);
    this.rq = builder().open();
    this.synchronous = builder().synchronous().open();
  }

  private Rq.Builder builder() {
    return Rq.on(subject.backend())
        .clock(clock)
        .ids(ids)
        .random(random)
        .instances(InstanceResolver.of(new Tasks(this)))
        .allow(Tasks.class.getPackageName());
  }

  /** Does a step, and gives its answer: what it returned or threw, and what the jobs said. */
  String does(Step step) {
    log.clear();
    String answer = attempt(() -> step.in(this));
    return log.isEmpty() ? answer : answer + "; " + log;
  }

  /** What a call returned or threw, as text. */
  static String attempt(Callable<@Nullable Object> call) {
    try {
      return String.valueOf(call.call());
    } catch (Exception e) {
      return describe(e);
    }
  }

  static String describe(Throwable error) {
    return error.getClass().getSimpleName() + ": " + error.getMessage();
  }

  Rq rq() {
    return rq;
  }

  Rq synchronous() {
    return synchronous;
  }

  Backend backend() {
    return subject.backend();
  }

  Instant now() {
    return clock.instant();
  }

  /** Moves the clock, and lets end what ends by another one. */
  void pass(Duration time) {
    clock.advance(time);
    subject.pass(time);
  }

  static String queueName(int index) {
    return QUEUES.get(Math.floorMod(index, QUEUES.size()));
  }

  Queue queue(int index) {
    return rq.queue(queueName(index));
  }

  /** The name of a worker that is lost from the beginning: it never listens. */
  static WorkerName lostWorker(int index) {
    return WorkerName.of(LOST + Math.floorMod(index, 3));
  }

  static boolean listens(WorkerName worker) {
    return !worker.value().equals("sync") && !worker.value().startsWith(LOST);
  }

  /** The job of that index; empty while there is none. */
  Optional<Job<?>> job(int index) {
    return jobs.isEmpty()
        ? Optional.empty()
        : Optional.of(jobs.get(Math.floorMod(index, jobs.size())));
  }

  /** Remembers a job that was made. */
  JobId knows(Job<?> job) {
    if (names.putIfAbsent(job.id(), "#" + names.size()) == null) {
      jobs.add(job);
      queues.add(origin(job));
    }
    return job.id();
  }

  Set<JobId> known() {
    return new LinkedHashSet<>(jobs.stream().map(job -> job.id()).toList());
  }

  /** All that can be read of its installation. */
  State everything() {
    List<QueueName> all = QUEUES.stream().map(QueueName::of).toList();
    return State.of(backend(), now(), all, known(), null);
  }

  /** The same, as far as it can have changed since that state. */
  State state(@Nullable State before) {
    return State.of(backend(), now(), queues, known(), before);
  }

  /**
   * Tells whether an id can be used. Where a server let a job's keys expire, nobody knows where the
   * job stood: until a worker cleans up, its id stands there for the next job of that id.
   */
  boolean isFree(String id) {
    return rq.findJob(id).isPresent() || isStillHeld(JobId.of(id)) || !stands(JobId.of(id));
  }

  // A job's time is over at a whole second; that of its keys is not, and they go a little later.
  private boolean isStillHeld(JobId id) {
    return backend().jobs().find(List.of(id)).get(0).filter(this::hasKeys).isPresent();
  }

  private boolean hasKeys(JobRecord job) {
    JobState state = job.state();
    Instant since = state.status() == JobStatus.QUEUED ? state.enqueuedAt() : state.endedAt();
    if (job.expiresAt() == null || since == null) {
      return false;
    }
    Duration fraction = Duration.between(since.truncatedTo(ChronoUnit.SECONDS), since);
    return now().isBefore(job.expiresAt().plus(fraction));
  }

  private boolean stands(JobId id) {
    JobStore store = backend().jobs();
    return QUEUES.stream()
        .map(QueueName::of)
        .flatMap(
            queue ->
                Stream.of(Place.QUEUED, Place.FINISHED, Place.FAILED)
                    .flatMap(place -> store.list(queue, place, Range.ALL).stream()))
        .anyMatch(line -> line.job().equals(id));
  }

  /** What a job is called in answers. */
  String name(JobId id) {
    return names.getOrDefault(id, id.value());
  }

  /** The same text with the names of jobs in the place of their ids. */
  String named(String text) {
    String named = text;
    for (Map.Entry<JobId, String> name : names.entrySet()) {
      named = named.replace(name.getKey().value(), name.getValue());
    }
    return named;
  }

  /** The run of that index that was taken from a queue and not ended; empty while there is none. */
  Optional<Claim> taken(int index) {
    return taken.isEmpty()
        ? Optional.empty()
        : Optional.of(taken.get(Math.floorMod(index, taken.size())));
  }

  /** The run for which a job was taken last. */
  Optional<Claim> takenOf(JobId job) {
    return taken.stream().filter(claim -> claim.job().id().equals(job)).reduce((a, b) -> b);
  }

  void takes(Claim claim) {
    taken.add(claim);
  }

  ExecutionId newExecution() {
    return ExecutionId.of(ids.get().replace("-", ""));
  }

  QueueName origin(Job<?> job) {
    return QueueName.of(job.queue().name());
  }

  void log(String line) {
    log.add(line);
  }

  /** Tells whether that was never asked before. */
  boolean isFirst(String what) {
    return done.add(what);
  }

  /** What a worker did, as text. */
  String report(WorkReport report) {
    List<String> failures =
        report.failures().stream()
            .map(
                failure ->
                    name(failure.job().id())
                        + (failure.isRetried() ? " failed for now: " : " failed: ")
                        + describe(failure.error()))
            .toList();
    return "ran " + report.executed() + ", well " + report.succeeded() + " " + failures;
  }

  @Override
  public void close() {
    synchronous.close();
    rq.close();
  }
}
