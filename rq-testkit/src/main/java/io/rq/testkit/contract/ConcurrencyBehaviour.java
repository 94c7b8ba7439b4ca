package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.DuplicateJobException;
import io.rq.InvalidJobOperationException;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.NoSuchJobException;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.RqJob;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.spi.Entry;
import io.rq.spi.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Several workers and several programs at the same queues. What each program does is chosen by a
 * seed, {@code -Drq.concurrency.seed=7} for another one; what comes in between is up to the
 * threads.
 */
abstract class ConcurrencyBehaviour extends Behaviour {

  private static final long SEED = Long.getLong("rq.concurrency.seed", 1);
  private static final int WORKERS = 3;
  private static final int PROGRAMS = 3;
  private static final String[] QUEUES = {"high", "default", "low"};

  /** How often each job was run. */
  private static final Map<String, Integer> RUNS = new ConcurrentHashMap<>();

  /** What was run before what it waited for. */
  private static final List<String> TOO_EARLY = new CopyOnWriteArrayList<>();

  /** How often each job was put into a queue, now or once others are done. */
  private final Map<String, Integer> turns = new ConcurrentHashMap<>();

  private final Set<String> known = new ConcurrentSkipListSet<>();

  /** What one of the programs does, once. */
  private interface Act {
    void by(Rq program, String name, Random random);
  }

  @RqJob
  static void run(String name, int failures) {
    for (Job<Object> parent : Job.current().orElseThrow().dependencies()) {
      if (!RUNS.containsKey(parent.id().value())) {
        TOO_EARLY.add(name + " before " + parent.id());
      }
    }
    int run = RUNS.merge(name, 1, Integer::sum);
    if (run <= failures) {
      throw new IllegalStateException("run " + run + " of " + name);
    }
  }

  @Test
  @Pins({"D-07", "D-08", "R-01", "W-22", "W-50", "WP-01"})
  void whatSeveralProgramsEnqueueSeveralWorkersRunAsOftenAsTheyAsk() throws Exception {
    WorkReport report = workDuring(40, this::enqueueOrPutBack);

    assertThat(new TreeMap<>(RUNS)).isEqualTo(new TreeMap<>(turns));
    assertThat(TOO_EARLY).isEmpty();
    assertThat(report.executed()).isEqualTo(RUNS.values().stream().mapToInt(n -> n).sum());
    assertThatAllIsInItsPlace(EnumSet.of(JobStatus.FINISHED));
  }

  private void enqueueOrPutBack(Rq program, String name, Random random) {
    if (oneIn(5, random)) {
      any(random, known)
          .flatMap(program::findJob)
          .filter(job -> isDone(job::requeue))
          .ifPresent(job -> turn(job, 1));
      return;
    }
    boolean contested = oneIn(4, random);
    String id = contested ? "contested-" + random.nextInt(10) : name;
    int failures = !contested && oneIn(5, random) ? 1 : 0;
    Call<Void> call = Call.ofVoid(ConcurrencyBehaviour::run, id, failures).id(id);
    call = failures > 0 ? call.retry(Retry.max(failures)) : call;
    call = oneIn(6, random) ? call.resultTtl(Retention.none()) : call;
    call = oneIn(6, random) ? call.atFront() : call;
    submit(program, call, random).ifPresent(job -> turn(job, 1 + failures));
  }

  @Test
  @Pins({"D-08", "E-11", "J-24", "J-25", "J-26", "J-29", "W-55"})
  void noJobIsLostOrRunTooOftenOrInTwoPlacesWhateverProgramsDoToIt() throws Exception {
    workDuring(80, this::doAnything);

    RUNS.forEach((job, runs) -> assertThat(runs).as(job).isLessThanOrEqualTo(turns.get(job)));
    assertThatAllIsInItsPlace(
        EnumSet.complementOf(EnumSet.of(JobStatus.QUEUED, JobStatus.STARTED, JobStatus.SCHEDULED)));
    assertThat(jobs().filter(job -> job.status() == JobStatus.DEFERRED))
        .allSatisfy(job -> assertThat(job.dependenciesAreMet()).isFalse());

    jobs().forEach(Job::delete);
    assertThatAllIsInItsPlace(EnumSet.noneOf(JobStatus.class));
    assertThat(known).allSatisfy(id -> assertThat(left(JobId.of(id))).isZero());
  }

