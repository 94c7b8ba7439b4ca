package io.rq;

import io.rq.spi.Bytes;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Plan;
import io.rq.spi.StoredResult;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A job: a call that was enqueued. It is a light handle. What is fixed ({@link #id}, {@link
 * #queue}, {@link #description}, {@link #createdAt}) is at hand; everything else is read from the
 * backend at each call, so it is always the present truth and costs one round trip, results two.
 * Two jobs are equal if their ids are (J-10).
 *
 * <p>Safe for use by many threads.
 *
 * @param <R> what the function returns
 */
public final class Job<R> {

  private static final String PROGRESS = "progress";

  private final Rq rq;
  private final JobRecord record;
  private final Type returnType;

  Job(Rq rq, JobRecord record, Type returnType) {
    this.rq = rq;
    this.record = record;
    this.returnType = returnType;
  }

  /** The job that the calling thread is running; empty outside of a job (J-30). */
  public static Optional<Job<?>> current() {
    return Optional.ofNullable(CurrentJob.get());
  }

  /**
   * Tells a function whether it should end: its time is over, somebody stopped or canceled its job,
   * or its worker is stopped now (CMD-06). Its thread was interrupted, too, but code that catches
   * interrupts, or never waits, can ask here. {@code false} outside of a job.
   */
  public static boolean isStopRequested() {
    return CurrentJob.isCutOff();
  }

  /** The job's id. */
  public JobId id() {
    return record.id();
  }

  /** The queue that the job belongs to. */
  public Queue queue() {
    return new Queue(rq, record.spec().origin());
  }

  /** How many jobs wait before this one; empty if it does not wait in its queue. */
  public OptionalLong position() {
    return queue().position(this);
  }

  /** The group that the job was enqueued for; empty: none (G-01). */
  public Optional<Group> group() {
    return Optional.ofNullable(record.spec().plan().group()).map(name -> new Group(rq, name));
  }

  /** The RQ that the job belongs to: what a running job enqueues more jobs with. */
  public Rq rq() {
    return rq;
  }

  /** One line about the job: the text of its call unless it was given another (J-11). */
  public String description() {
    return record.spec().description();
  }

  /** When the job was made. */
  public Instant createdAt() {
    return record.spec().createdAt();
  }

  /**
   * The path of the function that the job calls.
   *
   * @throws DeserializationException if the job's data cannot be read (J-05)
   */
  public String functionName() {
    try {
      return rq.serializer().readCall(record.spec().data()).function();
    } catch (DeserializationException e) {
      throw e.of(id(), rq.serializer());
    }
  }

  /**
   * The text of its call, whatever its description: RQ's {@code get_call_string()} (J-11).
   *
   * @throws DeserializationException if the job's data cannot be read (J-05)
   */
  public String callString() {
    CallData call = rq.serializer().readCall(record.spec().data());
    List<@Nullable Object> args = new ArrayList<>();
    call.args().forEach(arg -> args.add(rq.serializer().convert(arg, Object.class)));
    Map<String, @Nullable Object> kwargs = new TreeMap<>();
    call.kwargs()
        .forEach((name, arg) -> kwargs.put(name, rq.serializer().convert(arg, Object.class)));
    return CallText.of(call.function(), args, kwargs);
  }

  /**
   * Tells whether the job calls that function with those arguments, maps and sets in any order;
   * options of the call do not count.
   *
   * @throws SerializationException if an argument of the call cannot be written
   */
  public boolean isCallOf(Call<?> call) {
    return new SameCall(rq.serializer(), call.callee().parameterTypes())
        .holds(NewJob.data(rq, call), record.spec().data());
  }

  /**
   * Calls the job's function here and now, in the calling thread, and that is all: no status, no
   * result, no callback, no time limit, whether or not the job is still there (J-32). The function
   * must be one that a worker of this {@link Rq} may call.
   *
   * @return what the function returned; empty: nothing
   * @throws DeserializationException if the job's data cannot be read
   * @throws Exception what the function throws
   */
  @SuppressWarnings("unchecked") // a method that is called by another type fails where it is used
  public Optional<R> perform() throws Exception {
    CurrentJob.begin(this);
    try {
      return Optional.ofNullable((R) JobRunner.perform(rq, record));
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new RqException("Job " + id() + " threw what is neither exception nor error", e);
    } finally {
      CurrentJob.end();
    }
  }

  /** The same job, where it is known what its function returns. */
  public <T> Job<T> returning(Class<T> type) {
    return new Job<>(rq, record, Objects.requireNonNull(type, "type"));
  }

  /** How long one run may take; empty: as long as it takes. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(record.spec().timeout());
  }

  /** How long the job may wait in its queue each time; empty: for ever (J-19). */
  public Optional<Duration> ttl() {
    return Optional.ofNullable(record.spec().ttl());
  }

  /** How long its success is kept; empty: the worker decides (J-22). */
  public Optional<Retention> resultTtl() {
    return Optional.ofNullable(record.spec().resultTtl());
  }

  /** How long its failure is kept; empty: a year (REG-12). */
  public Optional<Retention> failureTtl() {
    return Optional.ofNullable(record.spec().failureTtl());
  }

  /** Tells whether the job still exists (J-09). */
  public boolean exists() {
    return rq.record(id()).isPresent();
  }

  /**
   * Where the job stands.
   *
   * @throws NoSuchJobException if it is gone
   */
  public JobStatus status() {
    return state().status();
  }

  /**
   * When the job last entered its queue; empty if it never did.
   *
   * @throws NoSuchJobException if it is gone
   */
  public Optional<Instant> enqueuedAt() {
    return Optional.ofNullable(state().enqueuedAt());
  }

  /**
   * When its last run began; empty if there was none.
   *
   * @throws NoSuchJobException if it is gone
   */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(state().startedAt());
  }

  /**
   * When its last run ended; empty if none has.
   *
   * @throws NoSuchJobException if it is gone
   */
  public Optional<Instant> endedAt() {
    return Optional.ofNullable(state().endedAt());
  }

  /**
   * Who ran it last; empty if nobody has (J-17).
   *
   * @throws NoSuchJobException if it is gone
   */
  public Optional<WorkerName> workerName() {
    return Optional.ofNullable(state().worker());
  }

  /**
   * When the job will be gone: its retention's end once it ended, or the end of its time to live
   * while it waits. Empty: never, or not known yet.
   *
   * @throws NoSuchJobException if it is gone
   */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(read().expiresAt());
  }

  /**
   * What the function returned, if the latest run succeeded and returned something (RES-04,
   * RES-05).
   *
   * @throws DeserializationException if it is not of the type that this job returns; or if it could
   *     not be written, and the text that RQ stores instead is not of that type (RES-08)
   */
  public Optional<R> returnValue() {
    return latestResult().flatMap(Result::returnValue);
  }

  /** The latest result; empty if there is none (RES-03). */
  public Optional<Result<R>> latestResult() {
    return stored().latest();
  }

  /**
   * The latest result, waiting for the first one if there is none yet (RES-13).
   *
   * @param atMost how long to wait in real time
   * @return empty if there was none in time
   * @throws RqException if the thread is interrupted; it stays interrupted
   */
  public Optional<Result<R>> latestResult(Duration atMost) {
    return stored().await(Optional.empty(), atMost);
  }

  /**
   * A result that was recorded later than that, waiting for it if there is none yet: how to wait
   * for a run of a job that has results already (RES-13).
   *
   * @param time as a result tells it; compared to the millisecond
   * @param atMost how long to wait in real time
   * @return the latest result; empty if there was none in time
   * @throws RqException if the thread is interrupted; it stays interrupted
   */
  public Optional<Result<R>> resultAfter(Instant time, Duration atMost) {
    return stored().await(Optional.of(time), atMost);
  }

  /**
   * The latest result, as soon as there is one (RES-13). No thread waits for it alone: one waits
   * for all that the program asked for like this. It is told on another thread, which what comes
   * after may keep busy. Cancelling the future ends the waiting and does nothing to the job;
   * closing the {@link Rq} fails it.
   *
   * @param atMost how long to wait in real time
   * @return a future of the result; of none, if there was none in time
   */
  public CompletableFuture<Optional<Result<R>>> latestResultAsync(Duration atMost) {
    return stored().future(Optional.empty(), atMost);
  }

  /** The same for the latest result, once there is one that was recorded later than that. */
  public CompletableFuture<Optional<Result<R>>> resultAfterAsync(Instant time, Duration atMost) {
    return stored().future(Optional.of(time), atMost);
  }

  /**
   * Removes the results that the job has, and nothing else of it; later runs record theirs
   * (RES-03).
   */
  public void deleteResults() {
    rq.backend().jobs().deleteResults(id());
  }

  /** All results that are kept, the newest first: ten at the most (RES-10). */
  public List<Result<R>> results() {
    return stored().newest(StoredResult.KEPT_PER_JOB);
  }

  /**
   * The runs of the job that go on: one while a worker runs it, none before and after; more only
   * where a worker was lost for a while and another runs the job, too (E-06).
   */
  public List<Execution> executions() {
    Instant now = rq.now();
    return rq.backend().jobs().executions(id()).stream()
        .filter(run -> run.expiresAt().isAfter(now))
        .map(run -> new Execution(this, run))
        .toList();
  }

  /**
   * A run of the job that goes on.
   *
   * @throws NoSuchExecutionException if it does not
   */
  public Execution execution(ExecutionId execution) {
    return executions().stream()
        .filter(run -> run.id().equals(execution))
        .findFirst()
        .orElseThrow(() -> new NoSuchExecutionException(id(), execution));
  }

  /**
   * The user's own map (J-12).
   *
   * @throws NoSuchJobException if the job is gone
   */
  public Map<String, @Nullable Object> meta() {
    Bytes meta = read().meta();
    return meta == null ? Map.of() : asMap(meta);
  }

  /**
   * Replaces the user's map, and nothing else of the job (J-12).
   *
   * @throws NoSuchJobException if the job is gone; nothing is written then
   * @throws SerializationException if the map cannot be written
   */
  public void saveMeta(Map<String, ?> meta) {
    Objects.requireNonNull(meta, "meta");
    if (!rq.backend().jobs().annotate(id(), rq.serializer().write(meta), rq.now())) {
      throw new NoSuchJobException(id());
    }
  }

  /**
   * Says how far the job is, for others to see: the entry {@code progress} of its meta, whatever
   * else stands there. It is read and written again; two that write the meta at the same time
   * overwrite each other (J-12).
   *
   * @param percent from 0 to 100
   * @throws IllegalArgumentException if it is something else
   * @throws NoSuchJobException if the job is gone
   */
  public void saveProgress(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("Progress is from 0 to 100 percent, not " + percent);
    }
    Map<String, @Nullable Object> meta = new LinkedHashMap<>(meta());
    meta.put(PROGRESS, percent);
    saveMeta(meta);
  }

  /**
   * How far the job is, in percent, as far as it says so.
   *
   * @throws NoSuchJobException if the job is gone
   */
  public OptionalInt progress() {
    return meta().get(PROGRESS) instanceof Number percent
        ? OptionalInt.of(percent.intValue())
        : OptionalInt.empty();
  }

  /**
   * Calls the job off, and every job that waits for it, directly or not. If it runs, its worker is
   * told to stop it, and what comes of the run has no effect (J-25, J-28).
   *
   * @throws NoSuchJobException if it is gone
   * @throws InvalidJobOperationException if it is canceled already
   */
  public void cancel() {
    new JobActions(rq).cancel(id());
  }

  /**
   * Calls the job off, and lets those that wait for it go on without it (J-26): at once, or when
   * the other jobs that they wait for are done.
   *
   * @throws NoSuchJobException if it is gone
   * @throws InvalidJobOperationException if it is canceled already
   */
  public void cancelAndRelease() {
    new JobActions(rq).cancelAndRelease(id());
  }

  /**
   * Deletes the job and all that it ever wrote (J-24). Those that wait for it go on without it.
   *
   * @throws NoSuchJobException if it is gone already
   */
  public void delete() {
    new JobActions(rq).delete(id());
  }

  /**
   * Deletes the job and every job that waits for it, directly or not: RQ's {@code
   * delete_dependents=True} (J-24).
   *
   * @throws NoSuchJobException if it is gone already
   */
  public void deleteWithDependents() {
    new JobActions(rq).deleteWithDependents(id());
  }

  /**
   * Puts the job back into its queue after its life was over, with all its retries; its results are
   * kept (J-29, REG-17).
   *
   * @throws NoSuchJobException if it is gone
   * @throws InvalidJobOperationException if its life is not over
   */
  public void requeue() {
    requeue(End.BACK);
  }

  /** The same, at that end of the queue. */
  public void requeue(End end) {
    new JobActions(rq).requeue(id(), end);
  }

  /**
   * Changes the time that the job waits for: rq-scheduler's {@code change_execution_time} (RS-03).
   * It stays in its queue and keeps all else.
   *
   * @param time when it shall be due; what is past is due at once, at the next look of a worker
   * @throws NoSuchJobException if it is gone
   * @throws InvalidJobOperationException if it is not scheduled
   */
  public void reschedule(Instant time) {
    new JobActions(rq).reschedule(id(), Objects.requireNonNull(time, "time"));
  }

  /**
   * Tells the worker that runs the job to stop it: the thread is interrupted, and the job is then
   * stopped, whatever its function makes of that (CMD-04). It is not retried, and those that wait
   * for it wait on.
   *
   * @throws NoSuchJobException if it is gone
   * @throws InvalidJobOperationException if it does not run, or its worker does not listen
   */
  public void stop() {
    new JobActions(rq).stop(id());
  }

  /**
   * The jobs that this one waits or waited for, in the order in which they were named, as far as
   * they still exist (D-20). This is how a job comes by what they returned; it must look before
   * their retention is over (D-29).
   */
  public List<Job<Object>> dependencies() {
    Plan.Dependencies on = record.spec().plan().dependencies();
    return on == null ? List.of() : rq.handles(on.parents());
  }

  /**
   * Tells whether all jobs that this one waits or waited for are done: finished, or failed where
   * that is allowed, or gone; one that was called off only if it {@linkplain #cancelAndRelease let
   * this one go} (D-12, D-15). So it is of a job that waits for none, and inside of a run (D-13).
   *
   * @throws NoSuchJobException if this one is gone
   */
  public boolean dependenciesAreMet() {
    JobRecord present = read();
    Plan.Dependencies on = present.spec().plan().dependencies();
    if (on == null) {
      return true;
    }
    Parents parents = Parents.read(rq.backend().jobs(), on.parents(), rq.now());
    JobStatus status = present.state().status();
    if (status != JobStatus.CANCELED) {
      List<JobRecord> waiting = status == JobStatus.DEFERRED ? List.of(present) : List.of();
      parents = parents.withTies(rq.backend().jobs(), waiting);
    }
    return parents.areDoneFor(present);
  }

  /** How many retries after exceptions are left; empty if the job never had any. */
  public OptionalInt retriesLeft() {
    Integer left = state().counters().retriesLeft();
    return left == null ? OptionalInt.empty() : OptionalInt.of(left);
  }

  /** How many repetitions are left; empty if the job never had any. */
  public OptionalInt repeatsLeft() {
    Integer left = state().counters().repeatsLeft();
    return left == null ? OptionalInt.empty() : OptionalInt.of(left);
  }

  // J-13: what cannot be read is shown as it is.
  private Map<String, @Nullable Object> asMap(Bytes meta) {
    try {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      if (rq.serializer().read(meta, Map.class) instanceof Map<?, ?> read) {
        read.forEach((key, value) -> map.put(String.valueOf(key), value));
      }
      return map;
    } catch (DeserializationException e) {
      return Map.of("unserialized", meta.text());
    }
  }

  private JobResults<R> stored() {
    return new JobResults<>(this, returnType);
  }

  private JobState state() {
    return read().state();
  }

  private JobRecord read() {
    return rq.record(id()).orElseThrow(() -> new NoSuchJobException(id()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Job<?> that && id().equals(that.id());
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  /** As in RQ: {@code <Job id: description>} (J-02). */
  @Override
  public String toString() {
    return "<Job " + id() + ": " + description() + ">";
  }
}
