package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleStep.heldBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.WorkerName;
import io.rq.spi.Backend;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Entry;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Locks;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.Selection;
import io.rq.spi.Signals;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import io.rq.spi.WorkerRecord;
import io.rq.spi.WorkerStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One chapter of the contract: a backend under test, and the words in which the tests speak of it.
 */
abstract class Chapter {

  /** A moment with microseconds, as Redis keeps them. The suite's clock never moves by itself. */
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");

  /** The same moment as registries keep it. */
  static final Instant NOW_CUT = Instant.parse("2026-01-02T03:04:05Z");

  /** More than any test puts anywhere; a list that never ends is cut off there. */
  static final Range ENOUGH = Range.first(10_000);

  static final QueueName MAIL = QueueName.of("mail");
  static final QueueName NEWS = QueueName.of("news");

  static final SampleWorker ANN = SampleWorker.worker("ann");
  static final SampleWorker BOB = SampleWorker.worker("bob");

  abstract Backend backend();

  JobStore jobs() {
    return backend().jobs();
  }

  WorkerStore workers() {
    return backend().workers();
  }

  Locks locks() {
    return backend().locks();
  }

  Signals signals() {
    return backend().signals();
  }

  static Instant later(long seconds) {
    return NOW.plusSeconds(seconds);
  }

  /** The last moment before that one. */
  static Instant justBefore(Instant moment) {
    return moment.minusNanos(1000);
  }

  static JobId id(String job) {
    return JobId.of(job);
  }

  /** A line of any registry but that of the runs. */
  static Entry line(String job, @Nullable Instant time) {
    return new Entry(id(job), time, null);
  }

  /** A line of the registry of the runs. */
  static Entry run(String job, Lease lease) {
    return new Entry(id(job), lease.expiresAt(), lease.execution());
  }

  static Selection firstOf(QueueName... queues) {
    return new Selection.FirstOf(List.of(queues));
  }

  static Selection exactly(String job) {
    return new Selection.Exactly(MAIL, id(job));
  }

  /** Stores jobs that must not be there yet. */
  void insert(Insertion... insertions) {
    assertThat(jobs().insert(List.of(insertions), List.of()).isStored()).as("stored").isTrue();
  }

  /** Puts jobs into the queue, one behind the other. */
  void enqueue(String... ids) {
    insert(Arrays.stream(ids).map(id -> SampleJob.job(id).queued()).toArray(Insertion[]::new));
  }

  /** Puts a job into the queue and takes it out again into a lease. */
  JobRecord start(String job, Lease lease) {
    enqueue(job);
    return claim(exactly(job), lease).job();
  }

  /** Takes a job that must be there. */
  Claim claim(Selection selection, Lease lease) {
    Optional<Claim> claim = jobs().claim(selection, lease);
    assertThat(claim).as("claim of %s", selection).isPresent();
    return claim.orElseThrow();
  }

  boolean commits(Change... changes) {
    return jobs().commit(new Transition(List.of(changes), List.of(), null));
  }

  /** Applies changes, which must be possible. */
  void commit(Change... changes) {
    assertThat(commits(changes)).as("applied").isTrue();
  }

  /** Puts a job through a run that ends well. */
  JobRecord succeedOnce(String job, Instant now) {
    Lease lease = ANN.lease("run-of-" + job, now);
    commit(SampleStep.finish(start(job, lease), heldBy(lease), now));
    return found(job);
  }

  /** Puts a job through a run that fails. */
  JobRecord failOnce(String job, Instant now) {
    Lease lease = ANN.lease("run-of-" + job, now);
    commit(SampleStep.fail(start(job, lease), heldBy(lease), now));
    return found(job);
  }

  void register(SampleWorker worker) {
    assertThat(workers().register(worker.born(), SampleWorker.ALIVE)).as("registered").isTrue();
  }

  Optional<JobRecord> find(String job) {
    return jobs().find(List.of(id(job))).get(0);
  }

  /** Reads a job that must be there. */
  JobRecord found(String job) {
    Optional<JobRecord> record = find(job);
    assertThat(record).as("record of %s", job).isPresent();
    return record.orElseThrow();
  }

  /** The ids of the jobs that wait, the next one first. */
  List<String> waiting() {
    return ids(Place.QUEUED);
  }

  List<String> ids(Place place) {
    return lines(place).stream().map(line -> line.job().value()).toList();
  }

  List<Entry> lines(Place place) {
    return jobs().list(MAIL, place, ENOUGH);
  }

  /** The places in which a job is listed, as often as it is listed there. */
  List<Place> placesOf(String job) {
    return Arrays.stream(Place.values())
        .flatMap(place -> ids(place).stream().filter(job::equals).map(id -> place))
        .toList();
  }

  /** The places in which anything is listed or counted. */
  List<Place> places() {
    return Arrays.stream(Place.values())
        .filter(place -> jobs().count(MAIL, place) > 0 || !lines(place).isEmpty())
        .toList();
  }

  /** The ids of the jobs that wait for that one. */
  Set<String> dependents(String job) {
    return texts(jobs().dependents(id(job)));
  }

  Set<String> members(String group) {
    return texts(jobs().members(group, NOW));
  }

  List<StoredResult> results(String job) {
    return jobs().results(id(job), Integer.MAX_VALUE);
  }

  private static Set<String> texts(Set<JobId> ids) {
    return ids.stream().map(JobId::value).collect(Collectors.toSet());
  }

  /** Reads a worker that must be there. */
  WorkerRecord seen(SampleWorker worker, Instant now) {
    return workers().workers(now).stream()
        .filter(record -> record.name().equals(worker.name()))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("Worker " + worker.name() + " is not listed at " + now));
  }

  List<WorkerName> alive(Instant now) {
    return workers().workers(now).stream().map(WorkerRecord::name).toList();
  }

  /** All that can be read of the installation, to be compared with the same later. */
  Snapshot everything() {
    return Snapshot.of(backend(), NOW);
  }
}
