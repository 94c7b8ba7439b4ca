package io.rq.spi;

import io.rq.JobId;

/** What a worker can be told (CMD-01). */
public sealed interface Command {

  /** Finish the running job, then end. */
  record Shutdown() implements Command {}

  /** Give up the running job: it fails. */
  record KillHorse() implements Command {}

  /** Stop that job, if it is the one that runs. */
  record StopJob(JobId job) implements Command {}
}
