package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.InvalidJobOperationException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchJobException;
import io.rq.Repeat;
import io.rq.Retry;
import org.junit.jupiter.api.Test;

/** Calling off, deleting, putting back. */
abstract class ActionBehaviour extends Behaviour {

  @Test
  @Pins({"J-25", "X-02"})
  void cancelTakesAJobOutOfItsQueueOnce() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

    job.cancel();

    assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.canceled().contains(job)).isTrue();
    assertThatExceptionOfType(InvalidJobOperationException.class)
        .isThrownBy(job::cancel)
        .withMessage("Cannot cancel already canceled job: " + job.id());
  }

  @Test
  @Pins({"J-29", "REG-17", "R-12", "REG-18"})
  void requeueBeginsAgainWithAllRetries() {
    Job<String> job = queue.submit(Call.of(ContractTasks::failUntil, "it", 4).retry(Retry.max(1)));
    burst();
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);

    job.requeue();
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(job.endedAt()).isEmpty();
    assertThat(job.expiresAt()).isEmpty();
    assertThat(job.retriesLeft()).hasValue(1);
    burst();

    assertThat(job.returnValue()).contains("it succeeded in run 4");
  }

  @Test
  @Pins({"REG-17", "X-02", "X-01"})
  void requeueWantsAJobWhoseLifeIsOver() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

    assertThatExceptionOfType(InvalidJobOperationException.class)
        .isThrownBy(job::requeue)
        .withMessageContaining("it is queued");
  }

  @Test
  @Pins("REG-17")
  void requeueAllTakesAllOfARegistry() {
    queue.enqueue(ContractTasks::fail, "a");
    queue.enqueue(ContractTasks::fail, "b");
    burst();

    assertThat(queue.failed().requeueAll()).isEqualTo(2);
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.failed().size()).isZero();
  }

  @Test
  @Pins("J-24")
  void deleteLeavesNothing() {
    Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).group("g"));
    burst();

    job.delete();

    assertThat(job.exists()).isFalse();
    assertThat(job.results()).isEmpty();
    assertThat(queue.finished().size()).isZero();
    assertThat(rq.groups()).isEmpty();
    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(job::delete);
  }

  @Test
  @Pins({"Q-06", "Q-07"})
  void emptyAndDeleteAQueue() {
    queue.enqueue(ContractTasks::nothing);
    queue.enqueue(ContractTasks::nothing);

    assertThat(queue.empty()).isEqualTo(2);
    assertThat(queue.isEmpty()).isTrue();
    queue.delete();
    assertThat(rq.queues()).isEmpty();
  }

  @Test
  @Pins("R-20")
  void optionsThatCannotBeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Retry.max(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Retry.max(1).intervals(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Repeat.times(0));
  }
}
