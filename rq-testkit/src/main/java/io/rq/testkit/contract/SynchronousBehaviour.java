package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.DuplicateJobException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.SerializationException;
import io.rq.WorkerName;
import io.rq.spi.Place;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RQ's {@code is_async=False}. */
abstract class SynchronousBehaviour extends Behaviour {

  @Test
  @Pins({"SYNC-01", "SYNC-05", "SYNC-06", "SYNC-07", "RES-14"})
  void runsTheJobBeforeEnqueueReturns() {
    Job<Integer> job = synchronous().queue().enqueue(ContractTasks::add, 1, 2);

    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(job.returnValue()).contains(3);
    assertThat(job.workerName()).contains(WorkerName.of("sync"));
    assertThat(job.enqueuedAt()).contains(clock.instant());
    assertThat(job.startedAt()).contains(clock.instant());
    assertThat(job.endedAt()).contains(clock.instant());
    assertThat(job.expiresAt()).contains(clock.instant().plusSeconds(500));
    assertThat(job.latestResult().orElseThrow().workerName()).isEmpty();
    assertThat(job.latestResult().orElseThrow().executionId()).isEmpty();
  }

  @Test
  @Pins({"SYNC-12", "SYNC-11"})
  void recordsAnExceptionAndDoesNotThrowIt() {
    Job<Integer> job = synchronous().queue().enqueue(ContractTasks::fail, "boom");

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow()).contains("boom");
    assertThat(job.endedAt()).contains(clock.instant());
    assertThat(job.expiresAt()).contains(clock.instant().plus(365, ChronoUnit.DAYS));
  }

  @Test
  @Pins({"SYNC-02", "SYNC-27"})
  void neverStandsInTheQueue() {
    Job<String> job =
        synchronous().queue().submit(Call.of(ContractTasks::statusWhileRunning).atFront());

    assertThat(job.returnValue()).as("SYNC-03, fixed: the run is visible").contains("started");
    assertThat(queue.isEmpty()).isTrue();
    assertThat(rq.queues()).extracting(Queue::name).containsExactly("default");
    assertThat(backend.jobs().count(QueueName.DEFAULT, Place.STARTED)).isZero();
  }

  @Test
  @Pins({"SYNC-04", "J-30"})
  void nests() {
    Rq sync = synchronous();
    ContractTasks.rq = sync;

    sync.queue().enqueue(ContractTasks::enqueueMore, 3);

    assertThat(backend.jobs().count(QueueName.DEFAULT, Place.FINISHED)).isEqualTo(4);
    assertThat(Job.current()).isEmpty();
  }

  @Test
  @Pins("SYNC-19")
  void runsWhileSuspended() {
    backend.signals().suspend(clock.instant(), Optional.empty());

    assertThat(synchronous().queue().enqueue(ContractTasks::add, 1, 2).returnValue()).contains(3);
  }

  @Test
  @Pins({"SYNC-29", "SYNC-09"})
  void givesTheFunctionACopyOfItsArguments() {
    List<Integer> numbers = new ArrayList<>(List.of(1));

    synchronous().queue().enqueue(ContractTasks::mutate, numbers);

    assertThat(numbers).containsExactly(1);
  }

  @Test
  @Pins("SYNC-25")
  void storesNothingIfTheCallIsWrong() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> synchronous().queue().enqueue("f", new Thread("no")));
    assertThat(rq.queues()).isEmpty();
  }

  @Test
  @Pins("SYNC-24")
  void refusesAnIdThatIsTaken() {
    Rq sync = synchronous();
    sync.queue().submit(Call.of(ContractTasks::add, 1, 2).id("job-1"));

    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(() -> sync.queue().submit(Call.of(ContractTasks::add, 1, 2).id("job-1")));
  }

  @Test
  @Pins({"SYNC-08", "SYNC-13"})
  void leavesNoTraceIfNothingIsKept() {
    Job<Integer> good =
        synchronous().queue().submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Duration.ZERO));
    Job<Integer> bad =
        synchronous().queue().submit(Call.of(ContractTasks::fail, "x").failureTtl(Duration.ZERO));

    assertThat(good.exists()).isFalse();
    assertThat(bad.exists()).isFalse();
  }
}
