package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Repeat;
import io.rq.Rq;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.WorkerPool;
import io.rq.spi.Backend;
import io.rq.spi.Command;
import io.rq.spi.SchedulerStore;
import io.rq.spi.WorkerRecord;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several workers over the same queues. */
abstract class PoolBehaviour extends Behaviour {

  private static final Duration IN_TIME = Duration.ofSeconds(20);

  private WorkerPool pool(int size, WorkerOptions options) {
    return opened(rq.workerPool(size, options));
  }

  private List<WorkerRecord> atWork() {
    return backend.workers().workers(clock.instant());
  }

  /** Enqueues so many jobs that stand at the gate; {@link #awaitAll} waits until all do. */
  private List<Job<Void>> enqueueAtGate(int jobs) {
    ContractTasks.gate = new CountDownLatch(1);
    ContractTasks.arrived = new CountDownLatch(jobs);
    List<Job<Void>> enqueued = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      enqueued.add(queue.enqueue(ContractTasks::waitAtGate));
    }
    return enqueued;
  }

  private static void awaitAll() {
    LiveWorker.awaitArrivalAtTheGate();
  }

  private static void done(Job<?> job) {
    assertThat(job.latestResult(IN_TIME)).isPresent();
  }

  @Test
  @Pins({"WP-01", "W-50"})
  void runsAsManyJobsAtOnceAsItHasWorkers() throws Exception {
    List<Job<Void>> running = enqueueAtGate(3);
    WorkerPool pool = pool(3, WorkerOptions.on("high", "default"));

    pool.start();
    awaitAll();
    Job<Integer> waiting = queue.enqueue(ContractTasks::add, 1, 2);

    assertThat(running).extracting(Job::status).containsOnly(JobStatus.STARTED);
    assertThat(running).extracting(Job::workerName).doesNotHaveDuplicates();
    assertThat(atWork()).hasSize(3);
    assertThat(atWork())
        .allSatisfy(
            worker ->
                assertThat(worker.queues())
                    .extracting(Object::toString)
                    .containsExactly("high", "default"));
    assertThat(waiting.status()).isEqualTo(JobStatus.QUEUED);
    ContractTasks.gate.countDown();
    done(waiting);
    pool.stop();
    assertThat(pool.awaitTermination(IN_TIME)).isTrue();
    assertThat(pool.report().executed()).isEqualTo(4);
    assertThat(atWork()).isEmpty();
  }

  @Test
  @Pins({"WP-01", "W-02"})
  void givesItsWorkersNamesOfTheirOwn() {
    enqueueAtGate(2);
    WorkerPool pool = pool(2, WorkerOptions.on().name("mail"));
    pool.start();
    awaitAll();

    Set<WorkerName> names = ConcurrentHashMap.newKeySet();
    pool.workers().stream().map(Worker::name).forEach(names::add);

    assertThat(names).hasSize(2).allMatch(name -> name.value().startsWith("mail-"));
    assertThat(atWork()).extracting(WorkerRecord::name).containsExactlyInAnyOrderElementsOf(names);
    ContractTasks.gate.countDown();
  }

  @Test
  @Pins({"WP-03", "W-35"})
  void worksUntilItIsStopped() throws Exception {
    WorkerPool pool = pool(2, WorkerOptions.on());
    CompletableFuture<WorkReport> working =
        CompletableFuture.supplyAsync(pool::work, OwnThread.EACH);
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    done(job);
    assertThat(working).isNotDone();

    pool.stop();

    assertThat(working.get(10, TimeUnit.SECONDS))
        .isEqualTo(new WorkReport(1, 1, 0, 0, List.of(), 0, 0));
    assertThat(pool.awaitTermination(Duration.ZERO)).isTrue();
    assertThat(pool.workers()).isEmpty();
    assertThat(atWork()).isEmpty();
  }

  @Test
  @Pins({"WP-03", "W-35"})
  void anInterruptOfTheThreadThatMakesItWorkStopsIt() throws Exception {
    List<Job<Void>> running = enqueueAtGate(2);
    WorkerPool pool = pool(2, WorkerOptions.on());
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              pool.work();
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    awaitAll();

    thread.interrupt();
    ContractTasks.gate.countDown();

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(running).extracting(Job::status).containsOnly(JobStatus.FINISHED);
  }

  @Test
  @Pins({"WP-04", "W-35"})
  void stoppedTwiceItsJobsFinish() {
    List<Job<Void>> running = enqueueAtGate(2);
    Job<Integer> waiting = queue.enqueue(ContractTasks::add, 1, 2);
    WorkerPool pool = pool(2, WorkerOptions.on());
    pool.start();
    awaitAll();

    pool.stop();
    pool.stop();
    ContractTasks.gate.countDown();
    pool.close();
    pool.close();

    assertThat(running).extracting(Job::status).containsOnly(JobStatus.FINISHED);
    assertThat(waiting.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins({"WP-04", "W-36"})
  void stoppedNowTheyAreCutOff() throws Exception {
    List<Job<Void>> running = enqueueAtGate(2);
    WorkerPool pool = pool(2, WorkerOptions.on());
    pool.start();
    awaitAll();
    pool.stop();
    assertThat(pool.awaitTermination(Duration.ofMillis(1))).isFalse();

    pool.stopNow();

    assertThat(pool.awaitTermination(IN_TIME)).isTrue();
    assertThat(running).extracting(Job::status).containsOnly(JobStatus.FAILED);
    assertThat(pool.report().failed()).isEqualTo(2);
    assertThat(atWork()).isEmpty();
  }

  @Test
  @Pins("WP-02")
  void replacesAWorkerThatDies() {
    WorkerPool pool = pool(1, WorkerOptions.on().name("mail"));
    pool.start();
    Job<Void> deadly = queue.enqueue(ContractTasks::exhaustMemory, true);
    done(deadly);

    Job<String> next = queue.enqueue(ContractTasks::currentId);
    done(next);

    assertThat(deadly.status()).isEqualTo(JobStatus.FAILED);
    assertThat(next.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(next.workerName()).isNotEqualTo(deadly.workerName());
    pool.close();
    assertThat(pool.report().executed()).as("of both").isEqualTo(2);
    assertThat(pool.report().failed()).isEqualTo(1);
  }

  @Test
  @Pins("WP-02")
  void doesNotReplaceAWorkerThatEndedAsItWasTold() throws Exception {
    WorkerPool pool = pool(2, WorkerOptions.on().maxJobs(1));
    List<Job<Void>> jobs = enqueueAtGate(2);
    pool.start();
    awaitAll();
    Job<Integer> third = queue.enqueue(ContractTasks::add, 1, 2);
    ContractTasks.gate.countDown();

    assertThat(pool.awaitTermination(IN_TIME)).isTrue();

    assertThat(jobs).extracting(Job::status).containsOnly(JobStatus.FINISHED);
    assertThat(third.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins({"CMD-02", "WP-03"})
  void itsWorkersHearCommands() throws Exception {
    WorkerPool pool = pool(2, WorkerOptions.on());
    enqueueAtGate(2);
    pool.start();
    awaitAll();
    for (Worker worker : pool.workers()) {
      assertThat(backend.signals().send(worker.name(), new Command.Shutdown())).isTrue();
    }
    ContractTasks.gate.countDown();

    assertThat(pool.awaitTermination(IN_TIME)).isTrue();
  }

  @Test
  @Pins({"BURST-16", "WP-05", "BURST-18"})
  void burstsUntilTheQueuesAreEmptyAndSaysWhatIsLeft() {
    for (int i = 0; i < 20; i++) {
      queue.enqueue(ContractTasks::log, "job");
    }
    queue.in(Duration.ZERO).enqueue(ContractTasks::log, "due");
    queue.in(Duration.ofHours(1)).enqueue(ContractTasks::log, "later");
    queue.submit(Call.of(ContractTasks::log, "again").repeat(Repeat.times(1).intervals(60)));
    Job<Integer> bad = queue.enqueue(ContractTasks::fail, "boom");
    queue.submit(Call.of(ContractTasks::log, "child").dependsOn(bad));

    WorkReport report = rq.workerPool(3).burst();

    assertThat(runs("job")).isEqualTo(20);
    assertThat(runs("due")).isEqualTo(1);
    assertThat(report.executed()).isEqualTo(23);
    assertThat(report.succeeded()).isEqualTo(22);
    assertThat(report.failures()).hasSize(1);
    assertThat(report.scheduled()).isEqualTo(2);
    assertThat(report.deferred()).isEqualTo(1);
    assertThat(atWork()).isEmpty();
  }

  @Test
  @Pins({"BURST-16", "WP-02"})
  void aBurstReplacesNobodyAndThrowsWhatTheyDiedOf() {
    queue.enqueue(ContractTasks::exhaustMemory, true);
    Job<Integer> next = queue.enqueue(ContractTasks::add, 1, 2);

    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> rq.workerPool(1).burst())
        .withMessage("pretended");

    assertThat(next.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(atWork()).isEmpty();
  }

  @Test
  @Pins({"BURST-16", "W-29"})
  void aBurstLeavesBehindWhatTakesNoNoticeOfItsInterrupt() {
    LiveWorker.closeTheGate();
    Job<String> deaf =
        queue.submit(Call.of(ContractTasks::ignoreInterrupts).timeout(Duration.ofSeconds(1)));

    rq.workerPool(1, WorkerOptions.on().grace(Duration.ofMillis(10))).burst();

    assertThat(deaf.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins("WP-05")
  void schedulesOnceForAllOfThem() {
    Set<SchedulerName> schedulers = ConcurrentHashMap.newKeySet();
    Rq watched = opened(Rq.on(watching(schedulers)).clock(clock).allow("io.rq.testkit").open());
    WorkerPool pool = opened(watched.workerPool(3));
    pool.start();
    Job<Integer> due = queue.in(Duration.ZERO).enqueue(ContractTasks::add, 1, 2);

    done(due);
    pool.close();

    assertThat(schedulers).hasSize(1);
    assertThat(backend.schedulers().schedulerOf(QueueName.DEFAULT, clock.instant()))
        .as("left to others")
        .isEmpty();
  }

  /** The same backend, where it is noted who schedules. */
  private Backend watching(Set<SchedulerName> schedulers) {
    SchedulerStore store =
        proxy(
            SchedulerStore.class,
            (proxy, method, args) -> {
              if (method.getName().equals("beat")) {
                schedulers.add(((SchedulerInfo) args[0]).name());
              }
              return method.invoke(backend.schedulers(), args);
            });
    return proxy(
        Backend.class,
        (proxy, method, args) ->
            method.getName().equals("schedulers") ? store : method.invoke(backend, args));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Test
  @Pins("WP-05")
  void schedulesNotIfToldSo() {
    queue.in(Duration.ZERO).enqueue(ContractTasks::nothing);

    assertThat(rq.workerPool(2, WorkerOptions.on().withoutScheduler()).burst().didWork()).isFalse();
  }

  @Test
  @Pins("WP-06")
  void eachWorkerHasItsOptions() {
    Set<String> told = ConcurrentHashMap.newKeySet();
    queue.submit(Call.of(ContractTasks::fail, "one").id("one"));
    queue.submit(Call.of(ContractTasks::fail, "two").id("two"));

    rq.workerPool(
            2, WorkerOptions.on().exceptionHandler((job, error) -> told.add(job.id().value())))
        .burst();

    assertThat(told).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  @Pins({"WP-03", "WP-04"})
  void worksOnce() {
    WorkerPool pool = pool(1, WorkerOptions.on());
    pool.start();
    assertThatIllegalStateException().isThrownBy(pool::start);
    pool.close();
    assertThatIllegalStateException().isThrownBy(pool::burst);

    WorkerPool stopped = pool(1, WorkerOptions.on());
    stopped.stop();
    assertThat(stopped.work()).isEqualTo(WorkReport.NOTHING);

    assertThatIllegalArgumentException().isThrownBy(() -> rq.workerPool(0));
  }

  @Test
  @Pins("WP-03")
  void endsWithItsRq() throws Exception {
    WorkerPool pool = pool(2, WorkerOptions.on());
    pool.start();
    done(queue.enqueue(ContractTasks::add, 1, 2));

    rq.close();

    assertThat(pool.awaitTermination(IN_TIME)).isTrue();
  }
}
