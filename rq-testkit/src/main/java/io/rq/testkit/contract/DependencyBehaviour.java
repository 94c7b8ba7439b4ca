package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.InvalidJobOperationException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchJobException;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.WorkReport;
import io.rq.WorkerState;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waiting for other jobs. */
abstract class DependencyBehaviour extends Behaviour {

  @Test
  @Pins({"D-03", "D-06", "D-07", "J-36", "BURST-03"})
  void deferAJobUntilItsParentIsFinished() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> child =
        rq.queue("low").submit(Call.of(ContractTasks::sumOfParents).dependsOn(parent));

    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    assertThat(rq.queue("low").deferred().contains(child)).isTrue();
    assertThat(rq.queue("low").isEmpty()).isTrue();
    burst();
    assertThat(child.returnValue()).as("D-29: it can read its parent's result").contains(3);
    assertThat(rq.queue("low").deferred().size()).isZero();
  }

  @Test
  @Pins({"D-01", "D-06", "D-10"})
  void waitForAllParents() {
    Job<Integer> one = rq.queue("high").enqueue(ContractTasks::add, 1, 2);
    Job<Integer> two = queue.enqueue(ContractTasks::add, 3, 4);
    Job<Integer> child = queue.submit(Call.of(ContractTasks::sumOfParents).dependsOn(one, two));

    rq.worker("high").burst();
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    burst();
    assertThat(child.returnValue()).contains(10);
    assertThat(child.dependencies()).containsExactlyInAnyOrder(asObject(one), asObject(two));
  }

  @Test
  @Pins({"D-04", "D-14"})
  void areMetAtOnceByParentsThatAreFinished() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    burst();
    Call<String> call = Call.of(ContractTasks::log, "x").timeout(Duration.ofSeconds(123));
    Job<String> child = queue.submit(call.dependsOn(parent));

    assertThat(child.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(queue.jobIds()).containsExactly(child.id());
    assertThat(queue.deferred().size()).isZero();
    assertThat(child.timeout()).contains(Duration.ofSeconds(123));
  }

  @Test
  @Pins("D-14")
  void areMetByAParentThatKeepsNothing() {
    Job<Integer> parent =
        queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Retention.none()));
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "x").dependsOn(parent));
    burst();

    assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"D-09", "D-11", "D-26"})
  void onAFailedParentWaitUnlessFailureIsAllowed() {
    Job<Integer> parent = queue.enqueue(ContractTasks::fail, "boom");
    Job<String> strict = queue.submit(Call.of(ContractTasks::log, "strict").dependsOn(parent));
    Job<String> tolerant =
        queue.submit(
            Call.of(ContractTasks::log, "tolerant")
                .dependsOn(Dependency.on(parent).allowFailure().atFront()));
    burst();

    assertThat(strict.status()).isEqualTo(JobStatus.DEFERRED);
    assertThat(tolerant.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins("D-11")
  void areReleasedToTheFrontIfAsked() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    queue.enqueue(ContractTasks::log, "waiting");
    queue.submit(Call.of(ContractTasks::log, "front").dependsOn(Dependency.on(parent).atFront()));
    burst();

    assertThat(ContractTasks.LOG).containsExactly("front", "waiting");
  }

  @Test
  @Pins({"D-07", "Q-32"})
  void areReleasedBeforeTheNextJobIsTaken() {
    Job<Integer> parent = rq.queue("low").enqueue(ContractTasks::add, 1, 2);
    rq.queue("low").enqueue(ContractTasks::log, "low");
    rq.queue("high").submit(Call.of(ContractTasks::log, "high").dependsOn(parent));
    rq.worker("high", "low").burst();

    assertThat(ContractTasks.LOG).containsExactly("high", "low");
  }

  @Test
  @Pins({"W-22", "W-44"})
  void leaveTheWorkerBusyWithTheNextJob() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> next = queue.submit(Call.of(ContractTasks::doMeanwhile, false));
    queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
    List<WorkerRecord> seen = new ArrayList<>();
    ContractTasks.meanwhile = () -> seen.addAll(backend.workers().workers(clock.instant()));
    burst();

    assertThat(seen).extracting(WorkerRecord::state).containsExactly(WorkerState.BUSY);
    assertThat(seen).extracting(WorkerRecord::currentJob).containsExactly(next.id());
    assertThat(seen).extracting(WorkerRecord::succeeded).containsExactly(1L);
  }

  @Test
  @Pins("D-23")
  void onAParentThatFailedBeforeAreMetIfFailureIsAllowed() {
    Job<Integer> parent = queue.enqueue(ContractTasks::fail, "boom");
    burst();
    Job<String> child =
        queue.submit(
            Call.of(ContractTasks::log, "x").dependsOn(Dependency.on(parent).allowFailure()));

    assertThat(child.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins({"D-18", "D-26"})
  void areReleasedWhenARetriedOrRequeuedParentSucceeds() {
    Job<String> parent =
        queue.submit(Call.of(ContractTasks::failUntil, "it", 3).retry(Retry.max(1)));
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
    burst();
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);

    parent.requeue();
    burst();

    assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"D-15", "D-16"})
  void areCanceledWithTheirParent() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
    Job<String> grandchild = queue.submit(Call.of(ContractTasks::log, "grand").dependsOn(child));

    parent.cancel();

    assertThat(child.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(grandchild.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(burst().didWork()).isFalse();
    assertThat(queue.canceled().size()).isEqualTo(3);
  }

  @Test
  @Pins({"J-26", "D-16"})
  void areReleasedByACancelThatSaysSo() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));

    parent.cancelAndRelease();

    assertThat(child.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins({"J-26", "D-06"})
  void areNotTiedAgainWhenTheParentThatLetThemGoIsRequeued() {
    Job<Integer> canceled = rq.queue("unattended").enqueue(ContractTasks::add, 1, 2);
    Job<Integer> done = queue.enqueue(ContractTasks::add, 3, 4);
    Job<String> child =
        queue.submit(Call.of(ContractTasks::log, "child").dependsOn(canceled, done));

    canceled.cancelAndRelease();
    canceled.requeue();
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    burst();

    assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(canceled.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins({"J-26", "D-06"})
  void areNotTiedAgainWhenAnotherParentLetsThemGo() {
    Job<Integer> canceled = rq.queue("unattended").enqueue(ContractTasks::add, 1, 2);
    Job<Integer> deleted = rq.queue("unattended").enqueue(ContractTasks::add, 1, 2);
    Job<Integer> done = queue.enqueue(ContractTasks::add, 3, 4);
    Job<String> child =
        queue.submit(Call.of(ContractTasks::log, "child").dependsOn(done, canceled, deleted));

    canceled.cancelAndRelease();
    canceled.requeue();
    deleted.delete();
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    burst();

    assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"D-24", "Q-06", "J-24"})
  void areReleasedWhenTheirParentIsDeleted() {
    Job<Integer> deleted = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> one = rq.queue("low").submit(Call.of(ContractTasks::log, "1").dependsOn(deleted));
    Job<Integer> emptied = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> two = rq.queue("low").submit(Call.of(ContractTasks::log, "2").dependsOn(emptied));

    deleted.delete();
    assertThat(queue.empty()).isEqualTo(1);

    assertThat(one.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(two.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(deleted.exists()).isFalse();
    assertThat(emptied.exists()).isFalse();
  }

  @Test
  @Pins({"D-24", "Q-06"})
  void areReleasedIntoAQueueThatIsBeingEmptied() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "x").dependsOn(parent));

    assertThat(queue.empty()).isEqualTo(1);

    assertThat(child.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(queue.jobIds()).containsExactly(child.id());
  }

  @Test
  @Pins({"D-09", "D-26", "REG-13"})
  void onAFailedParentThatWouldLeaveNoTraceKeepIt() {
    Job<Integer> parent =
        queue.submit(Call.of(ContractTasks::fail, "boom").failureTtl(Retention.none()));
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "x").dependsOn(parent));
    burst();

    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    assertThat(parent.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins({"D-14", "D-25", "D-15", "D-02"})
  void onWhatCannotEndAreRefused() {
    Job<Integer> canceled = queue.enqueue(ContractTasks::add, 1, 2);
    canceled.cancel();

    assertThatExceptionOfType(NoSuchJobException.class)
        .isThrownBy(
            () -> queue.submit(Call.of(ContractTasks::log, "x").dependsOn(Dependency.on("none"))))
        .withMessageContaining("none");
    assertThatExceptionOfType(InvalidJobOperationException.class)
        .isThrownBy(() -> queue.submit(Call.of(ContractTasks::log, "x").dependsOn(canceled)))
        .withMessageContaining("canceled");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                queue.submit(
                    Call.of(ContractTasks::log, "x").id("me").dependsOn(Dependency.on("me"))))
        .withMessageContaining("wait for itself");
    assertThatIllegalArgumentException().isThrownBy(() -> Dependency.on(new String[0]));
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  @Pins({"Q-28", "D-22"})
  void mayBeAmongJobsThatAreEnqueuedTogether() {
    List<Job<?>> jobs =
        queue.submitAll(
            List.of(
                Call.of(ContractTasks::add, 1, 2).id("a"),
                Call.of(ContractTasks::add, 3, 4).id("b"),
                Call.of(ContractTasks::sumOfParents).id("c").dependsOn(Dependency.on("a", "b"))));

    assertThat(jobs)
        .extracting(job -> job.status().wireName())
        .containsExactly("queued", "queued", "deferred");
    burst();
    assertThat(rq.job("c").returning(Integer.class).returnValue()).contains(10);
  }

  @Test
  @Pins("D-08")
  void areReleasedOnceHoweverManyWorkersThereAre() throws Exception {
    Job<Integer> one = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> two = rq.queue("low").enqueue(ContractTasks::add, 3, 4);
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(one, two));

    CompletableFuture<WorkReport> a =
        CompletableFuture.supplyAsync(() -> rq.worker().burst(), OwnThread.EACH);
    CompletableFuture<WorkReport> b =
        CompletableFuture.supplyAsync(() -> rq.worker("low").burst(), OwnThread.EACH);
    a.get(10, TimeUnit.SECONDS);
    b.get(10, TimeUnit.SECONDS);
    burst();

    assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(runs("child")).isEqualTo(1);
  }
}
