package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.WorkerOptions;
import io.rq.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** On which threads jobs run. */
abstract class ExecutorBehaviour extends Behaviour {

  private final AtomicInteger tasks = new AtomicInteger();
  private final Executor named =
      task -> new Thread(task, "task-" + tasks.incrementAndGet()).start();

  @Test
  @Pins({"BURST-15", "W-38"})
  void aBurstRunsJobsOnTheThreadThatCallsIt() {
    Job<String> job = queue.enqueue(ContractTasks::threadName);

    burst();

    assertThat(job.returnValue()).contains(Thread.currentThread().getName());
  }

  @Test
  @Pins("W-38")
  void aWorkerHasAThreadForItsJobs() {
    Job<String> first = queue.enqueue(ContractTasks::threadName);
    Job<String> second = queue.enqueue(ContractTasks::threadName);

    rq.worker(WorkerOptions.on().name("w-1").maxJobs(2)).work();

    assertThat(first.returnValue()).contains("rq-worker-w-1");
    assertThat(second.returnValue()).contains("rq-worker-w-1");
  }

  @Test
  @Pins("W-42")
  void withAnExecutorEachJobIsATaskOfIt() {
    Job<String> first = queue.enqueue(ContractTasks::threadName);
    Job<String> second = queue.enqueue(ContractTasks::threadName);

    WorkReport burst = rq.worker(WorkerOptions.on().executor(named)).burst();
    Job<String> third = queue.enqueue(ContractTasks::threadName);
    WorkReport work = rq.worker(WorkerOptions.on().executor(named).maxJobs(1)).work();

    assertThat(burst.executed()).isEqualTo(2);
    assertThat(work.executed()).isEqualTo(1);
    assertThat(first.returnValue()).contains("task-1");
    assertThat(second.returnValue()).contains("task-2");
    assertThat(third.returnValue()).contains("task-3");
  }

  private static ThreadFactory noting(List<Thread> made) {
    return task -> {
      Thread thread = new Thread(task);
      made.add(thread);
      return thread;
    };
  }

  @Test
  @Pins({"W-50", "WP-01"})
  void threadsAreMadeByWhomTheProgramNames() throws Exception {
    List<Thread> made = new CopyOnWriteArrayList<>();
    Rq program = opened(Rq.on(backend).clock(clock).threads(noting(made)).open());
    WorkerPool pool = opened(program.workerPool(1));

    pool.start();
    Job<Integer> job = program.queue().enqueue(ContractTasks::add, 1, 2);
    assertThat(job.latestResultAsync(Duration.ofSeconds(10)).get(10, TimeUnit.SECONDS)).isPresent();
    pool.stop();
    assertThat(pool.awaitTermination(Duration.ofSeconds(10))).isTrue();

    assertThat(made)
        .extracting(Thread::getName)
        .contains("rq-pool-1", "rq-results")
        .anyMatch(name -> name.startsWith("rq-worker-"));
    assertThat(made)
        .filteredOn(thread -> !thread.isDaemon())
        .extracting(Thread::getName)
        .containsExactly("rq-pool-1");
  }

  @Test
  @Pins("BURST-01")
  void aShortBurstStartsOneThreadAtTheMost() {
    List<Thread> made = new CopyOnWriteArrayList<>();
    Rq program = opened(Rq.on(backend).clock(clock).threads(noting(made)).open());
    program.queue().enqueue(ContractTasks::add, 1, 2);

    program.worker().burst();

    assertThat(made)
        .filteredOn(thread -> thread.getState() != Thread.State.NEW)
        .extracting(Thread::getName)
        .isSubsetOf("rq-watchdog"); // which a longer one has
  }

