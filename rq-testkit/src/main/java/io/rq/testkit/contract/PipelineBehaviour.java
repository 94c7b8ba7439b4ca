package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.DuplicateJobException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchJobException;
import io.rq.Pipeline;
import io.rq.Rq;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several jobs in one step. */
abstract class PipelineBehaviour extends Behaviour {

  @Test
  @Pins({"Q-29", "Q-30", "D-05", "S-03", "G-07"})
  void nothingIsVisibleBeforeItIsExecutedAndAllAfterwards() {
    Pipeline pipeline = rq.pipeline();
    Job<Integer> parent =
        pipeline.on(rq.queue("high")).submit(Call.of(ContractTasks::add, 1, 2).group("g"));
    Job<Integer> child =
        pipeline
            .on(rq.queue("low"))
            .submit(Call.of(ContractTasks::sumOfParents).dependsOn(parent).group("g"));
    Job<Integer> later =
        pipeline.on(queue).enqueueIn(Duration.ofHours(1), ContractTasks::add, 5, 6);

    assertThat(pipeline.size()).isEqualTo(3);
    assertThat(List.of(parent.exists(), child.exists(), later.exists())).containsOnly(false);
    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(parent::status);
    assertThat(rq.queues()).isEmpty();
    assertThat(rq.groups()).isEmpty();
    assertThat(queue.scheduled().size()).isZero();

    pipeline.execute();

    assertThat(rq.queue("high").jobs()).containsExactly(asObject(parent));
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    assertThat(rq.queue("low").deferred().contains(child)).isTrue();
    assertThat(queue.scheduled().timeOf(later)).contains(clock.instant().plusSeconds(3600));
    assertThat(rq.group("g").jobs()).hasSize(2);
    burst();
    assertThat(child.returnValue()).contains(3);
  }

  @Test
  @Pins({"Q-29", "Q-28", "Q-23"})
  void jobsStandInTheOrderInWhichTheyWerePutIn() {
    Pipeline pipeline = rq.pipeline();
    pipeline.on(queue).submit(Call.of(ContractTasks::add, 1, 2).id("b"));
    pipeline.on(queue).submit(Call.of(ContractTasks::add, 1, 2).id("c"));
    pipeline.on(queue).submit(Call.of(ContractTasks::add, 1, 2).id("a").atFront());
    pipeline.execute();
    pipeline.on(queue).submit(Call.of(ContractTasks::add, 1, 2).id("d"));
    pipeline.execute();
    pipeline.execute();

    assertThat(queue.jobIds()).extracting(Object::toString).containsExactly("a", "b", "c", "d");
  }

  @Test
  @Pins("Q-31")
  void whatIsDecidedIsDecidedByWhatIsTrueWhenItIsExecuted() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Pipeline pipeline = rq.pipeline();
    Job<Integer> child =
        pipeline.on(queue).submit(Call.of(ContractTasks::sumOfParents).dependsOn(parent));

    burst();
    pass(60);
    pipeline.execute();

    assertThat(child.status()).as("its parent has finished meanwhile").isEqualTo(JobStatus.QUEUED);
    assertThat(child.enqueuedAt()).contains(clock.instant());
    assertThat(child.createdAt()).isEqualTo(clock.instant().minusSeconds(60));
  }

  @Test
  @Pins({"U-10", "U-03", "U-02"})
  void anIdThatIsTakenKeepsAllOfItOut() {
    queue.submit(Call.of(ContractTasks::add, 1, 2).id("taken"));
    Pipeline pipeline = rq.pipeline();
    Job<Integer> other = pipeline.on(rq.queue("low")).enqueue(ContractTasks::add, 1, 2);
    pipeline.on(queue).submit(Call.of(ContractTasks::add, 3, 4).id("taken").dependsOn(other));

    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(pipeline::execute)
        .withMessageContaining("taken");

    assertThat(other.exists()).isFalse();
    assertThat(rq.queue("low").isEmpty()).isTrue();
    rq.job("taken").delete();
    pipeline.execute();
    assertThat(other.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(rq.job("taken").status()).isEqualTo(JobStatus.DEFERRED);
  }

  @Test
  @Pins("Q-29")
  void whatCannotBeIsRefused() {
    Pipeline pipeline = rq.pipeline();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.on(queue).enqueue((Integer a) -> a + 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.on(synchronous().queue()))
        .withMessageContaining("another Rq");
    assertThat(pipeline.size()).isZero();
    pipeline.on(queue).submit(Call.of(ContractTasks::add, 1, 2).id("twice"));
    pipeline.on(queue).submit(Call.of(ContractTasks::add, 1, 2).id("twice"));
    assertThatIllegalArgumentException()
        .isThrownBy(pipeline::execute)
        .withMessageContaining("stands twice");
    assertThat(rq.queues()).isEmpty();
  }

  @Test
  @Pins({"SYNC-22", "SYNC-20", "G-07"})
  void synchronousProgramsRunItsJobsAfterAllOfThemAreStored() {
    Rq sync = synchronous();
    Pipeline pipeline = sync.pipeline();
    Job<Long> first =
        pipeline.on(sync.queue()).submit(Call.of(ContractTasks::membersOfGroup, "g").group("g"));
    Job<String> child =
        pipeline
            .on(sync.queue("low"))
            .submit(Call.of(ContractTasks::log, "child").dependsOn(first).group("g"));
    Job<String> last = pipeline.on(sync.queue()).enqueue(ContractTasks::log, "last");

    assertThat(ContractTasks.LOG).isEmpty();
    pipeline.execute();

    assertThat(first.returnValue()).as("all were stored before it ran").contains(2L);
    assertThat(ContractTasks.LOG).containsExactly("child", "last");
    assertThat(List.of(first.status(), child.status(), last.status()))
        .containsOnly(JobStatus.FINISHED);
    assertThat(sync.group("g").isDone()).isTrue();
  }

  @Test
  @Pins({"SYNC-22", "Q-28"})
  void synchronousProgramsRunManyAtOnceInTheirOrder() {
    List<Job<?>> jobs =
        synchronous()
            .queue()
            .submitAll(
                List.of(
                    Call.of(ContractTasks::log, "a").group("g"),
                    Call.of(ContractTasks::fail, "boom").group("g"),
                    Call.of(ContractTasks::log, "b").group("g")));

    assertThat(ContractTasks.LOG).containsExactly("a", "b");
    assertThat(jobs)
        .extracting(job -> job.status().wireName())
        .containsExactly("finished", "failed", "finished");
    assertThat(queue.isEmpty()).isTrue();
  }
}
