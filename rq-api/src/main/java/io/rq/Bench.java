package io.rq;

import io.rq.spi.Claim;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Where a worker's jobs run. The worker's own thread waits meanwhile, or does it itself; if what
 * runs elsewhere is given up, it comes back without it.
 */
abstract class Bench implements AutoCloseable {

  /** Work on one job; gives the next one if that is at hand already. */
  interface Step extends Supplier<Optional<Claim>> {}

  /** What goes on after a step as long as there is a next job. */
  interface Next {
    Optional<Claim> after(Claim claim);
  }

  /**
   * Does that, and waits for it.
   *
   * @throws GivenUp if it did not end; whatever it does from now on has no effect
   */
  abstract <T> T call(Supplier<T> work);

  /**
   * Does the step, and perhaps more of them.
   *
   * @return the next job, if it is at hand and not done yet
   * @throws GivenUp if the step did not end; whatever it does from now on has no effect
   */
  Optional<Claim> run(Step step, Next next) {
    return call(step);
  }

  @Override
  public void close() {}

  /** The thread that asks: it cannot leave what it does. */
  static Bench here() {
    return new Bench() {
      @Override
      <T> T call(Supplier<T> work) {
        return work.get();
      }
    };
  }

  /** A task of that executor for each job. */
  static Bench on(Executor executor, Watchdog watchdog, Pause pause) {
    return new Bench() {
      @Override
      <T> T call(Supplier<T> work) {
        return elsewhere(executor, work, watchdog, pause);
      }
    };
  }

  /**
   * A thread kept for the jobs. It stays with them while one follows the other, so that a backlog
   * costs no hand-over; when it is given up, another one takes its place.
   */
  static Bench ofItsOwn(WorkerName worker, Threads threads, Watchdog watchdog, Pause pause) {
    return new OwnThread("rq-worker-" + worker, threads, watchdog, pause);
  }

  private static final class OwnThread extends Bench {
    private final String name;
    private final Threads threads;
    private final Watchdog watchdog;
    private final Pause pause;
    private ExecutorService thread;

    private OwnThread(String name, Threads threads, Watchdog watchdog, Pause pause) {
      this.name = name;
      this.threads = threads;
      this.watchdog = watchdog;
      this.pause = pause;
      this.thread = another();
    }

    @Override
    Optional<Claim> run(Step step, Next next) {
      return call(() -> all(step, next));
    }

    @Override
    <T> T call(Supplier<T> work) {
      try {
        return elsewhere(thread, work, watchdog, pause);
      } catch (GivenUp e) {
        e.thread().setName(name + " (given up)");
        thread.shutdown();
        thread = another();
        throw e;
      }
    }

    private static Optional<Claim> all(Step step, Next next) {
      Optional<Claim> claim = step.get();
      while (claim.isPresent()) {
        claim = next.after(claim.get());
      }
      return claim;
    }

    // No reason for a program to live on: whoever called work() waits, and ends it.
    private ExecutorService another() {
      return Executors.newSingleThreadExecutor(threads.daemons(name));
    }

    @Override
    public void close() {
      thread.shutdown();
    }
  }

  private static <T> T elsewhere(
      Executor executor, Supplier<T> work, Watchdog watchdog, Pause pause) {
    CompletableFuture<T> done = new CompletableFuture<>();
    watchdog.succeededBy(done::completeExceptionally);
    try {
      executor.execute(() -> complete(done, work));
      return await(done, pause);
    } finally {
      watchdog.succeededBy(null);
    }
  }

  private static <T> void complete(CompletableFuture<T> done, Supplier<T> work) {
    try {
      done.complete(work.get());
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  // An interrupt asks the worker to end; what runs, runs to its end all the same.
  private static <T> T await(CompletableFuture<T> done, Pause pause) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return done.get();
        } catch (InterruptedException e) {
          interrupted = true;
          pause.end();
        }
      }
    } catch (ExecutionException e) {
      throw unchecked(Objects.requireNonNull(e.getCause()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException unchecked(Throwable error) {
    if (error instanceof Error fatal) {
      throw fatal;
    }
    return (RuntimeException) error;
  }
}
