package io.rq.redis;

import io.rq.spi.Backend;
import io.rq.spi.CronStore;
import io.rq.spi.JobStore;
import io.rq.spi.Locks;
import io.rq.spi.SchedulerStore;
import io.rq.spi.Signals;
import io.rq.spi.WorkerStore;

/**
 * Keeps jobs on Redis 6.2 or later, or Valkey 7.2 or later, in the layout of Python RQ 2.10: what
 * either program writes the other one reads.
 *
 * <p>Each call that changes something is one script and one round trip. Idle workers wait at the
 * server. Safe for use by many threads; one backend for a program is enough, since it pools its
 * connections.
 */
public final class RedisBackend implements Backend {

  private final Link link;
  private final WorkWatch work;
  private final ResultWatch results;
  private final CommandWatch commands;
  private final JobStore jobs;
  private final WorkerStore workers;
  private final SchedulerStore schedulers;
  private final CronStore crons;
  private final Locks locks;
  private final Signals signals;

  private RedisBackend(Link link) {
    this.link = link;
    this.work = new WorkWatch(link);
    this.results = new ResultWatch(link);
    this.commands = new CommandWatch(link);
    this.jobs = new RedisJobStore(link, work, results);
    this.workers = new RedisWorkerStore(link);
    this.schedulers = new RedisSchedulerStore(link);
    this.crons = new RedisCronStore(link);
    this.locks = new RedisLocks(link);
    this.signals = new RedisSignals(link, commands);
  }

  /**
   * Connects to {@code redis://[user:password@]host:port/database}, or {@code rediss://} for TLS,
   * or as another URL says that {@link RedisOptions#of} knows.
   *
   * @throws IllegalArgumentException if the URL is another one
   * @throws io.rq.BackendException if the server cannot be reached, refuses, or is too old
   */
  public static RedisBackend connect(String url) {
    return connect(RedisOptions.of(url));
  }

  /**
   * Connects as the options say.
   *
   * @throws IllegalArgumentException if they name a cluster, and a prefix without a hash tag
   * @throws io.rq.BackendException if the server cannot be reached, refuses, or is too old
   */
  public static RedisBackend connect(RedisOptions options) {
    return new RedisBackend(Link.to(options));
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

  /** Ends all waiting and closes the connections. Calls that are under way may fail. */
  @Override
  public void close() {
    link.close();
    commands.close();
    work.close();
    results.close();
  }

  @Override
  public String toString() {
    return "Redis at " + link;
  }
}
