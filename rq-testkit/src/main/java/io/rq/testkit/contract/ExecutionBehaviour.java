package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.Execution;
import io.rq.ExecutionId;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchExecutionException;
import io.rq.Queue;
import io.rq.Result;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.WorkerOptions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The runs of a job, as others see them while they go on. */
abstract class ExecutionBehaviour extends Behaviour {

  @Test
  @Pins({"E-01", "E-06", "E-07", "E-08"})
  void areThereWhileTheJobRuns() {
    Job<Void> job = queue.enqueue(ContractTasks::waitAtGate);
    assertThat(job.executions()).isEmpty();
    pass(5);
    try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().maxJobs(1)))) {
      live.awaitArrival();

      assertThat(job.executions()).hasSize(1);
      Execution execution = job.executions().get(0);
      assertThat(execution.createdAt()).contains(clock.instant());
      assertThat(execution.lastHeartbeat()).contains(clock.instant());
      assertThat(execution.job()).isSameAs(job);
      assertThat(execution).hasToString(job.id() + ":" + execution.id());
      assertThat(job.execution(execution.id())).isEqualTo(execution).hasSameHashCodeAs(execution);

      ContractTasks.gate.countDown();
      live.report();
      assertThat(job.executions()).isEmpty();
      assertThat(job.latestResult().flatMap(Result::executionId)).contains(execution.id());
      assertThatExceptionOfType(NoSuchExecutionException.class)
          .isThrownBy(() -> job.execution(execution.id()))
          .matches(e -> e.jobId().equals(job.id()))
          .matches(e -> e.executionId().equals(execution.id()))
          .withMessageContaining(execution.id().value());
    }
  }

  @Test
  @Pins("E-01")
  void areOthersForEachAttemptAndEachJob() {
    ContractTasks.EXECUTIONS.clear();
    Call<Integer> failing = Call.of(ContractTasks::noteExecutionsAndFail, true);
    queue.submit(failing.retry(Retry.max(2)));
    queue.submit(failing);

    assertThat(burst().executed()).isEqualTo(4);

    assertThat(ContractTasks.EXECUTIONS).hasSize(4).allMatch(seen -> seen.size() == 1);
    assertThat(Set.copyOf(ContractTasks.EXECUTIONS)).hasSize(4);
  }

  @Test
  @Pins("E-03")
  void expireByTheHeartbeatOfTheirWorkerWhateverTheLimitOfTheJob() {
    Queue low = rq.queue("low");
    Job<Void> unlimited = queue.submit(Call.ofVoid(ContractTasks::waitAtGate).noTimeout());
    Job<Void> limited =
        low.submit(Call.ofVoid(ContractTasks::waitAtGate).timeout(Duration.ofHours(8)));
    for (Job<Void> job : List.of(unlimited, limited)) {
      WorkerOptions options =
          WorkerOptions.on(job.queue().name()).heartbeat(Duration.ofSeconds(10));
      try (LiveWorker live = LiveWorker.start(rq.worker(options.maxJobs(1)))) {
        live.awaitArrival();

        assertThat(job.executions().get(0).expiresAt())
            .isEqualTo(clock.instant().plusSeconds(70).truncatedTo(ChronoUnit.SECONDS));
        ContractTasks.gate.countDown();
        live.report();
      }
    }
  }

  @Test
  @Pins({"E-09", "E-04", "W-14"})
  void areHeardOfAgainAndAgainWhileTheJobRunsAndAreGoneAfterwards() {
    Job<Void> job = queue.enqueue(ContractTasks::waitAtGate);
    WorkerOptions often = WorkerOptions.on().heartbeat(Duration.ofSeconds(1)).maxJobs(1);
    try (LiveWorker live = LiveWorker.start(rq.worker(often))) {
      live.awaitArrival();
      Execution before = job.executions().get(0);

      pass(5);
      Execution after = awaitHeartbeat(job);

      assertThat(after).isEqualTo(before);
      assertThat(after.createdAt()).isEqualTo(before.createdAt());
      assertThat(after.expiresAt()).isEqualTo(before.expiresAt().plusSeconds(5));
      assertThat(Duration.between(clock.instant(), after.expiresAt()))
          .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(200));
      ContractTasks.gate.countDown();
      live.report();
    }
    assertThat(job.executions()).isEmpty();
    assertThat(queue.started().size()).isZero();
  }

  @Test
  @Pins("E-05")
  void areNotThereAnyMoreOnceTheyExpired() {
    Job<Void> job = queue.enqueue(ContractTasks::waitAtGate);
    try (LiveWorker live = LiveWorker.start(rq.worker())) {
      live.awaitArrival();
      ExecutionId id = job.executions().get(0).id();

      pass(91);

      assertThat(job.status()).isEqualTo(JobStatus.STARTED);
      assertThat(job.executions()).isEmpty();
      assertThatExceptionOfType(NoSuchExecutionException.class).isThrownBy(() -> job.execution(id));
      ContractTasks.gate.countDown();
    }
  }

  @Test
  @Pins("E-01")
  void areThereInSynchronousProgramsToo() {
    ContractTasks.EXECUTIONS.clear();
    Rq sync = synchronous();

    sync.queue().enqueue(ContractTasks::noteExecutionsAndFail, false);

    assertThat(ContractTasks.EXECUTIONS).hasSize(1).allMatch(seen -> seen.size() == 1);
  }
}
