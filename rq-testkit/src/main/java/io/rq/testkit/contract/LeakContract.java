package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.ExecutionId;
import io.rq.Group;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Repeat;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.WorkerState;
import io.rq.spi.Backend;
import io.rq.spi.Lease;
import io.rq.spi.Locks;
import io.rq.spi.Selection;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Nothing is left of a job, a worker or a lock when all their times are over and a worker has
 * cleaned up, whatever became of them. Extend it with a factory of your backend and a look at all
 * that it holds.
 */
public abstract class LeakContract extends Behaviour {

  /** Longer than anything is kept unless it is kept for ever: the longest default is a year. */
  private static final Duration ALL_TIMES = Duration.ofDays(400);

  private final First first;

  /** Who is first to find out that a time is over. */
  protected enum First {
    /** The keeper of the data, if it has a clock of its own, as a Redis has that expires keys. */
    SERVER,
    /** A worker that cleans up. */
    WORKER
  }

  /** For the test class of a backend; one that has no server may say either. */
  protected LeakContract(First first) {
    this.first = first;
  }

  @Override
  protected abstract Backend openBackend();

  /** Lets time pass at the server; there is nothing to do where a test's clock is the only one. */
  protected abstract void passAtServer(Duration time);

  /** All that the backend holds, one line for each thing. */
  protected abstract Set<String> held();

  /** What {@link #held} says of an installation in which there were those queues, no more. */
  protected abstract Set<String> heldOf(Collection<String> queues);

  private void assertThatNothingIsLeft() {
    clock.advance(ALL_TIMES);
    if (first == First.SERVER) {
      passAtServer(ALL_TIMES);
    }
    // The second worker finds what was over at the server only after the first.
    for (int worker = 0; worker < 2; worker++) {
      burst();
      passAtServer(ALL_TIMES);
    }

    // Which queues there were is what RQ never forgets by itself.
    assertThat(held()).isEqualTo(heldOf(rq.queues().stream().map(Queue::name).toList()));
    rq.queues().forEach(Queue::delete);
    assertThat(held()).isEmpty();
  }

