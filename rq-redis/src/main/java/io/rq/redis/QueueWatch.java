package io.rq.redis;

import io.rq.BackendException;
import io.rq.QueueName;
import io.rq.spi.Place;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Waits for jobs in one queue, as long as somebody wants to know. {@code BLMOVE q q LEFT LEFT}
 * waits until the list has an element and then moves it to where it was: nothing is taken and no
 * order changes, and one push wakes all who wait like this. It has a thread and a connection of its
 * own only while it is asked, and for a while after.
 */
final class QueueWatch implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);

  /**
   * How long one call waits at the server; not for ever, so that a server that went away silently
   * is noticed.
   */
  private static final Duration TURN = Duration.ofSeconds(20);

  /** How long thread and connection are kept when nobody waits. */
  private static final long KEPT_SECONDS = 30;

  private final QueueName queue;
  private final WaitingConnection connection;
  private final CommandArguments peek;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private final Set<Sign> waiting = new HashSet<>();
  private boolean running;
  private boolean closed;
  private boolean warned;

  QueueWatch(QueueName queue, Link link) {
    this.queue = queue;
    this.connection = new WaitingConnection(link);
    String key = link.prefix() + Places.key(queue, Place.QUEUED);
    this.peek =
        new CommandArguments(Command.BLMOVE)
            .key(key)
            .key(key)
            .add("LEFT")
            .add("LEFT")
            .add(TURN.toSeconds());
  }

  /**
   * Completes the sign as soon as the queue has a job; exceptionally if that cannot be found out.
   */
  void add(Sign sign) {
    lock.lock();
    try {
      if (closed) {
        sign.give();
        return;
      }
      waiting.add(sign);
      wanted.signal();
      if (!running) {
        Thread thread = new Thread(this, "rq-redis-watch-" + queue);
        thread.setDaemon(true);
        thread.start(); // first: there may be no thread for it now
        running = true;
      }
    } finally {
      lock.unlock();
    }
  }

  void remove(Sign sign) {
    lock.lock();
    try {
      waiting.remove(sign);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    while (isWanted()) {
      try {
        if (connection.call(peek, TURN) != null) {
          taken().forEach(Sign::give);
        }
      } catch (RuntimeException e) {
        if (Failures.isOfAWrongType(e)) {
          awaitRepair();
        } else {
          taken().forEach(sign -> sign.fail(e));
        }
      } catch (Error e) { // whoever waits must hear of that, too, and others may wait later
        BackendException failure = new BackendException("Cannot wait for work: " + e, e);
        taken().forEach(sign -> sign.fail(failure));
      }
    }
  }

  // What stands where the queue belongs is none, and so has no job; somebody may put that right.
  private void awaitRepair() {
    lock.lock();
    try {
      if (!warned) {
        warned = true;
        LOG.warn("Queue {} cannot be waited for: a key of another type stands in its place", queue);
      }
      long left = TimeUnit.SECONDS.toNanos(1);
      while (left > 0 && !closed && !waiting.isEmpty()) {
        left = wanted.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until somebody wants to know; {@code false}: nobody does, and the thread may end. */
  private boolean isWanted() {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(KEPT_SECONDS);
      while (waiting.isEmpty() && !closed && left > 0) {
        left = wanted.awaitNanos(left);
      }
      running = !waiting.isEmpty() && !closed;
      if (!running) {
        connection.disconnect();
      }
      return running;
    } catch (InterruptedException e) {
      running = false;
      return false;
    } finally {
      lock.unlock();
    }
  }

  private Set<Sign> taken() {
    lock.lock();
    try {
      Set<Sign> all = new HashSet<>(waiting);
      waiting.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      wanted.signal();
    } finally {
      lock.unlock();
    }
    taken().forEach(Sign::give);
    connection.close();
  }
}
