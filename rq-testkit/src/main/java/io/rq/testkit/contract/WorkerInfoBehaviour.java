package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.ResultType;
import io.rq.Retry;
import io.rq.WorkerInfo;
import io.rq.WorkerOptions;
import io.rq.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Which workers there are, what others see of them, and what they can be told. */
abstract class WorkerInfoBehaviour extends Behaviour {

  private LiveWorker live(String name, String... queues) {
    return LiveWorker.start(rq.worker(WorkerOptions.on(queues).name(name)));
  }

  private WorkerInfo worker(String name) {
    return rq.findWorker(name).orElseThrow();
  }

  private void awaitIdle(String name) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!isIdle(name) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    assertThat(isIdle(name)).as("%s is idle", name).isTrue();
  }

  private boolean isIdle(String name) {
    return rq.findWorker(name).flatMap(WorkerInfo::state).equals(Optional.of(WorkerState.IDLE));
  }

  @Test
  @Pins({"W-08", "W-09", "W-11", "W-12", "W-22"})
  void aWorkerIsSeenByOthersWhileItWorks() {
    queue.enqueue(ContractTasks::add, 1, 2);
    queue.enqueue(ContractTasks::fail, "boom");
    Job<Void> running = queue.enqueue(ContractTasks::waitAtGate);

    try (LiveWorker live = live("ann", "default", "low")) {
      live.awaitArrival();
      WorkerInfo ann = worker("ann");
      assertThat(ann.name()).isEqualTo(running.workerName().orElseThrow());
      assertThat(ann.queues()).extracting("value").containsExactly("default", "low");
      assertThat(ann.state()).contains(WorkerState.BUSY);
      assertThat(ann.currentJob()).contains(running.id());
      assertThat(ann.birth()).contains(clock.instant());
      assertThat(ann.lastHeartbeat()).contains(clock.instant());
      assertThat(ann.successfulJobCount()).isEqualTo(1);
      assertThat(ann.failedJobCount()).isEqualTo(1);
      assertThat(ann.totalWorkingTime()).isEqualTo(Duration.ZERO);
      assertThat(ann.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(ann.host()).isNotEmpty();
      assertThat(ann.version()).isNotEmpty();
      assertThat(ann.runtime()).contains(System.getProperty("java.version"));
      assertThat(ann)
          .hasToString("Worker ann: BUSY, running " + running.id() + ", on [default, low]");
      ContractTasks.gate.countDown();
    }
  }

  @Test
  @Pins("W-09")
  void allAreListedByNameAndThoseOfAQueue() {
    try (LiveWorker bob = live("bob", "low");
        LiveWorker ann = live("ann", "default", "low")) {
      awaitIdle("bob");
      awaitIdle("ann");

      assertThat(names(rq.workers())).containsExactly("ann", "bob");
      assertThat(names(rq.queue("low").workers())).containsExactly("ann", "bob");
      assertThat(names(queue.workers())).containsExactly("ann");
      assertThat(rq.queue("high").workers()).isEmpty();

      bob.stop();
      bob.report();
      assertThat(names(rq.workers())).containsExactly("ann");
      ann.stop();
      ann.report();
      assertThat(rq.workers()).isEmpty();
    }
  }

  private static List<String> names(List<WorkerInfo> workers) {
    return workers.stream().map(worker -> worker.name().value()).toList();
  }

  @Test
  @Pins("W-09")
  void nobodyIsFoundByANameThatNoWorkerHas() {
    assertThat(rq.findWorker("nobody")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> rq.findWorker("two\nlines"));
  }

  @Test
  @Pins({"CMD-01", "CMD-02"})
  void toldToShutDownItFinishesItsJobAndEnds() {
    Job<Void> running = queue.enqueue(ContractTasks::waitAtGate);

    try (LiveWorker live = live("ann", "default")) {
      live.awaitArrival();
      WorkerInfo ann = worker("ann");
      assertThat(ann.shutdown()).isTrue();
      ContractTasks.gate.countDown();

      assertThat(live.report().executed()).as("it ended, though nobody stopped it").isEqualTo(1);
      assertThat(ann.shutdown()).as("nobody listens any more").isFalse();
    }

    assertThat(running.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(rq.workers()).isEmpty();
  }

  @Test
  @Pins({"CMD-03", "W-30"})
  void toldToKillItsHorseItFailsItsJobAndGoesOn() {
    Job<Void> killed = queue.enqueue(ContractTasks::waitAtGate);
    Job<Void> retried = queue.submit(Call.ofVoid(ContractTasks::waitAtGate).retry(Retry.max(1)));
    Job<Integer> last = queue.enqueue(ContractTasks::add, 1, 2);

    try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().name("ann").maxJobs(4)))) {
      live.awaitArrival();
      LiveWorker.closeTheGate();
      assertThat(worker("ann").killHorse()).isTrue();
      assertThat(killed.latestResult(Duration.ofSeconds(10))).isPresent();
      LiveWorker.awaitArrivalAtTheGate();
      assertThat(worker("ann").killHorse()).isTrue();
      assertThat(last.latestResult(Duration.ofSeconds(10))).isPresent();
      ContractTasks.gate.countDown();
      live.report();
    }

    assertThat(killed.status()).isEqualTo(JobStatus.FAILED);
    assertThat(killed.latestResult().orElseThrow().type()).isEqualTo(ResultType.FAILED);
    assertThat(killed.latestResult().orElseThrow().failure().orElseThrow())
        .contains("Work-horse terminated unexpectedly");
    assertThat(retried.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(last.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins("CMD-03")
  void anIdleOneHasNoHorseToKill() {
    try (LiveWorker live = live("ann", "default")) {
      awaitIdle("ann");
      assertThat(worker("ann").killHorse()).isTrue();

      Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

      assertThat(job.latestResult(Duration.ofSeconds(10)).orElseThrow().type())
          .isEqualTo(ResultType.SUCCESSFUL);
      live.stop();
    }
  }
}