  private void doAnything(Rq program, String name, Random random) {
    String id = "job-" + random.nextInt(8);
    Optional<Job<Object>> found = program.findJob(id);
    if (found.isEmpty() || oneIn(8, random)) {
      Call<Void> call = Call.ofVoid(ConcurrencyBehaviour::run, id, random.nextInt(2)).id(id);
      call = oneIn(3, random) ? call.retry(Retry.max(1)) : call;
      call = oneIn(6, random) ? call.resultTtl(Retention.none()) : call;
      submit(program, call, random).ifPresent(job -> turn(job, 2));
      return;
    }
    Job<Object> job = found.get();
    switch (random.nextInt(8)) {
      case 0 -> isDone(job::cancel);
      case 1 -> isDone(job::cancelAndRelease);
      case 2 -> isDone(job::delete);
      case 3 -> isDone(job::deleteWithDependents);
      case 4 -> isDone(job::stop);
      case 5 -> isDone(() -> job.saveMeta(Map.of("by", name)));
      case 6 -> job.queue().remove(job);
      default -> {
        if (isDone(job::requeue)) {
          turn(job, 2);
        }
      }
    }
  }

  private Optional<Job<Void>> submit(Rq program, Call<Void> call, Random random) {
    Queue target = program.queue(QUEUES[random.nextInt(QUEUES.length)]);
    Job<?>[] parents =
        random
            .ints(random.nextInt(3))
            .mapToObj(n -> any(random, known))
            .flatMap(Optional::stream)
            .flatMap(id -> program.findJob(id).stream())
            .toArray(Job<?>[]::new);
    try {
      return Optional.of(target.submit(parents.length == 0 ? call : call.dependsOn(parents)));
    } catch (DuplicateJobException
        | NoSuchJobException
        | InvalidJobOperationException
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isDone(Runnable action) {
    try {
      action.run();
      return true;
    } catch (NoSuchJobException | InvalidJobOperationException e) {
      return false;
    }
  }

  private void turn(Job<?> job, int times) {
    turns.merge(job.id().value(), times, Integer::sum);
    known.add(job.id().value());
  }

  private static boolean oneIn(int times, Random random) {
    return random.nextInt(times) == 0;
  }

  private static Optional<String> any(Random random, Set<String> names) {
    List<String> all = List.copyOf(names);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  /** Lets workers work while programs act so often each, and then until nothing is left to do. */
  private WorkReport workDuring(int acts, Act act) throws Exception {
    RUNS.clear();
    TOO_EARLY.clear();
    List<Worker> workers = new ArrayList<>();
    List<Future<WorkReport>> working = new ArrayList<>();
    List<Future<Boolean>> acting = new ArrayList<>();
    WorkReport report = WorkReport.NOTHING;
    try (Threads threads = new Threads()) {
      for (int n = 0; n < WORKERS; n++) {
        Worker worker = program().worker(QUEUES);
        workers.add(worker);
        working.add(threads.call(worker::work));
      }
      for (int n = 0; n < PROGRAMS; n++) {
        Rq program = program();
        String name = "program-" + n;
        Random random = new Random(SEED + n);
        acting.add(
            threads.start(
                () -> {
                  for (int i = 0; i < acts; i++) {
                    act.by(program, name + "-" + i, random);
                  }
                }));
      }
      for (Future<Boolean> program : acting) {
        Threads.answer(program);
      }
      workers.forEach(Worker::stop);
      for (Future<WorkReport> worker : working) {
        report = report.then(Threads.answer(worker));
      }
    }
    return report.then(rq.worker(QUEUES).burst());
  }

  /** Another program on the same installation. */
  private Rq program() {
    return opened(Rq.on(backend).clock(clock).open());
  }

  private Stream<Job<Object>> jobs() {
    return known.stream().flatMap(id -> rq.findJob(id).stream());
  }

  /** What there still is of a job. */
  private int left(JobId job) {
    return backend.jobs().results(job, 1).size()
        + backend.jobs().executions(job).size()
        + backend.jobs().dependents(job).size();
  }

  private void assertThatAllIsInItsPlace(Set<JobStatus> allowed) {
    Set<String> places = new TreeSet<>();
    List<String> lines = new ArrayList<>();
    for (String name : QUEUES) {
      for (Place place : Place.values()) {
        for (Entry line : backend.jobs().list(QueueName.of(name), place, Chapter.ENOUGH)) {
          lines.add(line.job() + " " + place + " of " + name);
        }
      }
    }
    jobs().forEach(job -> places.add(job.id() + " " + placeOf(job) + " of " + job.queue().name()));
    assertThat(lines).containsExactlyInAnyOrderElementsOf(places);
    assertThat(jobs())
        .extracting(Job::status)
        .allSatisfy(status -> assertThat(status).isIn(allowed));
    assertThat(backend.workers().workers(clock.instant())).isEmpty();
  }

  private static Place placeOf(Job<?> job) {
    JobStatus status = job.status();
    return status == JobStatus.STOPPED ? Place.FAILED : Place.valueOf(status.name());
  }
}
