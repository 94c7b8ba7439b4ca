package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.DuplicateJobException;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobInterceptor;
import io.rq.JobStatus;
import io.rq.NoSuchFunctionException;
import io.rq.Pipeline;
import io.rq.Queue;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.WorkerOptions;
import io.rq.spi.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands around the enqueueing and the running of jobs. */
abstract class InterceptorBehaviour extends Behaviour {

  /** Says what it sees. */
  private static final class Witness implements JobInterceptor {

    private final String name;

    Witness(String name) {
      this.name = name;
    }

    @Override
    public <R> Call<R> enqueue(Call<R> call, Queue queue) {
      ContractTasks.log(name + " enqueues to " + queue.name());
      return call;
    }

    @Override
    public void enqueued(Job<?> job) {
      ContractTasks.log(name + " enqueued, " + job.status().wireName());
    }

    @Override
    public @Nullable Object run(Job<?> job, Callable<@Nullable Object> function) throws Exception {
      ContractTasks.log(name + " runs");
      try {
        return function.call();
      } finally {
        ContractTasks.log(name + " ran");
      }
    }

    @Override
    public @Nullable Object callback(Job<?> job, Callable<@Nullable Object> callback)
        throws Exception {
      ContractTasks.log(name + " calls back");
      return callback.call();
    }
  }

  private Rq.Builder with(JobInterceptor... interceptors) {
    Rq.Builder builder = Rq.on(backend).clock(clock).allow("io.rq.testkit.contract");
    List.of(interceptors).forEach(builder::interceptor);
    return builder;
  }

  @Test
  @Pins("F-15")
  void theFirstStandsOutermost() {
    Rq mine = with(new Witness("a"), new Witness("b")).open();
    mine.queue().submit(Call.of(ContractTasks::log, "x").onSuccess(ContractTasks::onSuccess));

    assertThat(mine.worker().burst().failures()).isEmpty();

    assertThat(ContractTasks.LOG)
        .startsWith(
            "a enqueues to default",
            "b enqueues to default",
            "b enqueued, queued",
            "a enqueued, queued",
            "a runs",
            "b runs",
            "x",
            "b ran",
            "a ran",
            "a calls back",
            "b calls back");
  }

  @Test
  @Pins({"F-15", "SYNC-01"})
  void inASynchronousProgramItIsTheSame() {
    Rq mine = with(new Witness("a")).synchronous().open();

    mine.queue().enqueue(ContractTasks::log, "x");

    assertThat(ContractTasks.LOG)
        .containsExactly("a enqueues to default", "a enqueued, started", "a runs", "x", "a ran");
  }

  /** Carries something from who enqueues to who runs. */
  private static final class Tenants implements JobInterceptor {

    private static final ThreadLocal<@Nullable Object> CURRENT = new ThreadLocal<>();

    @Override
    public <R> Call<R> enqueue(Call<R> call, Queue queue) {
      return call.meta("tenant", CURRENT.get());
    }

    @Override
    public @Nullable Object run(Job<?> job, Callable<@Nullable Object> function) throws Exception {
      Object outer = CURRENT.get();
      CURRENT.set(job.meta().get("tenant"));
      try {
        return function.call();
      } finally {
        CURRENT.set(outer);
      }
    }

    @Override
    public @Nullable Object callback(Job<?> job, Callable<@Nullable Object> callback)
        throws Exception {
      return run(job, callback);
    }
  }

  static String tenant() {
    return String.valueOf(Tenants.CURRENT.get());
  }

  static void logTenant(Job<String> job) {
    ContractTasks.log("callback of " + tenant());
  }

  @Test
  @Pins("F-15")
  void whatItPutsIntoTheMetaComesBackAroundTheRun() {
    Rq mine = with(new Tenants()).open();
    Tenants.CURRENT.set("ann");
    Call<String> call =
        Call.of(InterceptorBehaviour::tenant)
            .onSuccess("io.rq.testkit.contract.InterceptorBehaviour.logTenant");
    Pipeline pipeline = mine.pipeline();
    List<Job<?>> jobs =
        List.of(
            mine.queue().submit(call),
            mine.queue().submitAll(List.of(call)).get(0),
            pipeline.on(mine.queue()).submit(call),
            mine.queue().in(Duration.ZERO).submit(call));
    pipeline.execute();
    Tenants.CURRENT.set("nobody");

    assertThat(mine.worker().burst().failures()).isEmpty();

    assertThat(jobs).allSatisfy(job -> assertThat(asObject(job).returnValue()).contains("ann"));
    assertThat(runs("callback of ann")).isEqualTo(4);
    assertThat(tenant()).as("restored").isEqualTo("nobody");
    Tenants.CURRENT.remove();
  }

