package io.rq.spi;

/**
 * The narrow waist between RQ and where it keeps its data. A backend keeps and moves; {@link
 * io.rq.Rq} decides. Whoever writes another one implements this and runs the contract suite of the
 * test kit.
 */
public interface Backend extends AutoCloseable {

  /** The store of jobs. */
  JobStore jobs();

  /** The store of workers. */
  WorkerStore workers();

  /** The store of schedulers. */
  SchedulerStore schedulers();

  /** The store of cron entries and cron schedulers. */
  CronStore crons();

  /** What only one program should do at a time. */
  Locks locks();

  /** What is said to workers. */
  Signals signals();

  /** A name for messages and logs: what it is and where, without secrets. */
  @Override
  String toString();

  /** Frees connections. What is stored stays where it outlives the process. */
  @Override
  void close();
}
