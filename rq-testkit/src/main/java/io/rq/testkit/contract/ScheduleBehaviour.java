package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.rq.Call;
import io.rq.DuplicateJobException;
import io.rq.InvalidJobOperationException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchJobException;
import io.rq.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Enqueueing for later. */
abstract class ScheduleBehaviour extends Behaviour {

  @Test
  @Pins({"S-01", "S-02", "S-05", "S-17", "BURST-04", "Q-15"})
  void holdsAJobBackUntilItsTime() {
    Job<Integer> job = queue.enqueueIn(Duration.ofHours(1), ContractTasks::add, 1, 2);

    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(3600));
    assertThat(queue.isEmpty()).isTrue();
    pass(3599);
    assertThat(burst().didWork()).isFalse();
    pass(1);
    assertThat(burst().executed()).isEqualTo(1);
    assertThat(job.returnValue()).contains(3);
    assertThat(job.enqueuedAt()).contains(clock.instant());
    assertThat(queue.scheduled().size()).isZero();
    assertThat(queue.scheduled().timeOf(job)).as("it waits for no time").isEmpty();
  }

  @Test
  @Pins({"S-08", "S-06"})
  void remembersTheEndOfTheQueueAndMovesTheLongestDueFirst() {
    queue.at(clock.instant().plusSeconds(2)).enqueue(ContractTasks::log, "second");
    queue.at(clock.instant().plusSeconds(1)).enqueue(ContractTasks::log, "first");
    queue.at(clock.instant().plusSeconds(3)).submit(Call.of(ContractTasks::log, "front").atFront());
    pass(3);
    burst();

    assertThat(ContractTasks.LOG).containsExactly("front", "first", "second");
  }

  @Test
  @Pins({"S-09", "SYNC-23"})
  void runsWhatIsPastAtTheNextLook() {
    Job<Integer> job = queue.enqueueAt(clock.instant().minusSeconds(10), ContractTasks::add, 1, 2);

    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    burst();
    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins("BURST-09")
  void needsAWorkerThatSchedules() {
    queue.enqueueIn(Duration.ZERO, ContractTasks::nothing);

    assertThat(rq.worker(WorkerOptions.on().withoutScheduler()).burst().didWork()).isFalse();
  }

  @Test
  @Pins("S-07")
  void deletesWhatIsDueIfAsked() {
    Job<Integer> foo = queue.enqueueIn(Duration.ofSeconds(1), ContractTasks::add, 1, 2);
    Job<Integer> bar = queue.enqueueIn(Duration.ofSeconds(10), ContractTasks::add, 1, 2);
    Job<Integer> baz = queue.enqueueIn(Duration.ofSeconds(30), ContractTasks::add, 1, 2);
    Job<String> child = rq.queue("low").submit(Call.of(ContractTasks::log, "x").dependsOn(foo));
    pass(1);

    assertThat(queue.scheduled().deleteDue(clock.instant())).isEqualTo(1);
    assertThat(queue.scheduled().jobIds()).containsExactly(bar.id(), baz.id());
    assertThat(foo.exists()).isFalse();
    assertThat(child.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(queue.scheduled().deleteDue(clock.instant().plusSeconds(15))).isEqualTo(1);
    assertThat(queue.scheduled().jobIds()).containsExactly(baz.id());
    assertThat(queue.scheduled().deleteDue(clock.instant().plusSeconds(15))).isZero();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> queue.failed().deleteDue(clock.instant()));
  }

  @Test
  @Pins({"RS-01", "RS-03"})
  void aScheduledJobIsGivenAnotherTime() {
    Job<Integer> job = queue.enqueueIn(Duration.ofHours(1), ContractTasks::add, 1, 2);
    Instant sooner = clock.instant().plusSeconds(10);

    job.reschedule(sooner);

    assertThat(queue.scheduled().timeOf(job)).contains(sooner);
    assertThat(queue.scheduled().size()).isEqualTo(1);
    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    pass(9);
    assertThat(burst().didWork()).isFalse();
    pass(1);
    assertThat(burst().executed()).isEqualTo(1);
    assertThatExceptionOfType(InvalidJobOperationException.class)
        .isThrownBy(() -> job.reschedule(sooner))
        .withMessageContaining("waits for no time: it is finished");
    job.delete();
    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(() -> job.reschedule(sooner));
  }

  @Test
  @Pins("RS-03")
  void tellsWhatIsDueUntilThen() {
    Job<Integer> first = queue.enqueueIn(Duration.ofSeconds(10), ContractTasks::add, 1, 2);
    Job<Integer> second = queue.enqueueIn(Duration.ofSeconds(20), ContractTasks::add, 1, 2);
    Job<Integer> third = queue.enqueueIn(Duration.ofSeconds(30), ContractTasks::add, 1, 2);
    Instant until = clock.instant().plusSeconds(20);

    assertThat(queue.scheduled().size(until)).isEqualTo(2);
    assertThat(queue.scheduled().size(until.minusSeconds(11))).isZero();
    assertThat(queue.scheduled().jobsUntil(until, 0, 10))
        .containsExactly(
            entry(asObject(first), clock.instant().plusSeconds(10)),
            entry(asObject(second), until));
    assertThat(queue.scheduled().jobsUntil(Instant.MAX, 1, 1).keySet())
        .containsExactly(asObject(second));
    assertThat(queue.scheduled().contains(third)).isTrue();
    third.cancel();
    assertThat(queue.scheduled().contains(third)).isFalse();
    assertThat(queue.scheduled().size(Instant.MAX)).isEqualTo(2);
  }

  @Test
  @Pins({"U-08", "U-09", "D-27", "J-21"})
  void refusesWhatCannotBe() {
    queue.in(Duration.ofHours(1)).submit(Call.of(ContractTasks::add, 1, 2).id("job-1"));
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);

    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(
            () ->
                queue
                    .in(Duration.ofHours(2))
                    .submit(Call.of(ContractTasks::add, 3, 4).id("job-1")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                queue
                    .in(Duration.ofHours(2))
                    .submit(Call.of(ContractTasks::add, 3, 4).dependsOn(parent)))
        .withMessageContaining("a time and for other jobs");
    assertThatIllegalArgumentException().isThrownBy(() -> queue.in(Duration.ofSeconds(-1)));
  }
}
