package io.rq.testkit.golden;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.JobStatus;
import io.rq.Repeat;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.spi.Command;
import io.rq.testkit.contract.Pins;
import java.time.Duration;

/** Captures of jobs after a burst worker ran them. */
@Pins({"RES-09", "REG-02"})
class GoldenRunTest extends GoldenScenes {

  @Capture("finished-json")
  void finished() {
    queue.submit(add(1).kwarg("y", 2).id("job-1"));
    burst();
  }

  @Capture("finished-pickle")
  void finishedInAnotherSerializer() {
    queue.submit(add(1).kwarg("y", 2).id("job-1"));
    burst();
  }

  @Capture("finished-two-queues")
  void finishedByAWorkerOfTwoQueues() {
    queue.submit(add(1).id("job-1"));
    burst("high", "default");
  }

  @Capture("finished-none")
  void finishedWithoutAValue() {
    queue.submit(Call.path("demo_tasks.nothing").id("job-1"));
    burst();
  }

  @Capture("finished-unserializable")
  void finishedWithAValueThatCannotBeWritten() {
    queue.submit(Call.path("demo_tasks.unserializable").id("job-1"));
    burst();
  }

  @Capture("finished-meta")
  void finishedWithMetaOfItsOwn() {
    queue.submit(Call.path("demo_tasks.set_meta", "progress", 50).id("job-1").meta("owner", "x"));
    burst();
  }

  @Capture("finished-keep-forever")
  void finishedAndKeptForEver() {
    queue.submit(add(1).id("job-1").resultTtl(Retention.forever()));
    burst();
  }

  @Capture("finished-result-ttl-0")
  void finishedAndNotKept() {
    queue.submit(add(1).id("job-1").resultTtl(Duration.ZERO));
    burst();
  }

  @Capture(
      value = "failed-json",
      differs =
          """
          RES-07 | rq:results:job-1: stream for ever -> stream for 31536000 s
          """)
  void failed() {
    queue.submit(fail());
    burst();
  }

  @Capture(
      value = "failed-pickle",
      differs =
          """
          RES-07 | rq:results:job-1: stream for ever -> stream for 31536000 s
          """)
  void failedInAnotherSerializer() {
    queue.submit(fail());
    burst();
  }

  @Capture("failed-keep-forever")
  void failedAndKeptForEver() {
    queue.submit(fail().failureTtl(Retention.forever()));
    burst();
  }

  @Capture(
      value = "failed-timeout",
      differs =
          """
          RES-07 | rq:results:job-1: stream for ever -> stream for 31536000 s
          """)
  void failedWhenItsTimeWasOver() {
    queue.submit(slow().timeout(Duration.ofSeconds(1)));
    burst();
  }

  @Capture(
      value = "deferred-one-parent-done",
      differs =
          """
          D-24   | rq:job:parent-1:dependents: set [child] for 500 s -> set [child] for ever
          """)
  void releasedByNoneOfTwoParents() {
    submitAChildOfTwo();
    burst(1);
  }

  @Capture(
      value = "deferred-released",
      differs =
          """
          D-07   | rq:job:parent-1:dependents: set [child] for 500 s -> (none)
          """)
  void releasedByTheSecondOfTwoParents() {
    submitAChildOfTwo();
    burst(1);
    burst(1);
  }

  @Capture(
      value = "deferred-allow-failure",
      differs =
          """
          D-24   | rq:job:parent:dependents: set [child-strict] for 31536000 s -> set [child-strict] for ever
          RES-07 | rq:results:parent: stream for ever -> stream for 31536000 s
          """)
  void releasedByAParentThatFailed() {
    queue.submit(Call.path("demo_tasks.fail", "boom").id("parent"));
    queue.submit(add(1).id("child-strict").dependsOn(Dependency.on("parent")));
    queue.submit(
        add(2).id("child-lenient").dependsOn(Dependency.on("parent").allowFailure().atFront()));
    burst(1);
  }

  @Capture(
      value = "retry-immediate",
      differs =
          """
          ours   | rq:job:job-1 retry_max: (none) -> 2
          R-08   | rq:results:job-1: (none) -> stream for ever
          R-08   | rq:results:job-1 0 (id): (none) -> <entry>
          R-08   | rq:results:job-1 0 exc_string: (none) -> <trace> boom
          R-08   | rq:results:job-1 0 execution_ended_at: (none) -> <unix time>
          R-08   | rq:results:job-1 0 execution_id: (none) -> <random>
          R-08   | rq:results:job-1 0 execution_started_at: (none) -> <unix time>
          R-08   | rq:results:job-1 0 type: (none) -> 2
          R-08   | rq:results:job-1 0 worker_name: (none) -> worker-1
          """)
  void retriedAtOnce() {
    queue.submit(fail().retry(Retry.max(2)));
    burst(1);
  }

  @Capture(
      value = "retry-scheduled",
      differs =
          """
          ours   | rq:job:job-1 retry_max: (none) -> 3
          R-08   | rq:results:job-1: (none) -> stream for ever
          R-08   | rq:results:job-1 0 (id): (none) -> <entry>
          R-08   | rq:results:job-1 0 exc_string: (none) -> <trace> boom
          R-08   | rq:results:job-1 0 execution_ended_at: (none) -> <unix time>
          R-08   | rq:results:job-1 0 execution_id: (none) -> <random>
          R-08   | rq:results:job-1 0 execution_started_at: (none) -> <unix time>
          R-08   | rq:results:job-1 0 type: (none) -> 2
          R-08   | rq:results:job-1 0 worker_name: (none) -> worker-1
          """)
  void retriedAfterAPause() {
    queue.submit(fail().retry(Retry.max(3).intervals(100, 200)));
    burst(1);
  }

