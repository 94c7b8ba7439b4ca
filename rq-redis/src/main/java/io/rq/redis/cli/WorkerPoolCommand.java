package io.rq.redis.cli;

import io.rq.Rq;
import io.rq.WorkerOptions;
import io.rq.WorkerPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rq worker-pool} (CLI-15). */
@Command(
    name = "worker-pool",
    description = "Starts several RQ workers, each on a thread of this process, and a scheduler.",
    footer = {"", "Signals are heard as by rq worker."})
final class WorkerPoolCommand extends WorkCommand {

  @Option(
      names = {"-n", "--num-workers"},
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "How many; 1 by default.")
  private int workers = 1;

  @Override
  WorkerOptions options(WorkerOptions common) {
    if (workers < 1) {
      throw new IllegalArgumentException("--num-workers: at least 1, not " + workers);
    }
    return common;
  }

  @Override
  void work(Rq rq, WorkerOptions options, boolean inBurst) {
    WorkerPool pool = rq.workerPool(workers, options);
    Runnable work = inBurst ? pool::burst : pool::work;
    stoppably(pool.toString(), pool::stop, pool::stopNow, work);
  }
}
