package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchSchedulerException;
import io.rq.QueueName;
import io.rq.Scheduler;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import io.rq.SchedulerOptions;
import io.rq.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who moves due jobs: workers beside their jobs, and schedulers that do nothing else. */
abstract class SchedulerBehaviour extends Behaviour {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  @Pins("S-10")
  void haveANameAndQueuesAndDoNothingAtFirst() {
    Scheduler one = rq.scheduler("foo", "bar");
    Scheduler two = rq.scheduler();

    assertThat(one.queues()).containsExactly(QueueName.of("foo"), QueueName.of("bar"));
    assertThat(two.queues()).containsExactly(QueueName.DEFAULT);
    assertThat(one.name()).isNotEqualTo(two.name());
    assertThat(one.isRunning()).isFalse();
    assertThat(rq.queue("foo").scheduler()).isEmpty();
    assertThat(rq.scheduler(SchedulerOptions.on("foo").name("my-scheduler")).name())
        .isEqualTo(SchedulerName.of("my-scheduler"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchedulerOptions.on().interval(Duration.ofMillis(1)));
  }

  @Test
  @Pins({"S-10", "S-15", "S-16", "Q-39"})
  void areVisibleWhileTheyRun() throws Exception {
    Job<Integer> job = queue.enqueueIn(Duration.ZERO, ContractTasks::add, 1, 2);
    Scheduler scheduler = rq.scheduler(SchedulerOptions.on("default", "low").name("s-1"));
    try (LiveScheduler live = new LiveScheduler(scheduler)) {
      awaitQueued(job);

      assertThat(scheduler.isRunning()).isTrue();
      SchedulerInfo seen = queue.scheduler().orElseThrow();
      assertThat(seen.name()).isEqualTo(scheduler.name());
      assertThat(seen.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(seen.host()).isNotEmpty();
      assertThat(seen.queues()).isEqualTo(scheduler.queues());
      assertThat(seen.createdAt()).isEqualTo(clock.instant());
      assertThat(seen.lastHeartbeat()).isEqualTo(clock.instant());
      assertThat(rq.schedulerInfo("s-1")).isEqualTo(seen);
      assertThat(rq.queue("low").scheduler()).contains(seen);
      assertThat(rq.queue("high").scheduler()).isEmpty();
      live.stop();
    }
    assertThat(scheduler.isRunning()).isFalse();
    assertThat(queue.scheduler()).isEmpty();
    assertThatExceptionOfType(NoSuchSchedulerException.class)
        .isThrownBy(() -> rq.schedulerInfo("s-1"))
        .matches(e -> e.schedulerName().equals(scheduler.name()))
        .withMessageContaining("s-1");
  }

  @Test
  @Pins("S-15")
  void sayAgainAndAgainThatTheyAreAlive() throws Exception {
    Scheduler scheduler = rq.scheduler();
    try (LiveScheduler live = new LiveScheduler(scheduler)) {
      awaitQueued(queue.enqueueIn(Duration.ZERO, ContractTasks::nothing));
      pass(60);
      Job<Integer> later = rq.queue("low").enqueueIn(Duration.ZERO, ContractTasks::add, 1, 2);
      awaitQueued(queue.enqueueIn(Duration.ZERO, ContractTasks::nothing));
      pass(60);

      assertThat(queue.scheduler()).map(SchedulerInfo::name).contains(scheduler.name());
      assertThat(later.status())
          .as("a queue that it does not look after")
          .isEqualTo(JobStatus.SCHEDULED);
      live.stop();
    }
  }

  @Test
  @Pins({"S-23", "S-11"})
  void thatHaveNoQueueMoveNothingAndEndInPeace() throws Exception {
    lostScheduler();
    Job<Integer> job = queue.enqueueIn(Duration.ZERO, ContractTasks::add, 1, 2);
    Job<Integer> other = rq.queue("low").enqueueIn(Duration.ZERO, ContractTasks::add, 1, 2);

    try (LiveScheduler live = new LiveScheduler(rq.scheduler("default", "low"))) {
      awaitQueued(other);
      live.stop();
    }

    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(queue.scheduler()).map(SchedulerInfo::name).contains(SchedulerName.of("lost"));
  }

  @Test
  void runOnceAtATime() throws Exception {
    Scheduler scheduler = rq.scheduler();
    try (LiveScheduler live = new LiveScheduler(scheduler)) {
      awaitQueued(queue.enqueueIn(Duration.ZERO, ContractTasks::nothing));

      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(scheduler::run);
      live.stop();
    }
    scheduler.run();
    assertThat(queue.scheduler()).as("stopped for good").isEmpty();
  }

  @Test
  @Pins("S-11")
  void lookAsSeldomAsTheyAreTold() throws Exception {
    Duration longest = Duration.ofSeconds(1_000_000_000_000L);
    Job<Void> due = queue.enqueueIn(Duration.ZERO, ContractTasks::nothing);
    try (LiveScheduler live =
        new LiveScheduler(rq.scheduler(SchedulerOptions.on().interval(longest)))) {
      awaitQueued(due);
      live.stop();
    }
    assertThat(queue.scheduler()).isEmpty();
  }

  @Test
  void stopWhenTheirThreadIsInterrupted() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              rq.scheduler().run();
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    awaitQueued(queue.enqueueIn(Duration.ZERO, ContractTasks::nothing));

    thread.interrupt();

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.scheduler()).isEmpty();
  }