  @Capture(
      value = "retry-exhausted",
      differs =
          """
          ours   | rq:job:job-1 retry_max: (none) -> 1
          RES-07 | rq:results:job-1: stream for ever -> stream for 31536000 s
          R-08   | rq:results:job-1 1 (id): (none) -> <entry>
          R-08   | rq:results:job-1 1 exc_string: (none) -> <trace> boom
          R-08   | rq:results:job-1 1 execution_ended_at: (none) -> <unix time>
          R-08   | rq:results:job-1 1 execution_id: (none) -> <random>
          R-08   | rq:results:job-1 1 execution_started_at: (none) -> <unix time>
          R-08   | rq:results:job-1 1 type: (none) -> 2
          R-08   | rq:results:job-1 1 worker_name: (none) -> worker-1
          """)
  void retriedUntilNoneWasLeft() {
    queue.submit(fail().retry(Retry.max(1)));
    burst();
  }

  @Capture(
      value = "retry-returned",
      differs =
          """
          RES-09 | rq:job:job-1 result: <pickle> 80059549000000000000008c0672712e6a6f62948c0552657472799493942981947d94288c036d6178944b028c09696e74657276616c73945d944b3c618c10656e71756575655f61745f66726f6e74948975622e -> (none)
          """)
  void retriedBecauseItAskedForIt() {
    queue.submit(Call.path("demo_tasks.return_retry", 2, 60).id("job-1"));
    burst(1);
  }

  @Capture(
      value = "retry-returned-exceeded",
      differs =
          """
          RES-09 | rq:job:job-1 result: <pickle> 80059549000000000000008c0672712e6a6f62948c0552657472799493942981947d94288c036d6178944b018c09696e74657276616c73945d944b00618c10656e71756575655f61745f66726f6e74948975622e -> (none)
          RES-07 | rq:results:job-1: stream for ever -> stream for 31536000 s
          """)
  void askedForMoreRetriesThanItMay() {
    queue.submit(Call.path("demo_tasks.return_retry", 1, 0).id("job-1"));
    burst();
  }

  @Pins("R-27")
  @Capture(
      value = "repeat-immediate",
      differs =
          """
          R-27   | rq:finished:default: zset for ever -> (none)
          RES-09 | rq:job:job-1 result: 1 -> (none)
          RES-06 | rq:results:job-1: stream for 500 s -> stream for ever
          """)
  void repeatedAtOnce() {
    queue.submit(add(1).id("job-1").repeat(Repeat.times(2)));
    burst(1);
  }

  @Capture(
      value = "repeat-scheduled",
      differs =
          """
          R-27   | rq:finished:default: zset for ever -> (none)
          RES-09 | rq:job:job-1 result: 1 -> (none)
          RES-06 | rq:results:job-1: stream for 500 s -> stream for ever
          """)
  void repeatedAfterAPause() {
    // In RQ's words the list [100, 200, 300], which it takes from its end.
    queue.submit(add(1).id("job-1").repeat(Repeat.times(3).intervals(300, 200, 100)));
    burst(1);
  }

  @Capture(
      value = "requeued",
      differs =
          """
          REG-18 | rq:job:job-1: hash for 31536000 s -> hash for ever
          RES-09 | rq:job:job-1 exc_info:  -> (none)
          """)
  void requeued() {
    queue.submit(fail());
    burst();
    rq.job("job-1").requeue();
  }

  @Capture(
      value = "deleted",
      differs =
          """
          J-24   | rq:results:job-1: stream for ever -> (none)
          """)
  void deleted() {
    queue.submit(fail());
    burst();
    rq.job("job-1").delete();
  }

  @Capture("canceled")
  void canceled() {
    queue.submit(add(1).id("job-1"));
    rq.job("job-1").cancel();
  }

  @Capture("canceled-deferred")
  void canceledWhileItWaitsForAnother() {
    queue.submit(add(1).id("parent"));
    queue.submit(add(1).id("child").dependsOn(Dependency.on("parent")));
    rq.job("child").cancel();
  }

  @Capture(
      value = "stopped",
      differs =
          """
          J-18   | rq:job:job-1 ended_at:  -> <time>
          J-17   | rq:job:job-1 last_heartbeat:  -> <time>
          J-17   | rq:job:job-1 worker_name:  -> worker-1
          RES-07 | rq:results:job-1: stream for ever -> stream for 31536000 s
          J-18   | rq:results:job-1 0 execution_ended_at: (none) -> <unix time>
          ours   | rq:worker:worker-1 alive_until: (none) -> <unix time>
          W-22   | rq:worker:worker-1 total_working_time: (none) -> <seconds>
          """)
  void stopped() {
    queue.submit(slow());
    work(worker());
    await(JobStatus.STARTED);
    rq.job("job-1").stop();
    await(JobStatus.STOPPED);
  }

  @Capture(
      value = "failed-killed",
      differs =
          """
          J-17   | rq:job:job-1 last_heartbeat:  -> <time>
          J-17   | rq:job:job-1 worker_name:  -> worker-1
          RES-07 | rq:results:job-1: stream for ever -> stream for 31536000 s
          W-30   | rq:results:job-1 0 exc_string: Work-horse terminated unexpectedly; waitpid returned 9 (signal 9);  -> Work-horse terminated unexpectedly
          """)
  void killed() throws InterruptedException {
    queue.submit(slow());
    work(worker());
    await(JobStatus.STARTED);
    tell(new Command.KillHorse());
    await(JobStatus.FAILED);
    stopWorking();
  }
}
