package io.rq.redis;

import io.rq.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Lets threads wait for a job's next result. The call that waits at the server runs on a thread
 * beside, so that whoever waits can be interrupted.
 */
final class ResultWatch implements AutoCloseable {

  /**
   * How long one call waits at the server; not for ever, so that a server that went away silently
   * is noticed.
   */
  private static final Duration TURN = Duration.ofSeconds(60);

  private static final int KEPT_CONNECTIONS = 4;

  private final Link link;
  private final BlockingQueue<WaitingConnection> idle = new LinkedBlockingQueue<>(KEPT_CONNECTIONS);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<WaitingConnection> used = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "rq-redis-result-watch");
            thread.setDaemon(true);
            return thread;
          });

  ResultWatch(Link link) {
    this.link = link;
  }

  void await(JobId job, Optional<Instant> after, Duration atMost) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (link.isClosed()) {
      throw link.failures().closed(null);
    }
    if (atMost.isNegative() || atMost.isZero()) {
      return;
    }
    Duration waiting = atMost.compareTo(TURN) < 0 ? atMost : TURN;
    CommandArguments read =
        new CommandArguments(Command.XREAD)
            .add("BLOCK")
            .add(Math.max(1, waiting.toMillis()))
            .add("STREAMS")
            .key(link.prefix() + "results:" + job)
            .add(after.map(StreamId::lastOf).orElse("0-0"));
    WaitingConnection connection = borrowed();
    boolean sound = false;
    try {
      threads.submit(() -> connection.call(read, waiting)).get();
      sound = true;
    } catch (ExecutionException e) {
      if (Failures.isOfAWrongType(e)) {
        // What stands where the results belong is none; the first result takes its place.
        closed.await(Math.min(waiting.toMillis(), 1000), TimeUnit.MILLISECONDS);
      } else if (!link.isClosed()) {
        throw link.failures().again(e.getCause() == null ? e : e.getCause());
      }
    } finally {
      giveBack(connection, sound);
    }
  }

  private WaitingConnection borrowed() {
    WaitingConnection kept = idle.poll();
    WaitingConnection connection = kept == null ? new WaitingConnection(link) : kept;
    used.add(connection);
    return connection;
  }

  private void giveBack(WaitingConnection connection, boolean sound) {
    used.remove(connection);
    if (!sound || link.isClosed() || !idle.offer(connection)) {
      connection.close();
    }
  }

  /** Ends all waiting. */
  @Override
  public void close() {
    closed.countDown();
    used.forEach(WaitingConnection::close);
    idle.forEach(WaitingConnection::close);
    threads.shutdownNow();
  }
}
