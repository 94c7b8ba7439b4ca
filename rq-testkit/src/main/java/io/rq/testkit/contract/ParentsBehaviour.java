package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.ExecutionId;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.Worker;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.spi.Command;
import io.rq.spi.Lease;
import io.rq.spi.Selection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a job can see of those that it waits for, and when its turn comes. */
abstract class ParentsBehaviour extends Behaviour {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  @Pins("D-12")
  void areDoneWhereThereAreNone() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

    assertThat(job.dependenciesAreMet()).isTrue();
    assertThat(job.dependencies()).isEmpty();
  }

  @Test
  @Pins("D-12")
  void areNotDoneWhileTheyWaitOrRun() {
    Job<Void> parent = queue.enqueue(ContractTasks::waitAtGate);
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));

    assertThat(child.dependenciesAreMet()).as("queued").isFalse();
    try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().maxJobs(1)))) {
      live.awaitArrival();
      assertThat(child.dependenciesAreMet()).as("started").isFalse();
      ContractTasks.gate.countDown();
      live.report();
    }
    assertThat(child.dependenciesAreMet()).as("finished").isTrue();
    assertThat(parent.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins("D-12")
  void areDoneOnlyAllTogether() {
    Job<Integer> one = rq.queue("high").enqueue(ContractTasks::add, 1, 2);
    Job<Integer> two = queue.enqueue(ContractTasks::add, 3, 4);
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "x").dependsOn(one, two));

    rq.worker("high").burst();
    assertThat(child.dependenciesAreMet()).isFalse();
    rq.worker(WorkerOptions.on().maxJobs(1)).burst();
    assertThat(child.dependenciesAreMet()).isTrue();
  }

  @Test
  @Pins({"D-01", "D-20"})
  void areNamedByJobOrByIdOrBothAndEachOnce() {
    Job<Integer> one = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> two = queue.submit(Call.of(ContractTasks::add, 3, 4).id("two"));
    Call<Integer> sum = Call.of(ContractTasks::sumOfParents);

    Job<Integer> byJob = queue.submit(sum.dependsOn(one));
    Job<Integer> byId = queue.submit(sum.dependsOn(Dependency.on("two")));
    Job<Integer> byBoth = queue.submit(sum.dependsOn(Dependency.on("two", "two").and(one, two)));

    assertThat(byJob.dependencies()).containsExactly(asObject(one));
    assertThat(byId.dependencies()).containsExactly(asObject(two));
    assertThat(byBoth.dependencies()).containsExactly(asObject(two), asObject(one));
    burst();
    assertThat(byBoth.returnValue()).contains(10);
  }

  @Test
  @Pins({"D-12", "D-15", "D-10"})
  void thatFailedAreDoneIfThatIsAllowedAndThoseThatWereCalledOffNever() {
    Job<Integer> failed = queue.enqueue(ContractTasks::fail, "boom");
    burst();
    Job<Integer> waits = rq.queue("high").enqueue(ContractTasks::add, 1, 2);
    Job<String> strict =
        queue.submit(Call.of(ContractTasks::log, "x").dependsOn(Dependency.on(failed, waits)));
    Job<String> lenient =
        queue.submit(
            Call.of(ContractTasks::log, "x")
                .dependsOn(Dependency.on(failed, waits).allowFailure()));

    assertThat(lenient.dependenciesAreMet()).as("one of them waits").isFalse();
    assertThat(lenient.status()).isEqualTo(JobStatus.DEFERRED);
    rq.worker("high").burst();
    assertThat(lenient.dependenciesAreMet()).isTrue();
    assertThat(lenient.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(strict.dependenciesAreMet()).isFalse();
    assertThat(strict.status()).isEqualTo(JobStatus.DEFERRED);

    Job<Integer> canceled = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> orphan =
        queue.submit(
            Call.of(ContractTasks::log, "x").dependsOn(Dependency.on(canceled).allowFailure()));
    canceled.cancel();
    assertThat(orphan.dependenciesAreMet()).isFalse();
    Job<Integer> generous = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> free = queue.submit(Call.of(ContractTasks::log, "x").dependsOn(generous));
    generous.cancelAndRelease();
    assertThat(free.dependenciesAreMet()).as("let go").isTrue();
  }

  @Test
  @Pins({"D-12", "D-20", "D-14"})
  void thatAreGoneAreDoneAndNoLongerToBeSeen() {
    Job<Integer> deleted = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> discarded =
        queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Retention.none()));
    Job<Integer> kept = queue.enqueue(ContractTasks::add, 3, 4);
    Job<String> child =
        rq.queue("low")
            .submit(Call.of(ContractTasks::log, "x").dependsOn(kept, deleted, discarded));
    assertThat(child.dependencies())
        .containsExactly(asObject(kept), asObject(deleted), asObject(discarded));

    deleted.delete();
    rq.worker().burst();

    assertThat(child.dependencies()).containsExactly(asObject(kept));
    assertThat(child.dependenciesAreMet()).isTrue();
    assertThat(child.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins("D-13")
  void areDoneForAJobThatRuns() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Boolean> child = queue.submit(Call.of(ContractTasks::dependenciesAreMet).dependsOn(parent));

    burst();

    assertThat(child.returnValue()).contains(true);
  }

  @Test
  @Pins({"D-29", "D-20"})
  void tellWhatTheyReturnedWhileTheyAreKept() {
    Job<Integer> brief =
        queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Duration.ofSeconds(5)));
    Job<Integer> slow = rq.queue("high").enqueue(ContractTasks::add, 30, 40);
    Call<Integer> sum = Call.of(ContractTasks::sumOfParents);
    Job<Integer> both = queue.submit(sum.dependsOn(slow, brief));
    Job<Integer> late = rq.queue("low").submit(sum.dependsOn(slow, brief));
    rq.worker().burst();
    rq.worker("high").burst();

    rq.worker().burst();
    pass(5);
    rq.worker("low").burst();

    assertThat(both.returnValue()).contains(73);
    assertThat(late.returnValue()).as("only the one that is kept").contains(70);
  }

  @Test
  @Pins({"D-17", "CMD-03"})
  void thatAreKilledAreFailures() {
    Job<Void> parent = queue.enqueue(ContractTasks::waitAtGate);
    Job<String> lenient = childAllowingFailure(parent);
    Job<String> strict = queue.submit(Call.of(ContractTasks::log, "strict").dependsOn(parent));
    Worker worker = rq.worker(WorkerOptions.on().maxJobs(1));
    try (LiveWorker live = LiveWorker.start(worker)) {
      live.awaitArrival();

      assertThat(backend.signals().send(worker.name(), new Command.KillHorse())).isTrue();
      live.report();
    }
    burst();

    assertThat(parent.status()).isEqualTo(JobStatus.FAILED);
    assertThat(lenient.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(strict.status()).isEqualTo(JobStatus.DEFERRED);
  }

  @Test
  @Pins({"D-17", "REG-16"})
  void thatAreAbandonedAreFailures() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> lenient = childAllowingFailure(parent);
    Job<String> strict = queue.submit(Call.of(ContractTasks::log, "strict").dependsOn(parent));
    Lease lease =
        new Lease(
            ExecutionId.of("lost"), WorkerName.of("lost"), clock.instant(), Duration.ofSeconds(90));
    assertThat(backend.jobs().claim(new Selection.FirstOf(List.of(QueueName.DEFAULT)), lease))
        .isPresent();
    burst();
    assertThat(lenient.status()).as("its lease holds").isEqualTo(JobStatus.DEFERRED);

    pass(91);
    burst();

    assertThat(parent.status()).isEqualTo(JobStatus.FAILED);
    assertThat(lenient.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(strict.status()).isEqualTo(JobStatus.DEFERRED);
  }

  private Job<String> childAllowingFailure(Job<?> parent) {
    return queue.submit(
        Call.of(ContractTasks::log, "lenient").dependsOn(Dependency.on(parent).allowFailure()));
  }

  @Test
  @Pins("D-19")
  void letAJobThatWaitsForNoneOvertake() {
    CountDownLatch gate = ContractTasks.gate("slow");
    Job<String> slow = queue.enqueue(ContractTasks::logBehindGate, "slow");
    try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().maxJobs(1)))) {
      live.awaitArrival();
      Job<String> deferred = queue.submit(Call.of(ContractTasks::log, "A").dependsOn(slow));
      queue.enqueue(ContractTasks::log, "B");

      burst();
      assertThat(ContractTasks.LOG).containsExactly("B");
      assertThat(deferred.status()).isEqualTo(JobStatus.DEFERRED);
      gate.countDown();
      live.report();
    }
    burst();

    assertThat(ContractTasks.LOG).containsExactly("B", "slow", "A");
  }

  @Test
  @Pins("D-19")
  void letAJobWaitForTheSlowestOfThem() {
    CountDownLatch first = ContractTasks.gate("slow-1");
    CountDownLatch second = ContractTasks.gate("slow-2");
    Job<String> one = queue.enqueue(ContractTasks::logBehindGate, "slow-1");
    try (LiveWorker live1 = LiveWorker.start(rq.worker())) {
      live1.awaitArrival();
      Job<String> two = queue.enqueue(ContractTasks::logBehindGate, "slow-2");
      try (LiveWorker live2 = LiveWorker.start(rq.worker())) {
        live2.awaitArrival();
        Job<String> a = queue.submit(Call.of(ContractTasks::log, "A").dependsOn(one, two));
        Job<String> b = queue.submit(Call.of(ContractTasks::log, "B").dependsOn(one));

        first.countDown();
        assertThat(b.latestResult(TEN_SECONDS)).isPresent();
        assertThat(a.status()).isEqualTo(JobStatus.DEFERRED);
        second.countDown();
        assertThat(a.latestResult(TEN_SECONDS)).isPresent();
      }
    }

    assertThat(ContractTasks.LOG).containsExactly("slow-1", "B", "slow-2", "A");
  }
}