  @Test
  @Pins({"J-23", "RES-06", "REG-10"})
  void ofJobsThatFinished() {
    queue.submit(Call.of(ContractTasks::add, 1, 2));
    queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Duration.ofSeconds(5)));
    queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Retention.none()));
    queue.submit(Call.ofVoid(ContractTasks::note, "seen", 1).meta("owner", "ann"));
    rq.queue("low").submit(Call.of(ContractTasks::log, "x").onSuccess(ContractTasks::onSuccess));

    assertThat(burst().succeeded()).isEqualTo(5);
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"REG-12", "REG-13", "RES-07"})
  void ofJobsThatFailed() {
    queue.submit(Call.of(ContractTasks::fail, "boom"));
    queue.submit(Call.of(ContractTasks::fail, "boom").failureTtl(Duration.ofSeconds(5)));
    queue.submit(Call.of(ContractTasks::fail, "boom").failureTtl(Retention.none()));
    queue.submit(Call.of(ContractTasks::fail, "boom").onFailure(ContractTasks::onFailure));
    queue.submit(Call.path("no.such.function"));

    assertThat(burst().failures()).hasSize(5);
    assertThatNothingIsLeft();
  }

  @Test
  @Pins("W-43")
  void ofMoreJobsThanOnePortion() {
    List<Call<?>> calls =
        IntStream.range(0, 2001).<Call<?>>mapToObj(n -> Call.of(ContractTasks::add, n, n)).toList();
    queue.submitAll(calls);

    assertThat(burst().succeeded()).isEqualTo(2001);
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"R-05", "R-13", "R-20", "S-22"})
  void ofJobsThatRanSeveralTimes() {
    queue.submit(Call.of(ContractTasks::failUntil, "it", 3).retry(Retry.max(3).intervals(10)));
    queue.submit(Call.of(ContractTasks::fail, "boom").retry(Retry.max(2)));
    queue.submit(Call.of(ContractTasks::again, 2, 10));
    queue.submit(Call.of(ContractTasks::log, "x").repeat(Repeat.times(2).intervals(10)));
    Job<Integer> requeued = queue.submit(Call.of(ContractTasks::add, 1, 2));
    burst();
    requeued.requeue();

    for (int round = 0; round < 3; round++) {
      pass(10);
      burst();
    }

    assertThat(queue.scheduled().size()).isZero();
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"RES-06", "J-24"})
  void ofJobsThatWereKeptForEverAndDeleted() {
    queue.submit(
        Call.of(ContractTasks::failUntil, "it", 3)
            .retry(Retry.max(2))
            .resultTtl(Retention.forever())
            .failureTtl(Retention.forever()));
    queue.submit(Call.of(ContractTasks::fail, "boom").failureTtl(Retention.forever()).group("g"));
    queue.submit(Call.of(ContractTasks::log, "x")).cancel();
    burst();

    assertThat(queue.finished().jobs()).hasSize(1).allSatisfy(Job::delete);
    assertThat(queue.failed().jobs()).hasSize(1).allSatisfy(Job::delete);
    assertThat(queue.canceled().jobs()).hasSize(1).allSatisfy(Job::delete);
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"S-01", "J-24", "J-25"})
  void ofJobsThatWaitedForTheirTime() {
    queue.enqueueIn(Duration.ofHours(1), ContractTasks::add, 1, 2);
    queue.enqueueIn(Duration.ofHours(2), ContractTasks::add, 1, 2).delete();
    Job<Integer> canceled = queue.enqueueIn(Duration.ofHours(2), ContractTasks::add, 1, 2);
    canceled.cancel();
    canceled.delete();
    pass(3600);

    assertThat(burst().succeeded()).isEqualTo(1);
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"J-21", "Q-33"})
  void ofJobsThatWaitedForTooLong() {
    Job<String> again =
        queue.submit(
            Call.of(ContractTasks::log, "again")
                .ttl(Duration.ofSeconds(60))
                .resultTtl(Retention.forever()));
    burst();
    again.requeue();
    queue.submit(Call.of(ContractTasks::log, "late").ttl(Duration.ofSeconds(60)));
    rq.queue("low").submit(Call.of(ContractTasks::log, "late").ttl(Duration.ofDays(1)).group("g"));

    assertThatNothingIsLeft();

    assertThat(ContractTasks.LOG).containsExactly("again");
  }

  @Test
  @Pins({"J-21", "Q-06", "Q-10"})
  void ofJobsThatWaitedForTooLongInAQueueThatIsEmptied() {
    Job<String> again =
        queue.submit(
            Call.of(ContractTasks::log, "again")
                .ttl(Duration.ofSeconds(60))
                .resultTtl(Retention.forever()));
    burst();
    again.requeue();
    pass(60);
    passAtServer(Duration.ofSeconds(60));

    queue.empty();

    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"D-06", "D-09", "D-15", "D-24", "J-26"})
  void ofJobsThatWaitedForOthers() {
    Job<Integer> one = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> two = rq.queue("low").enqueue(ContractTasks::add, 3, 4);
    queue.submit(Call.of(ContractTasks::sumOfParents).dependsOn(one, two));
    rq.queue("high").submit(Call.of(ContractTasks::log, "x").dependsOn(one));
    Job<Integer> failing = queue.enqueue(ContractTasks::fail, "boom");
    queue.submit(Call.of(ContractTasks::log, "x").dependsOn(Dependency.on(failing).allowFailure()));
    Job<String> healed = queue.submit(Call.of(ContractTasks::failUntil, "it", 2));
    queue.submit(Call.of(ContractTasks::log, "x").dependsOn(healed));
    Job<Integer> untraced =
        queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Retention.none()));
    queue.submit(Call.of(ContractTasks::log, "x").dependsOn(untraced));
    Job<Integer> deleted = queue.enqueue(ContractTasks::add, 1, 2);
    queue.submit(Call.of(ContractTasks::log, "x").dependsOn(deleted));
    deleted.delete();
    Job<Integer> passedOver = queue.enqueue(ContractTasks::add, 1, 2);
    queue.submit(Call.of(ContractTasks::log, "x").dependsOn(passedOver));
    passedOver.cancelAndRelease();
    passedOver.delete();
    Job<Integer> canceled = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> withIt = queue.submit(Call.of(ContractTasks::log, "x").dependsOn(canceled));
    canceled.cancel();
    withIt.delete();
    canceled.delete();

    burst();
    healed.requeue();
    burst();

    assertThat(queue.deferred().size()).isZero();
    assertThat(runs("x")).isEqualTo(6);
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"G-01", "G-03", "J-42"})
  void ofGroups() {
    queue.submit(Call.of(ContractTasks::add, 1, 2).group("finished"));
    rq.queue("low").submit(Call.of(ContractTasks::fail, "boom").group("finished"));
    queue.submit(Call.of(ContractTasks::add, 1, 2).group("vanished").resultTtl(Retention.none()));
    List<Call<?>> many =
        IntStream.range(0, 250)
            .<Call<?>>mapToObj(n -> Call.of(ContractTasks::add, n, n).group("many"))
            .toList();
    queue.submitAll(many);
    burst();

    assertThat(rq.groups()).extracting(Group::name).containsExactlyInAnyOrder("finished", "many");
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"U-04", "U-08"})
  void ofIdsThatWereUsedTwice() {
    queue.submit(Call.of(ContractTasks::add, 1, 2).id("again").group("first"));
    burst();
    pass(500);
    queue.submit(Call.of(ContractTasks::add, 3, 4).id("again").group("second"));
    burst();

    assertThat(rq.groups()).extracting(Group::name).containsExactly("second");
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"W-08", "W-10", "W-43", "REG-16", "S-12"})
  void ofWorkersThatWereLost() {
    queue.submit(Call.of(ContractTasks::add, 1, 2));
    queue.submit(Call.of(ContractTasks::add, 3, 4).retry(Retry.max(1)));
    queue.submit(Call.of(ContractTasks::add, 5, 6));
    vanish("lost-1");
    vanish("lost-2");
    Job<Object> deleted = asObject(queue.started().jobs().get(0));
    vanish("lost-3");

    deleted.delete();
    pass(91);
    burst();

    assertThat(queue.started().size()).isZero();
    assertThatNothingIsLeft();
  }

  // Takes a job and all locks, and is not heard of again.
  private void vanish(String name) {
    WorkerName worker = WorkerName.of(name);
    QueueName served = QueueName.DEFAULT;
    Duration life = Duration.ofMinutes(8);
    backend.workers().register(record(worker, served), life);
    for (Locks.Purpose purpose : Locks.Purpose.values()) {
      backend.locks().acquire(purpose, QueueName.of("of-" + name), name, clock.instant(), life);
    }
    backend
        .schedulers()
        .beat(
            new SchedulerInfo(
                SchedulerName.of(name),
                List.of(QueueName.of("of-" + name)),
                clock.instant(),
                null,
                1,
                "host"),
            clock.instant(),
            life);
    Lease lease =
        new Lease(ExecutionId.of("run-" + name), worker, clock.instant(), Duration.ofSeconds(90));
    assertThat(backend.jobs().claim(new Selection.FirstOf(List.of(served)), lease)).isPresent();
  }

  private WorkerRecord record(WorkerName name, QueueName queue) {
    return new WorkerRecord(
        name,
        List.of(queue),
        WorkerState.IDLE,
        clock.instant(),
        clock.instant(),
        null,
        0,
        0,
        Duration.ZERO,
        1,
        "host",
        "1",
        "17");
  }

  @Test
  @Pins({"CMD-04", "J-28", "W-35"})
  void ofRunsThatWereCutShort() {
    Job<Void> stopped =
        queue.submit(Call.ofVoid(ContractTasks::waitAtGate).onStopped(ContractTasks::onStopped));
    try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().maxJobs(1)))) {
      live.awaitArrival();
      stopped.stop();
      assertThat(live.report().executed()).isEqualTo(1);
    }
    Job<Void> deleted = queue.enqueue(ContractTasks::waitAtGate);
    try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().maxJobs(1)))) {
      live.awaitArrival();
      deleted.delete();
      assertThat(live.report().executed()).isEqualTo(1);
    }

    assertThat(stopped.status()).isEqualTo(JobStatus.STOPPED);
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"W-34", "CLI-05"})
  void ofSuspensions() {
    queue.enqueue(ContractTasks::nothing);
    rq.suspend();
    assertThat(burst().didWork()).isFalse();
    rq.resume();
    burst();
    rq.suspend(Duration.ofMinutes(5));
    pass(300);

    assertThat(rq.isSuspended()).isFalse();
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"SYNC-01", "SYNC-20", "SYNC-24"})
  void ofSynchronousPrograms() {
    Rq sync = synchronous();
    Job<Integer> parent = sync.queue().enqueue(ContractTasks::add, 1, 2);
    sync.queue().submit(Call.of(ContractTasks::sumOfParents).dependsOn(parent).group("g"));
    sync.queue().submit(Call.of(ContractTasks::fail, "boom").retry(Retry.max(2)));
    sync.queue().submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Retention.none()));
    sync.queue().enqueueIn(Duration.ofHours(1), ContractTasks::add, 1, 2);
    pass(3600);

    assertThat(sync.worker().burst().succeeded()).isEqualTo(1);
    assertThatNothingIsLeft();
  }

  @Test
  @Pins({"Q-06", "Q-07"})
  void ofQueuesThatWereEmptiedOrDeleted() {
    Job<Integer> parent = queue.submit(Call.of(ContractTasks::add, 1, 2).group("g"));
    rq.queue("low").submit(Call.of(ContractTasks::log, "x").dependsOn(parent));
    queue.enqueueIn(Duration.ofHours(1), ContractTasks::add, 1, 2);
    queue.empty();
    rq.queue("brief").enqueue(ContractTasks::nothing);
    rq.queue("brief").delete();
    queue.delete();
    pass(3600);
    burst();

    assertThat(rq.queues()).doesNotContain(rq.queue("brief"));
    assertThatNothingIsLeft();
  }

  @Test
  @Pins("J-12")
  void ofNotesOnJobsThatAreGone() {
    Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).meta("a", 1));
    burst();
    job.saveMeta(Map.of("b", 2));

    assertThatNothingIsLeft();
  }
}
