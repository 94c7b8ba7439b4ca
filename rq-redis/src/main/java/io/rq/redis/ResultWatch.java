package io.rq.redis;

import io.rq.BackendException;
import io.rq.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Lets threads wait for the next result of some jobs. The call that waits at the server runs on a
 * thread beside, so that whoever waits can be interrupted.
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

  /** Those of these jobs that have a result later than said beside them, as soon as one has. */
  Set<JobId> await(Map<JobId, Optional<Instant>> after, Duration atMost)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (link.isClosed()) {
      throw link.failures().closed(null);
    }
    if (atMost.isNegative() || atMost.isZero() || after.isEmpty()) {
      return Set.of();
    }
    Duration waiting = atMost.compareTo(TURN) < 0 ? atMost : TURN;
    WaitingConnection connection = borrowed();
    boolean sound = false;
    try {
      Set<JobId> found = threads.submit(() -> read(connection, after, waiting)).get();
      sound = true;
      return found;
    } catch (ExecutionException e) {
      if (!link.isClosed()) {
        throw link.failures().again(e.getCause() == null ? e : e.getCause());
      }
      return Set.of();
    } finally {
      giveBack(connection, sound);
    }
  }

  private Set<JobId> read(
      WaitingConnection connection, Map<JobId, Optional<Instant>> after, Duration waiting)
      throws InterruptedException {
    CommandArguments read =
        new CommandArguments(Command.XREAD).add("COUNT").add(1).add("BLOCK").add(millis(waiting));
    try {
      return jobs(connection.call(streams(read, after), waiting));
    } catch (BackendException e) {
      if (!Failures.isOfAWrongType(e)) {
        throw e;
      }
    }
    // What stands where the results belong is none; the first result takes its place. Nobody can
    // wait beside it at the server.
    Set<JobId> found = look(connection, after);
    if (found.isEmpty()) {
      closed.await(Math.min(millis(waiting), 1000), TimeUnit.MILLISECONDS);
    }
    return found;
  }

  // Leaves out those whose results cannot be read, however many of them there are.
  private Set<JobId> look(WaitingConnection connection, Map<JobId, Optional<Instant>> after) {
    CommandArguments read = new CommandArguments(Command.XREAD).add("COUNT").add(1);
    try {
      return jobs(connection.call(streams(read, after), Duration.ZERO));
    } catch (BackendException e) {
      if (!Failures.isOfAWrongType(e)) {
        throw e;
      }
    }
    Set<JobId> found = new HashSet<>();
    if (after.size() > 1) {
      Map<JobId, Optional<Instant>> half = new HashMap<>();
      Map<JobId, Optional<Instant>> rest = new HashMap<>();
      after.forEach((job, since) -> (half.size() <= rest.size() ? half : rest).put(job, since));
      found.addAll(look(connection, half));
      found.addAll(look(connection, rest));
    }
    return found;
  }

  private static long millis(Duration waiting) {
    return Math.max(1, waiting.toMillis());
  }

  private CommandArguments streams(CommandArguments read, Map<JobId, Optional<Instant>> after) {
    List<JobId> jobs = List.copyOf(after.keySet());
    read.add("STREAMS");
    jobs.forEach(job -> read.key(prefix() + job));
    for (JobId job : jobs) {
      read.add(after.getOrDefault(job, Optional.empty()).map(StreamId::lastOf).orElse("0-0"));
    }
    return read;
  }

  private String prefix() {
    return link.prefix() + "results:";
  }

  private Set<JobId> jobs(@Nullable Object reply) {
    Set<JobId> jobs = new HashSet<>();
    for (Object stream : Replies.list(reply)) {
      String key = Replies.text(Replies.list(stream).get(0));
      jobs.add(JobId.of(key.substring(prefix().length())));
    }
    return jobs;
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
