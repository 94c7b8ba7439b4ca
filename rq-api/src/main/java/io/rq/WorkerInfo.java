package io.rq;

import io.rq.spi.Command;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A worker as others see it, here or in another program, Python's included (W-08, W-09): as it was
 * when it was read, while {@link #shutdown} and {@link #killHorse} are told to it now. Where the
 * record of a foreign worker says nothing, so does this.
 *
 * <p>Safe for use by many threads.
 */
public final class WorkerInfo {

  private final Rq rq;
  private final WorkerRecord record;

  WorkerInfo(Rq rq, WorkerRecord record) {
    this.rq = rq;
    this.record = record;
  }

  /** Its name, by which the jobs that it ran name it, too. */
  public WorkerName name() {
    return record.name();
  }

  /** The queues that it serves, in its order of priority. */
  public List<QueueName> queues() {
    return record.queues();
  }

  /** What it does (W-12); empty where RQ shows {@code ?}. */
  public Optional<WorkerState> state() {
    return Optional.ofNullable(record.state());
  }

  /** The job that it runs; empty: none. */
  public Optional<JobId> currentJob() {
    return Optional.ofNullable(record.currentJob());
  }

  /** When it registered. */
  public Optional<Instant> birth() {
    return Optional.ofNullable(record.birth());
  }

  /** When it was last heard of. */
  public Optional<Instant> lastHeartbeat() {
    return Optional.ofNullable(record.lastHeartbeat());
  }

  /** How many of its runs succeeded (W-22). */
  public long successfulJobCount() {
    return record.succeeded();
  }

  /** How many of its runs did not. */
  public long failedJobCount() {
    return record.failed();
  }

  /** How long its runs took together. */
  public Duration totalWorkingTime() {
    return record.workingTime();
  }

  /** Its process; zero where a foreign record does not say. */
  public long pid() {
    return record.pid();
  }

  /** Its machine; may be empty. */
  public String host() {
    return record.host();
  }

  /** The version of RQ that it runs (W-11); may be empty. */
  public String version() {
    return record.version();
  }

  /** The version of the language that it runs on (W-11); may be empty. */
  public String runtime() {
    return record.runtime();
  }

  /**
   * Tells it to finish its job and to end: RQ's {@code send_shutdown_command} (CMD-02).
   *
   * @return whether it listened; a worker that is about to end, or has lost its connection, does
   *     not, and is not told later (CMD-01)
   */
  public boolean shutdown() {
    return rq.backend().signals().send(name(), new Command.Shutdown());
  }

  /**
   * Tells it to give up the job that it runs, whichever that is: RQ's {@code
   * send_kill_horse_command} (CMD-03). The job is interrupted and fails, or is retried; an idle
   * worker takes no notice. {@link Job#stop} is for one job, and retries nothing.
   *
   * @return whether it listened
   */
  public boolean killHorse() {
    return rq.backend().signals().send(name(), new Command.KillHorse());
  }

  /** On a line: its name, what it does, and its queues. */
  @Override
  public String toString() {
    String doing = currentJob().map(job -> ", running " + job).orElse("");
    return "Worker "
        + name()
        + ": "
        + state().map(WorkerState::toString).orElse("?")
        + doing
        + ", on "
        + queues();
  }
}
