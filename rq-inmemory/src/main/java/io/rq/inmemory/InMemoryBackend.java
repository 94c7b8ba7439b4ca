package io.rq.inmemory;

import io.rq.spi.Backend;
import io.rq.spi.CronStore;
import io.rq.spi.JobStore;
import io.rq.spi.Locks;
import io.rq.spi.SchedulerStore;
import io.rq.spi.Signals;
import io.rq.spi.WorkerStore;

/**
 * Keeps jobs, workers and signals in this object: each instance is an installation of its own,
 * empty at first and gone with the last reference to it. Nothing happens in it by itself, and it
 * reads no clock: what is over is over because a call said what time it is.
 *
 * <p>What is said to a worker is heard on the speaker's thread, before {@link Signals#send}
 * returns.
 *
 * <p>Safe for use by many threads; one lock makes every operation atomic. No operation slows down
 * as jobs pile up, except that telling a job's position walks over those that wait before it, and
 * listing a part of a place over what is left out.
 */
public final class InMemoryBackend implements Backend {

  private final JobStore jobs;
  private final WorkerStore workers;
  private final SchedulerStore schedulers;
  private final CronStore crons;
  private final Locks locks;
  private final Signals signals;
  private final Audience audience = new Audience();

  /** Makes an empty installation. */
  public InMemoryBackend() {
    OneLock lock = new OneLock();
    Roster roster = new Roster();
    Suspension suspension = new Suspension();
    this.jobs = new LockedJobStore(lock, roster, suspension);
    this.workers = new LockedWorkerStore(lock, roster);
    this.schedulers = new KeptSchedulers(lock);
    this.crons = new KeptCrons(lock, jobs);
    this.locks = new KeptLocks(lock);
    this.signals = new LockedSignals(lock, suspension, audience);
  }

  @Override
  public JobStore jobs() {
    return jobs;
  }

  @Override
  public WorkerStore workers() {
    return workers;
  }

  @Override
  public SchedulerStore schedulers() {
    return schedulers;
  }

  @Override
  public CronStore crons() {
    return crons;
  }

  @Override
  public Locks locks() {
    return locks;
  }

  @Override
  public Signals signals() {
    return signals;
  }

  @Override
  public String toString() {
    return "in memory";
  }

  /** Ends every listening. There is nothing else to free, and the jobs stay readable. */
  @Override
  public void close() {
    audience.dismiss();
  }
}
