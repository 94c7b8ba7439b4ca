package io.rq.testkit.jdbc;

import io.rq.BackendException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.h2.jdbcx.JdbcConnectionPool;

/** A database of its own, its transactions, and those who wait for what they bring. */
final class Database implements AutoCloseable {

  /** No more than the pool has connections. */
  private static final int THREADS = 4;

  private final JdbcConnectionPool connections;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Database::daemon);
  private final Map<News, Phaser> bells = new EnumMap<>(News.class);

  Database() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=10000";
    connections = JdbcConnectionPool.create(url, "rq", "");
    for (News news : News.values()) {
      bells.put(news, new Phaser(1));
    }
    transaction(sql -> sql.update(schema()));
  }

  /** Answers a question of one statement. */
  <T> T read(Function<Sql, T> question) {
    return transaction(question);
  }

  /** Does all of that while nobody else changes anything, or nothing of it if it throws. */
  <T> T write(Function<Sql, T> step) {
    return transaction(
        sql -> {
          sql.list(row -> true, "SELECT suspended_until FROM installation FOR UPDATE");
          return step.apply(sql);
        });
  }

  /** The same, where there is nothing to tell. */
  void run(Consumer<Sql> step) {
    write(
        sql -> {
          step.accept(sql);
          return true;
        });
  }

  /** Waits for news unless that holds already. Returns early if there are any. */
  void await(News news, BooleanSupplier already, Duration atMost) throws InterruptedException {
    Phaser bell = bell(news);
    int heard = bell.getPhase();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!already.getAsBoolean()) {
      try {
        bell.awaitAdvanceInterruptibly(
            heard, TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // That is how waiting ends if nothing comes.
      }
    }
  }

  /**
   * On a thread of our own: when its thread is interrupted, H2 gives up a statement that waits for
   * a lock, and forgets the interrupt. That of the caller is kept until the answer is there.
   */
  private <T> T transaction(Function<Sql, T> work) {
    try {
      return CompletableFuture.supplyAsync(() -> committed(work), threads).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (RejectedExecutionException e) {
      throw new BackendException("The database was closed", e);
    }
  }

  private <T> T committed(Function<Sql, T> work) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      Sql sql = new Sql(connection);
      try {
        T answer = work.apply(sql);
        connection.commit();
        sql.news().forEach(this::ring);
        return answer;
      } finally {
        connection.rollback(); // of nothing, after a commit
      }
    } catch (SQLException e) {
      throw Sql.broken(e);
    }
  }

  private Connection connect() throws SQLException {
    try {
      return connections.getConnection();
    } catch (IllegalStateException e) {
      throw new BackendException("The database was closed", e);
    }
  }

  // A phaser of one party takes one arrival at a time: a second one would be of nobody.
  private void ring(News news) {
    Phaser bell = bell(news);
    synchronized (bell) {
      bell.arrive();
    }
  }

  private Phaser bell(News news) {
    return Objects.requireNonNull(bells.get(news));
  }

  private static String schema() {
    try (InputStream schema = Database.class.getResourceAsStream("schema.sql")) {
      return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BackendException("The schema cannot be read", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "rq-h2");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    threads.shutdown();
    connections.dispose();
  }
}
