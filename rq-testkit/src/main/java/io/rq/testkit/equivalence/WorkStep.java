package io.rq.testkit.equivalence;

import io.rq.DequeueStrategy;
import io.rq.ExecutionId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.WorkerOptions;
import io.rq.WorkerState;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Expected;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Selection;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import io.rq.spi.WorkerRecord;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Workers work; those that are lost get no further than to take a job. */
public sealed interface WorkStep extends Step {

  /**
   * A worker runs what waits.
   *
   * @param queues the queues it serves
   * @param strategy which of them it looks into first
   * @param maxJobs after how many jobs it stops
   * @param schedules whether it moves due jobs
   * @param resultTtl how many seconds it keeps a success; -1: for ever
   */
  record Burst(
      List<Integer> queues, DequeueStrategy strategy, int maxJobs, boolean schedules, int resultTtl)
      implements WorkStep {
    @Override
    public Object in(Program program) {
      WorkerOptions options =
          WorkerOptions.on(queues.stream().map(Program::queueName).toArray(String[]::new))
              .dequeueStrategy(strategy)
              .maxJobs(maxJobs)
              .resultTtl(Option.retention(resultTtl));
      WorkerOptions chosen = schedules ? options : options.withoutScheduler();
      return program.report(program.rq().worker(chosen).burst());
    }
  }

  /** A worker that will be lost takes the next job of a queue, for so many seconds. */
  record Take(int queue, int worker, int seconds) implements WorkStep {
    @Override
    public Object in(Program program) {
      Lease lease =
          new Lease(
              program.newExecution(),
              Program.lostWorker(worker),
              program.now(),
              Duration.ofSeconds(seconds));
      QueueName name = QueueName.of(Program.queueName(queue));
      Optional<Claim> claim =
          program.backend().jobs().claim(new Selection.FirstOf(List.of(name)), lease);
      claim.ifPresent(program::takes);
      return claim.map(Claim::job);
    }
  }

  /** A worker renews the lease on a job that it took. */
  record Extend(int taken, int seconds) implements WorkStep {
    @Override
    public Object in(Program program) {
      return program
          .taken(taken)
          .map(
              claim ->
                  program
                      .backend()
                      .jobs()
                      .extend(
                          claim.job().id(),
                          claim.job().spec().origin(),
                          claim.lease().renewed(program.now(), Duration.ofSeconds(seconds))));
    }
  }

  /** A worker finishes a job that it took, unless it has lost it. */
  record Finish(int taken) implements WorkStep {
    @Override
    public Object in(Program program) {
      return program
          .taken(taken)
          .map(claim -> program.backend().jobs().commit(finished(claim, program.now())));
    }

    private static Transition finished(Claim claim, Instant now) {
      ExecutionId execution = claim.lease().execution();
      Retention kept = Retention.of(Duration.ofSeconds(20));
      StoredResult result =
          new StoredResult(
              ResultType.SUCCESSFUL,
              now.truncatedTo(ChronoUnit.MILLIS),
              Bytes.ofText("\"late\""),
              null,
              claim.lease().worker(),
              execution,
              claim.lease().at(),
              now);
      return Transition.of(
              new Change(
                  claim.job().id(),
                  claim.job().spec().origin(),
                  new Expected.Leased(execution),
                  claim.job().state().ended(JobStatus.FINISHED, now),
                  new Placement.Retained(Placement.Outcome.FINISHED, kept, now),
                  result))
          .countedFor(
              new WorkerTally(
                  claim.lease().worker(), true, Duration.between(claim.lease().at(), now), now));
    }
  }

  /** A worker registers, for so many seconds. */
  record SignOn(int worker, int seconds) implements WorkStep {
    @Override
    public Object in(Program program) {
      return program
          .backend()
          .workers()
          .register(record(program, worker, WorkerState.STARTED), Duration.ofSeconds(seconds));
    }
  }

  /** A worker says that it is alive. */
  record Beat(int worker, WorkerState state, int seconds) implements WorkStep {
    @Override
    public Object in(Program program) {
      program
          .backend()
          .workers()
          .beat(record(program, worker, state), program.now(), Duration.ofSeconds(seconds));
      return "heard";
    }
  }

  /** A worker signs off. */
  record SignOff(int worker) implements WorkStep {
    @Override
    public Object in(Program program) {
      program.backend().workers().unregister(Program.lostWorker(worker), program.now());
      return "gone";
    }
  }

  private static WorkerRecord record(Program program, int worker, @Nullable WorkerState state) {
    return new WorkerRecord(
        Program.lostWorker(worker),
        Program.QUEUES.stream().map(QueueName::of).toList(),
        state,
        program.now(),
        program.now(),
        null,
        0,
        0,
        Duration.ZERO,
        7,
        "host",
        "version",
        "runtime");
  }
}
