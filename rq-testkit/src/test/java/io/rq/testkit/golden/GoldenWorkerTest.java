package io.rq.testkit.golden;

import io.rq.Call;
import io.rq.JobStatus;
import io.rq.SchedulerOptions;
import io.rq.WorkerOptions;
import io.rq.WorkerState;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import org.awaitility.Awaitility;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.params.SetParams;

/** Captures of workers, and of what workers do beside their jobs. */
class GoldenWorkerTest extends GoldenScenes {

  @Capture(
      value = "worker-idle",
      differs =
          """
          ours   | rq:worker:worker-1 alive_until: (none) -> <unix time>
          """)
  void idle() {
    redis.sadd("rq:queues", "rq:queue:default"); // as for the capture
    work(onTwoQueues());
    await(WorkerState.IDLE);
  }

  @Capture(
      value = "worker-suspended",
      differs =
          """
          ours   | rq:worker:worker-1 alive_until: (none) -> <unix time>
          """)
  void suspended() {
    // RQ's worker took this job after the suspension, since it waited already; ours would not.
    queue.submit(nothing());
    work(onTwoQueues().heartbeat(Duration.ofSeconds(1)));
    await(JobStatus.FINISHED);
    rq.suspend();
    await(WorkerState.SUSPENDED);
  }

  @Capture(
      value = "worker-stopped",
      differs =
          """
          ours   | rq:worker:worker-1 alive_until: (none) -> 0
          """)
  void stopped() throws InterruptedException {
    queue.submit(nothing());
    work(onTwoQueues());
    await(JobStatus.FINISHED);
    await(WorkerState.IDLE);
    stopWorking();
  }

  private static WorkerOptions onTwoQueues() {
    return worker("default", "low");
  }

  private static Call<Object> nothing() {
    return Call.path("demo_tasks.nothing").id("job-1");
  }

  @Capture(
      value = "worker-busy",
      differs =
          """
          W-14   | rq:worker:worker-1: hash for 60 s -> hash for 480 s
          ours   | rq:worker:worker-1 alive_until: (none) -> <unix time>
          """)
  void busy() {
    queue.submit(Call.path("demo_tasks.slow", 4).id("job-1"));
    work(worker().heartbeat(Duration.ofSeconds(1)));
    await(JobStatus.STARTED);
  }

  @Capture(
      value = "worker-with-scheduler",
      differs =
          """
          ours   | rq:scheduler:<random> alive_until: (none) -> <unix time>
          ours   | rq:worker:worker-1 alive_until: (none) -> <unix time>
          """)
  void scheduling() {
    work(WorkerOptions.on().name("worker-1"));
    await(WorkerState.IDLE);
  }

  @Capture(
      value = "scheduler-move",
      differs =
          """
          ours   | rq:scheduler:scheduler-1 alive_until: (none) -> <unix time>
          """)
  void moved() {
    queue.in(Duration.ZERO).submit(add(1).id("job-1"));
    queue.in(Duration.ZERO).submit(add(2).id("job-2").atFront());
    queue.in(Duration.ofHours(1)).submit(add(3).id("job-3"));
    schedule(SchedulerOptions.on().name("scheduler-1"));
    Awaitility.await().until(() -> queue.size() == 2);
  }

  @Pins({"IQ-02", "IQ-04"})
  @Capture("in-intermediate")
  void sawAJobThatWasTakenAndNotStarted() {
    queue.submit(add(1).id("job-1"));
    redis.lmove(
        "rq:queue:default",
        "rq:queue:default:intermediate",
        ListDirection.LEFT,
        ListDirection.RIGHT);
    burst();
  }

  @Pins("IQ-07")
  @Capture(
      value = "intermediate-expired",
      differs =
          """
          IQ-07  | rq:failed:default: zset for ever -> (none)
          IQ-07  | rq:job:job-1: hash for 31536000 s -> hash for ever
          IQ-07  | rq:job:job-1 status: failed -> queued
          IQ-07  | rq:queue:default: (none) -> list [job-1] for ever
          IQ-07  | rq:queue:default:intermediate:first_seen:job-1: string [<unix time>] for 86400 s -> (none)
          IQ-07  | rq:results:job-1: stream for ever -> (none)
          """)
  void putBackAJobThatWasTakenAndNotStarted() throws InterruptedException {
    Golden.read("in-intermediate").restore(redis);
    redis.set(
        "rq:queue:default:intermediate:first_seen:job-1",
        "1795176587.407204",
        SetParams.setParams().ex(86_400)); // as for the capture
    rq.suspend(); // it shall put the job back, and not run it
    work(worker());
    await(WorkerState.SUSPENDED);
    clock.advance(Duration.ofSeconds(61));
    Awaitility.await().until(() -> queue.size() == 1);
    stopWorking();
    rq.resume();
  }

  @Capture(
      value = "abandoned",
      differs =
          """
          W-14   | rq:worker:worker-dead: hash for 90 s -> hash for 480 s
          ours   | rq:worker:worker-dead alive_until: (none) -> <unix time>
          """)
  void killed() {
    queue.submit(slow());
    work(worker().name("worker-dead"));
    await(JobStatus.STARTED);
    vanish();
  }

  @Capture(
      value = "abandoned-cleaned",
      differs =
          """
          E-09   | rq:execution:job-1:<random>: hash for 90 s -> (none)
          E-09   | rq:executions:job-1: zset for 150 s -> (none)
          J-18   | rq:job:job-1 ended_at:  -> <time>
          RES-07 | rq:results:job-1: stream for ever -> stream for 31536000 s
          """)
  void cleanedUpAfterAnother() {
    Golden.read("abandoned").restore(redis);
    redis.del("rq:worker:worker-dead"); // as for the capture
    clock.advance(Duration.ofMinutes(2)); // instead of setting back the end of its lease
    burst();
  }
}
