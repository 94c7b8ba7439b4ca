package io.rq.redis;

import io.rq.BackendException;
import io.rq.spi.Command;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens on one channel, on a thread of its own, until closed. A connection that is lost is made
 * again.
 */
final class CommandListener implements Runnable, AutoCloseable {

  private static final long SHORTEST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2000;

  /** How long closing waits for a consumer that is being called. */
  private static final long PATIENCE_MILLIS = 1000;

  private final Link link;
  private final String channel;
  private final Consumer<Command> consumer;
  private final Thread thread;
  private final Sign begun = new Sign();
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Ear ear;

  CommandListener(Link link, String channel, Consumer<Command> consumer) {
    this.link = link;
    this.channel = channel;
    this.consumer = consumer;
    this.thread = new Thread(this, "rq-redis-listener-" + channel);
    thread.setDaemon(true);
  }

  /**
   * Begins to listen; returns when the server knows.
   *
   * @throws BackendException if it cannot be reached
   */
  void begin() {
    thread.start();
    try {
      boolean known = begun.await(link.patience());
      if (known && begun.failure().isPresent()) {
        throw link.failures().again(begun.failure().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    long pause = 0;
    while (!isClosedWithin(pause)) {
      Ear heard = new Ear();
      try (Connection connection = link.open()) {
        heard.listen(connection);
      } catch (JedisException | BackendException e) {
        begun.fail(asBackendException(e));
        if (link.isClosed()) {
          return;
        }
      } catch (Throwable e) { // whatever it was: who listens shall not go deaf for it
        begun.fail(link.failures().again(e));
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
      pause =
          heard.subscribed
              ? SHORTEST_PAUSE_MILLIS
              : Math.min(LONGEST_PAUSE_MILLIS, Math.max(SHORTEST_PAUSE_MILLIS, 2 * pause));
    }
  }

  private BackendException asBackendException(RuntimeException failure) {
    return failure instanceof JedisException jedis
        ? link.failures().during(jedis)
        : (BackendException) failure;
  }

  private boolean isClosedWithin(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Gives up a connection whose server did not answer since the last time. */
  synchronized void check() {
    if (ear != null) {
      ear.check();
    }
  }

  /** Ends the listening; from then on the consumer is not called, unless it is being called now. */
  @Override
  public void close() {
    closed.countDown();
    hangUp();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (ear != null) {
        ear.drop();
      }
    }
  }

  private synchronized void hangUp() {
    if (ear != null) {
      ear.hangUp();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** One subscription; what is sent to the server meanwhile is guarded by the listener. */
  private final class Ear extends JedisPubSub {

    private @Nullable Connection connection;
    private volatile boolean subscribed;
    private boolean asked;

    void listen(Connection open) {
      connection = open;
      try {
        proceed(open, channel);
      } finally {
        synchronized (CommandListener.this) {
          ear = null;
        }
      }
    }

    @Override
    public void onSubscribe(String name, int count) {
      synchronized (CommandListener.this) {
        subscribed = true;
        ear = this;
        if (isClosed()) {
          hangUp();
        }
      }
      begun.give();
    }

    @Override
    public void onMessage(String name, String message) {
      if (!isClosed()) {
        CommandText.read(message).ifPresent(this::tell);
      }
    }

    private void tell(Command command) {
      try {
        consumer.accept(command);
      } catch (Throwable e) {
        // A consumer must not throw; one that does shall not end the listening.
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }

    @Override
    public void onPong(String answer) {
      synchronized (CommandListener.this) {
        asked = false;
      }
    }

    void check() {
      if (asked) {
        drop();
        return;
      }
      asked = true;
      try {
        ping();
      } catch (JedisException e) {
        drop();
      }
    }

    void hangUp() {
      try {
        unsubscribe();
      } catch (JedisException e) {
        drop();
      }
    }

    /** Breaks the connection, which ends the subscription. */
    void drop() {
      ear = null;
      if (connection != null) {
        Servers.cut(connection);
      }
    }
  }
}