  @Test
  @Pins({"S-13", "S-18", "Q-39"})
  void areStartedWithWorkers() {
    try (LiveWorker live = LiveWorker.start(rq.worker())) {
      Job<Integer> job = queue.enqueueIn(Duration.ofMinutes(1), ContractTasks::add, 1, 2);
      pass(60);

      assertThat(job.latestResult(TEN_SECONDS)).isPresent();
      assertThat(queue.scheduler()).isPresent();
      live.stop();
      live.report();
    }
    assertThat(queue.scheduler()).isEmpty();
  }

  @Test
  @Pins({"S-18", "S-13"})
  void workBesideTheJobsOfTheirWorkers() throws Exception {
    Job<Void> running = queue.enqueue(ContractTasks::waitAtGate);
    try (LiveWorker live = LiveWorker.start(rq.worker())) {
      live.awaitArrival();
      Job<Integer> job = queue.enqueueIn(Duration.ofSeconds(5), ContractTasks::add, 1, 2);
      pass(5);

      awaitQueued(job);

      assertThat(running.status()).isEqualTo(JobStatus.STARTED);
      ContractTasks.gate.countDown();
    }
  }

  @Test
  @Pins("S-13")
  void areNotStartedWithWorkersThatAreToldNot() {
    Job<Void> running = queue.enqueue(ContractTasks::waitAtGate);
    try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().withoutScheduler()))) {
      live.awaitArrival();

      assertThat(running.status()).isEqualTo(JobStatus.STARTED);
      assertThat(queue.scheduler()).isEmpty();
      ContractTasks.gate.countDown();
    }
  }

  @Test
  @Pins({"S-14", "S-13"})
  void takeOverFromOneThatWasLost() {
    lostScheduler();
    Job<Integer> job = queue.enqueueIn(Duration.ZERO, ContractTasks::add, 1, 2);
    Job<Integer> first = queue.enqueue(ContractTasks::add, 3, 4);
    try (LiveWorker live = LiveWorker.start(rq.worker())) {
      assertThat(first.latestResult(TEN_SECONDS)).isPresent();
      assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);

      pass(61);

      assertThat(job.latestResult(TEN_SECONDS)).isPresent();
      assertThat(queue.scheduler().orElseThrow().name()).isNotEqualTo(SchedulerName.of("lost"));
      live.stop();
    }
  }

  @Test
  @Pins({"S-19", "BURST-08"})
  void lookOnceInABurstAndAreGoneBeforeItsJobsRun() {
    Job<Integer> due = queue.enqueueIn(Duration.ZERO, ContractTasks::add, 1, 2);
    Job<String> looking = queue.enqueue(ContractTasks::schedulerWhileRunning);
    Job<Integer> dueMeanwhile = queue.enqueueIn(Duration.ofSeconds(5), ContractTasks::add, 3, 4);
    ContractTasks.meanwhile = () -> pass(5);

    burst();

    assertThat(due.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(looking.returnValue()).contains("none");
    assertThat(dueMeanwhile.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(queue.scheduler()).isEmpty();
  }

  @Test
  @Pins({"S-19", "BURST-10"})
  void leaveQueuesThatOthersHaveAloneInABurst() {
    lostScheduler();
    Job<Integer> job = queue.enqueueIn(Duration.ZERO, ContractTasks::add, 1, 2);
    Job<Integer> other = rq.queue("low").enqueueIn(Duration.ZERO, ContractTasks::add, 1, 2);

    burst();

    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(other.status()).isEqualTo(JobStatus.FINISHED);
  }

  /** One that has the queue and will never be heard of again. */
  private void lostScheduler() {
    SchedulerInfo lost =
        new SchedulerInfo(
            SchedulerName.of("lost"), List.of(QueueName.DEFAULT), clock.instant(), null, 1, "gone");
    assertThat(backend.schedulers().beat(lost, clock.instant(), Duration.ofSeconds(61)))
        .containsExactly(QueueName.DEFAULT);
  }

  private void awaitQueued(Job<?> job) throws InterruptedException {
    long deadline = System.nanoTime() + TEN_SECONDS.toNanos();
    while (job.status() != JobStatus.QUEUED && System.nanoTime() < deadline) {
      backend.jobs().awaitWork(List.of(QueueName.of(job.queue().name())), TEN_SECONDS);
    }
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
  }

  /** A scheduler on a thread of its own. */
  private static final class LiveScheduler implements AutoCloseable {

    private final Scheduler scheduler;
    private final CompletableFuture<Void> running;

    LiveScheduler(Scheduler scheduler) {
      this.scheduler = scheduler;
      this.running = CompletableFuture.runAsync(scheduler::run, OwnThread.EACH);
    }

    void stop() {
      scheduler.stop();
    }

    @Override
    public void close() {
      stop();
      running.orTimeout(10, TimeUnit.SECONDS).join();
    }
  }
}
