package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.DequeueStrategy;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a worker can be told to work. */
abstract class WorkerOptionBehaviour extends Behaviour {

  private static final WorkerOptions THREE = WorkerOptions.on("high", "default", "low");

  @Test
  @Pins("W-01")
  void queuesAreNamedOrHandedOver() {
    Queue high = rq.queue("high");

    assertThat(rq.worker().queues()).containsExactly(queue);
    assertThat(rq.worker("high", "default").queues()).containsExactly(high, queue);
    assertThat(rq.worker(WorkerOptions.on(List.of(high, queue))).queues())
        .containsExactly(high, queue);
  }

  @Test
  @Pins("BURST-14")
  void aWorkerWithoutQueuesHasNothingToDo() {
    queue.enqueue(ContractTasks::nothing);

    assertThat(rq.worker(WorkerOptions.on(List.of())).burst().didWork()).isFalse();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  @Pins({"W-40", "BURST-05"})
  void roundRobinTakesFromTheQueuesInTurn() {
    fillThreeQueues();

    rq.worker(THREE.dequeueStrategy(DequeueStrategy.ROUND_ROBIN)).burst();

    assertThat(ContractTasks.LOG)
        .containsExactly("high-0", "default-0", "low-0", "high-1", "default-1", "low-1");
  }

  @Test
  @Pins("W-40")
  void roundRobinGoesOnAfterTheQueueThatWasServed() {
    rq.queue("default").enqueue(ContractTasks::log, "default-0");
    rq.queue("default").enqueue(ContractTasks::log, "default-1");
    rq.queue("low").enqueue(ContractTasks::log, "low-0");
    rq.queue("default").enqueue(ContractTasks::logAndEnqueue, "default-2", "high");

    rq.worker(THREE.dequeueStrategy(DequeueStrategy.ROUND_ROBIN)).burst();

    assertThat(ContractTasks.LOG)
        .containsExactly("default-0", "low-0", "default-1", "default-2", "from default-2");
  }

  @Test
  @Pins("W-40")
  void randomTakesFromAnyQueueAsTheGivenChanceHasIt() {
    List<String> drawn = orderDrawnWith(7);
    List<String> drawnAgain = orderDrawnWith(7);
    List<String> drawnOtherwise = orderDrawnWith(8);

    assertThat(drawn).isEqualTo(drawnAgain).hasSize(24);
    assertThat(drawn).isNotEqualTo(drawnOtherwise);
    assertThat(drawn.subList(0, 8)).as("no strict priority").anyMatch(line -> !isHigh(line));
    assertThat(drawn)
        .filteredOn(WorkerOptionBehaviour::isHigh)
        .as("each queue is first in, first out")
        .isEqualTo(
            List.of(
                "high-0", "high-1", "high-0", "high-1", "high-0", "high-1", "high-0", "high-1"));
  }

  private static boolean isHigh(String line) {
    return line.startsWith("high");
  }

  private List<String> orderDrawnWith(long seed) {
    ContractTasks.LOG.clear();
    for (int i = 0; i < 4; i++) {
      fillThreeQueues();
    }
    Rq drawing = Rq.on(backend).clock(clock).random(new Random(seed)).allow("io.rq").open();
    drawing.worker(THREE.dequeueStrategy(DequeueStrategy.RANDOM)).burst();
    return List.copyOf(ContractTasks.LOG);
  }

  private void fillThreeQueues() {
    for (int i = 0; i < 2; i++) {
      for (String name : List.of("low", "default", "high")) {
        rq.queue(name).enqueue(ContractTasks::log, name + "-" + i);
      }
    }
  }

  @Test
  @Pins("W-41")
  void aStrategyIsOneOfThree() {
    assertThat(DequeueStrategy.values())
        .containsExactly(
            DequeueStrategy.DEFAULT, DequeueStrategy.ROUND_ROBIN, DequeueStrategy.RANDOM);
  }

  @Test
  @Pins({"W-05", "X-05"})
  void aWorkerThatWaitedLongEnoughStopsByItself() throws Exception {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

    assertThat(working(WorkerOptions.on().maxIdleTime(Duration.ofMillis(50))).executed())
        .isEqualTo(1);

    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(backend.workers().workers(clock.instant())).isEmpty();
  }

  @Test
  @Pins("W-05")
  void theIdleTimeMayBeLongerThanOneWaitAtTheBackend() throws Exception {
    WorkerOptions options =
        WorkerOptions.on().heartbeat(Duration.ofSeconds(1)).maxIdleTime(Duration.ofMillis(1100));

    assertThat(working(options).didWork()).isFalse();
  }

  private WorkReport working(WorkerOptions options) throws Exception {
    Worker worker = rq.worker(options);
    return CompletableFuture.supplyAsync(worker::work, OwnThread.EACH).get(10, TimeUnit.SECONDS);
  }

  @Test
  @Pins("BURST-06")
  void aBurstTakesNoNoticeOfTheIdleTime() {
    queue.enqueue(ContractTasks::enqueueMore, 3);

    assertThat(rq.worker(WorkerOptions.on().maxIdleTime(Duration.ofNanos(1))).burst().executed())
        .isEqualTo(4);
  }

  @Test
  @Pins("X-12")
  void whatCannotBeIsRefused() {
    WorkerOptions any = WorkerOptions.on();

    assertThatIllegalArgumentException().isThrownBy(() -> any.maxJobs(0));
    assertThatIllegalArgumentException().isThrownBy(() -> any.maxIdleTime(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> any.heartbeat(Duration.ofMillis(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> any.ttl(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> any.maintenance(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> any.name("a\nb"));
    assertThatIllegalArgumentException().isThrownBy(() -> WorkerOptions.on(""));
  }

  @Test
  @Pins({"W-07", "W-14", "W-43"})
  void anyWholeSecondsWillDo() throws Exception {
    Duration longest = Duration.ofSeconds(1_000_000_000_000L);
    WorkerOptions lazy = WorkerOptions.on().heartbeat(longest).ttl(longest).maintenance(longest);
    queue.enqueue(ContractTasks::nothing);

    assertThat(rq.worker(lazy).burst().executed()).isEqualTo(1);
    queue.enqueue(ContractTasks::nothing);
    assertThat(working(lazy.maxIdleTime(Duration.ofMillis(10))).executed()).isEqualTo(1);
    assertThat(queue.started().size()).isZero();
  }
}