  @Test
  void whoRefusesACallKeepsItOut() {
    Rq mine =
        with(new JobInterceptor() {
              @Override
              public <R> Call<R> enqueue(Call<R> call, Queue queue) {
                throw new IllegalArgumentException("no tenant");
              }
            })
            .open();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> mine.queue().enqueue(ContractTasks::nothing))
        .withMessage("no tenant");
    assertThat(backend.jobs().count(io.rq.QueueName.DEFAULT, Place.QUEUED)).isZero();
  }

  @Test
  void isToldOfWhatWasStoredOnly() {
    Rq mine = with(new Witness("a")).open();
    Call<String> taken = Call.of(ContractTasks::log, "x").id("taken");
    mine.queue().submit(taken);
    ContractTasks.LOG.clear();

    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(() -> mine.queue().submit(taken));
    assertThat(ContractTasks.LOG).containsExactly("a enqueues to default");
  }

  @Test
  void whatItThrowsAfterwardsCostsNoJob() {
    Rq mine =
        with(new JobInterceptor() {
              @Override
              public void enqueued(Job<?> job) {
                throw new IllegalStateException("thrown on purpose");
              }
            })
            .synchronous()
            .open();

    assertThat(mine.queue().enqueue(ContractTasks::add, 1, 2).returnValue()).contains(3);
  }

  @Test
  void anErrorAfterwardsCostsNoJobEitherAndTheOthersAreTold() {
    Rq mine =
        with(
                new Witness("a"),
                new JobInterceptor() {
                  @Override
                  public void enqueued(Job<?> job) {
                    throw new AssertionError("thrown on purpose");
                  }
                })
            .open();

    Job<Integer> job = mine.queue().enqueue(ContractTasks::add, 1, 2);

    assertThat(mine.queue().jobIds()).containsExactly(job.id());
    assertThat(ContractTasks.LOG).endsWith("a enqueued, queued");
  }

  /** Remembers what runs threw, and lets it pass. */
  private static final class Catcher implements JobInterceptor {

    private @Nullable Throwable caught;
    private int runs;

    @Override
    public @Nullable Object run(Job<?> job, Callable<@Nullable Object> function) throws Exception {
      assertThat(Job.current()).contains(job);
      runs++;
      try {
        return function.call();
      } catch (Exception e) {
        caught = e;
        throw e;
      }
    }
  }

  @Test
  @Pins("F-15")
  void seesWhatTheFunctionThrowsAtEachAttempt() {
    Catcher catcher = new Catcher();
    Rq mine = with(catcher).open();
    Job<Integer> job =
        mine.queue().submit(Call.of(ContractTasks::fail, "boom").retry(Retry.max(1)));

    assertThat(mine.worker().burst().failures()).hasSize(2);

    assertThat(catcher.caught).isInstanceOf(IOException.class).hasMessage("boom");
    assertThat(catcher.runs).isEqualTo(2);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  void seesThatThereIsNoSuchFunction() {
    Catcher catcher = new Catcher();
    Rq mine = with(catcher).open();
    mine.queue().enqueue("io.rq.testkit.contract.ContractTasks.gone");

    mine.worker().burst();

    assertThat(catcher.caught).isInstanceOf(NoSuchFunctionException.class);
  }

  @Test
  void whatItThrowsFailsTheRunAndWhatItReturnsIsTheResult() {
    Rq failing =
        with(new JobInterceptor() {
              @Override
              public @Nullable Object run(Job<?> job, Callable<@Nullable Object> function) {
                throw new IllegalStateException("no connection");
              }
            })
            .open();
    Job<Integer> failed = failing.queue().enqueue(ContractTasks::add, 1, 2);
    assertThat(onlyFailure(failing.worker().burst())).hasMessage("no connection");
    assertThat(failed.status()).isEqualTo(JobStatus.FAILED);

    Rq doubling =
        with(new JobInterceptor() {
              @Override
              public @Nullable Object run(Job<?> job, Callable<@Nullable Object> function)
                  throws Exception {
                return function.call() instanceof Integer number ? 2 * number : null;
              }
            })
            .open();
    Job<Integer> doubled = doubling.queue().enqueue(ContractTasks::add, 1, 2);
    assertThat(doubling.worker().burst().failures()).isEmpty();
    assertThat(doubled.returnValue()).contains(6);
  }

  @Test
  @Pins({"F-14", "F-07", "W-26"})
  void everyWorkerTellsTheHandlersOfTheProgramBeforeItsOwn() {
    Rq mine =
        with()
            .exceptionHandler(
                (job, error) -> ContractTasks.log("first " + error.getMessage()) != null)
            .exceptionHandler((job, error) -> ContractTasks.log("second") != null)
            .open();
    Job<Integer> job = mine.queue().enqueue(ContractTasks::fail, "boom");

    WorkerOptions options =
        WorkerOptions.on()
            .exceptionHandler((failed, error) -> ContractTasks.log("own " + failed.id()) != null);
    mine.worker(options).burst();

    JobId id = job.id();
    assertThat(ContractTasks.LOG).containsExactly("first boom", "second", "own " + id);
  }
}