  @Test
  @Pins({"W-29", "W-42"})
  void aTaskThatTakesNoNoticeOfItsInterruptIsLeftToTheExecutor() {
    Job<String> deaf =
        queue.submit(Call.of(ContractTasks::ignoreInterrupts).timeout(Duration.ofSeconds(1)));
    Job<Integer> next = queue.enqueue(ContractTasks::add, 1, 2);
    LiveWorker.closeTheGate();

    WorkReport report =
        rq.worker(WorkerOptions.on().executor(named).grace(Duration.ofMillis(10))).burst();

    assertThat(report.executed()).isEqualTo(2);
    assertThat(deaf.status()).isEqualTo(JobStatus.FAILED);
    assertThat(deaf.latestResult().orElseThrow().failure().orElseThrow())
        .contains("may still be running on thread task-1");
    assertThat(next.returnValue()).contains(3);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  @Pins("W-42")
  void itsThreadsMayBeVirtual() throws Exception {
    ExecutorService virtual =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    Job<String> job = queue.enqueue(ContractTasks::currentThread);
    Job<String> deaf =
        queue.submit(Call.of(ContractTasks::ignoreInterrupts).timeout(Duration.ofSeconds(1)));
    Job<Void> cutOff =
        queue.submit(Call.ofVoid(ContractTasks::waitAtGate).timeout(Duration.ofSeconds(1)));
    LiveWorker.closeTheGate();

    rq.worker(WorkerOptions.on().executor(virtual).grace(Duration.ofMillis(10))).burst();

    assertThat(job.returnValue().orElseThrow()).startsWith("VirtualThread[");
    assertThat(deaf.status()).isEqualTo(JobStatus.FAILED);
    assertThat(cutOff.latestResult().orElseThrow().failure().orElseThrow())
        .contains("JobTimeoutException");
    virtual.shutdown();
  }

  @Test
  @Pins("W-51")
  void anExecutorThatTakesNothingEndsTheWorkerAndLosesNoJob() {
    Job<Integer> first = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> second = queue.enqueue(ContractTasks::add, 3, 4);
    Executor full =
        task -> {
          throw new RejectedExecutionException("no room");
        };

    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> rq.worker(WorkerOptions.on().executor(full)).burst())
        .withMessage("no room");

    assertThat(first.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(first.startedAt()).as("of no run").isEmpty();
    assertThat(first.workerName()).as("of nobody").isEmpty();
    assertThat(queue.jobIds()).containsExactly(first.id(), second.id());
    assertThat(queue.started().size()).isZero();
    assertThat(backend.workers().workers(clock.instant())).isEmpty();
    assertThat(burst().executed()).isEqualTo(2);
  }

  /** An executor that has no thread to spare until the test has. */
  private static Runnable task(BlockingQueue<Runnable> waiting) throws InterruptedException {
    Runnable task = waiting.poll(10, TimeUnit.SECONDS);
    assertThat(task).as("the job waits for a thread").isNotNull();
    return task;
  }

  @Test
  @Pins({"W-42", "W-14", "E-04"})
  void aJobThatWaitsForAThreadIsHeldMeanwhile() throws Exception {
    BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    WorkerOptions patient =
        WorkerOptions.on().executor(waiting::add).heartbeat(Duration.ofSeconds(1)).maxJobs(1);
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

    try (LiveWorker live = LiveWorker.start(rq.worker(patient))) {
      Runnable task = task(waiting);
      for (int i = 0; i < 2; i++) {
        pass(50);
        awaitHeartbeat(job);
      }
      burst();
      assertThat(job.status()).isEqualTo(JobStatus.STARTED);
      task.run();
      assertThat(live.report().executed()).isEqualTo(1);
    }

    assertThat(job.results()).hasSize(1);
    assertThat(job.returnValue()).contains(3);
  }

  @Test
  @Pins({"W-42", "W-55", "REG-16"})
  void oneThatWasTakenMeanwhileIsNotRunAnyMore() throws Exception {
    BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    Job<String> job = queue.submit(Call.of(ContractTasks::log, "ran"));

    try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().executor(waiting::add)))) {
      Runnable task = task(waiting);
      pass(91);
      burst();
      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      task.run();
      live.stop();
      assertThat(live.report().executed()).isZero();
    }

    assertThat(ContractTasks.LOG).isEmpty();
    assertThat(job.results()).hasSize(1);
  }

  @Test
  @Pins({"W-42", "W-55", "J-28"})
  void oneThatWasCalledOffMeanwhileIsNotRunAnyMore() throws Exception {
    BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    Job<String> job = queue.submit(Call.of(ContractTasks::log, "ran"));

    try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().executor(waiting::add)))) {
      Runnable task = task(waiting);
      pass(1);
      job.cancel();
      task.run();
      live.stop();
      assertThat(live.report().executed()).isZero();
    }

    assertThat(ContractTasks.LOG).isEmpty();
    assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
  }

  @Test
  @Pins({"W-42", "CMD-04"})
  void oneThatIsToldToStopMeanwhileIsStopped() throws Exception {
    BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    Job<Void> job = queue.submit(Call.ofVoid(ContractTasks::waitAtGate));
    WorkerOptions one = WorkerOptions.on().executor(waiting::add).maxJobs(1);

    try (LiveWorker live = LiveWorker.start(rq.worker(one))) {
      Runnable task = task(waiting);
      job.stop();
      task.run();
      assertThat(live.report().stopped()).isEqualTo(1);
    }

    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
  }
}
