package io.rq;

import io.rq.spi.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results that a program waits for without a thread for each: one thread waits at the backend
 * for all of them, in short turns, so that one which is asked for meanwhile is part of the next.
 * Whoever waits is told on another thread, where he may take his time.
 */
final class ResultFutures implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rq.class);

  /** How long a turn is; a result that is asked for during one may come so much later. */
  private static final Duration TURN = Duration.ofMillis(20);

  /** How many jobs a turn is for; where there are more, they take turns. */
  private static final int PORTION = 500;

  private final JobStore store;
  private final Threads threads;
  private final Pause pause = new Pause();
  private final Set<Awaited<?>> waiting = new LinkedHashSet<>();
  private @Nullable Thread watcher;
  private @Nullable ExecutorService tellers;
  private boolean closed;

  ResultFutures(JobStore store, Threads threads) {
    this.store = store;
    this.threads = threads;
  }

  /** A result that somebody waits for. */
  private static final class Awaited<T> {
    private final JobId job;
    private final Optional<Instant> after;
    private final Deadline end;
    private final Supplier<T> read;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    private Awaited(JobId job, Optional<Instant> after, Duration atMost, Supplier<T> read) {
      this.job = job;
      this.after = after;
      this.end = Deadline.in(atMost);
      this.read = read;
    }

    private void tell() {
      try {
        future.complete(read.get());
      } catch (Throwable e) { // whatever it was: whoever waits must hear of it
        future.completeExceptionally(e);
      }
    }
  }

  /**
   * What is read of a job's results when it has one, or when the time is up.
   *
   * @param after the result must be later than that
   */
  synchronized <T> CompletableFuture<T> of(
      JobId job, Optional<Instant> after, Duration atMost, Supplier<T> read) {
    Awaited<T> awaited = new Awaited<>(job, after, atMost, read);
    if (closed) {
      awaited.future.completeExceptionally(Rq.wasClosed());
      return awaited.future;
    }
    waiting.add(awaited);
    if (watcher == null) {
      Thread thread = threads.daemon("rq-results", this::watch);
      thread.start();
      watcher = thread;
    }
    return awaited.future;
  }

  private void watch() {
    while (true) {
      try {
        List<Awaited<?>> turn = turn();
        if (turn.isEmpty()) {
          return;
        }
        pause.whileWaiting(() -> look(turn));
      } catch (Throwable e) { // whatever it was: there is no other thread that would look
        LOG.warn("Cannot wait for results: {}", e.toString());
        pause.sleep(Duration.ofSeconds(1));
      }
    }
  }

  // The next in line, one of each job; those whose time is up are told so. Without any, the
  // watcher's work is done.
  private synchronized List<Awaited<?>> turn() {
    waiting.removeIf(awaited -> awaited.future.isDone());
    List.copyOf(waiting).stream().filter(awaited -> awaited.end.isOver()).forEach(this::tell);
    Map<JobId, Awaited<?>> turn = new HashMap<>();
    for (Awaited<?> awaited : waiting) {
      if (turn.size() < PORTION) {
        turn.putIfAbsent(awaited.job, awaited);
      }
    }
    waiting.removeAll(turn.values());
    waiting.addAll(turn.values());
    if (turn.isEmpty()) {
      watcher = null;
    }
    return List.copyOf(turn.values());
  }

  private void look(List<Awaited<?>> turn) throws InterruptedException {
    Map<JobId, Optional<Instant>> after = new HashMap<>();
    turn.forEach(awaited -> after.put(awaited.job, awaited.after));
    Set<JobId> found = store.awaitResults(after, TURN);
    turn.stream().filter(awaited -> found.contains(awaited.job)).forEach(this::tell);
  }

  private synchronized void tell(Awaited<?> awaited) {
    if (waiting.contains(awaited)) {
      teller().execute(awaited::tell); // first: there may be no thread for it now
      waiting.remove(awaited);
    }
  }

  private ExecutorService teller() {
    if (tellers == null) {
      tellers = Executors.newCachedThreadPool(threads.daemons("rq-results"));
    }
    return tellers;
  }

  /** Ends all waiting: whoever waits is told that there is nothing to wait for any more. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Awaited<?> awaited : waiting) {
      teller().execute(() -> awaited.future.completeExceptionally(Rq.wasClosed()));
    }
    waiting.clear();
    pause.end();
    if (tellers != null) {
      tellers.shutdown();
    }
  }
}
