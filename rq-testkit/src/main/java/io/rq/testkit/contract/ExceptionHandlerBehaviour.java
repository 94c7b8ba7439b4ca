package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.ExceptionHandler;
import io.rq.ExecutionId;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchFunctionException;
import io.rq.QueueName;
import io.rq.Retry;
import io.rq.Worker;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.spi.Lease;
import io.rq.spi.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told of failed runs, beside what becomes of the job. */
abstract class ExceptionHandlerBehaviour extends Behaviour {

  private final List<String> told = new ArrayList<>();

  private ExceptionHandler handler(String name, boolean goesOn) {
    return (job, error) -> {
      told.add(name + ": " + job.id() + ", " + error.getMessage());
      return goesOn;
    };
  }

  private Job<Integer> failing() {
    return queue.submit(Call.of(ContractTasks::fail, "boom").id("it"));
  }

  @Test
  @Pins({"W-26", "W-19"})
  void areToldInOrderAndChangeNothing() {
    Job<Integer> job = failing();
    queue.enqueue(ContractTasks::add, 1, 2);

    rq.worker(
            WorkerOptions.on()
                .exceptionHandler(handler("first", true))
                .exceptionHandler(handler("second", true)))
        .burst();

    assertThat(told).containsExactly("first: it, boom", "second: it, boom");
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(queue.failed().contains(job)).isTrue();
  }

  @Test
  @Pins({"W-26", "W-27"})
  void oneThatSaysFalseKeepsItFromTheOthersButNotFromTheRegistry() {
    Job<Integer> job = failing();

    rq.worker(
            WorkerOptions.on()
                .exceptionHandler(handler("first", false))
                .exceptionHandler(handler("second", true)))
        .burst();

    assertThat(told).containsExactly("first: it, boom");
    assertThat(queue.failed().contains(job)).isTrue();
    assertThat(job.latestResult()).isPresent();
    assertThat(job.expiresAt()).contains(clock.instant().plus(Duration.ofDays(365)));
  }

  @Test
  @Pins("W-26")
  void oneThatFailsIsPassedOver() {
    Job<Integer> job = failing();

    rq.worker(
            WorkerOptions.on()
                .exceptionHandler(
                    (failed, error) -> {
                      throw new AssertionError("in the handler");
                    })
                .exceptionHandler(handler("second", true)))
        .burst();

    assertThat(told).containsExactly("second: it, boom");
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .contains("boom")
        .doesNotContain("in the handler");
  }

  @Test
  @Pins({"W-26", "W-19", "R-09"})
  void areToldOfEachAttemptAfterTheJobsOwnCallback() {
    queue.submit(
        Call.of(ContractTasks::fail, "boom")
            .id("it")
            .retry(Retry.max(1))
            .onFailure(ContractTasks::onFailure));

    rq.worker(
            WorkerOptions.on()
                .exceptionHandler(
                    (job, error) -> {
                      ContractTasks.LOG.add("handler, job " + job.status().wireName());
                      return true;
                    }))
        .burst();

    assertThat(ContractTasks.LOG)
        .containsExactly(
            "failure of it: boom",
            "handler, job started",
            "failure of it: boom",
            "handler, job started");
  }

  @Test
  @Pins("W-26")
  void areToldWhyAFunctionCouldNotBeCalled() {
    queue.submit(Call.path("com.acme.Missing.run").id("it"));
    List<Throwable> errors = new ArrayList<>();

    rq.worker(WorkerOptions.on().exceptionHandler((job, error) -> errors.add(error))).burst();

    assertThat(errors).singleElement().isInstanceOf(NoSuchFunctionException.class);
  }

  @Test
  @Pins({"W-26", "X-07"})
  void areToldOfJobsWhoseWorkerWasLost() {
    Job<Integer> lost = queue.submit(Call.of(ContractTasks::add, 1, 2).id("it"));
    Lease lease =
        new Lease(
            ExecutionId.of("run"), WorkerName.of("lost"), clock.instant(), Duration.ofSeconds(90));
    assertThat(backend.jobs().claim(new Selection.FirstOf(List.of(QueueName.DEFAULT)), lease))
        .isPresent();
    pass(91);

    rq.worker(WorkerOptions.on().exceptionHandler(handler("told", true))).burst();

    assertThat(told).singleElement().asString().startsWith("told: it, ").contains("Abandoned");
    assertThat(lost.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins("W-53")
  void canBePushedAndPoppedAtRunTime() {
    Worker worker = rq.worker(WorkerOptions.on().exceptionHandler(handler("first", true)));
    worker.pushExceptionHandler(handler("second", true));
    worker.pushExceptionHandler(handler("third", true));
    assertThat(worker.popExceptionHandler()).isPresent();
    failing();

    worker.burst();

    assertThat(told).containsExactly("first: it, boom", "second: it, boom");
    assertThat(worker.popExceptionHandler()).isPresent();
    assertThat(worker.popExceptionHandler()).isPresent();
    assertThat(worker.popExceptionHandler()).isEmpty();
  }

  @Test
  @Pins({"SYNC-19", "W-26"})
  void areNotForSynchronousPrograms() {
    Job<Integer> job = synchronous().queue().enqueue(ContractTasks::fail, "boom");

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(told).isEmpty();
  }
}
