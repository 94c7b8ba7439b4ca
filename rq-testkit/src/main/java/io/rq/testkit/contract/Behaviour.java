package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Execution;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.spi.Backend;
import io.rq.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * One chapter of what a program sees of RQ: an installation under test, whose clock the test moves,
 * and the words in which the tests speak of it.
 */
abstract class Behaviour {

  final TestClock clock = new TestClock(TestClock.START);
  Backend backend;
  Rq rq;
  Queue queue;
  private final List<AutoCloseable> opened = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // JUnit calls open() first
  Behaviour() {}

  /** Opens a backend on an empty installation. */
  abstract Backend openBackend();

  @BeforeEach
  final void open() {
    backend = openBackend();
    rq = opened(Rq.on(backend).clock(clock).open());
    queue = rq.queue();
    ContractTasks.rq = rq;
    ContractTasks.LOG.clear();
  }

  @AfterEach
  final void close() throws Exception {
    ContractTasks.gate.countDown();
    for (AutoCloseable resource : opened) {
      resource.close();
    }
    joinDeafThreads();
  }

  // What a worker left behind must not speak in the next test.
  private static void joinDeafThreads() throws InterruptedException {
    for (Thread thread : ContractTasks.DEAF) {
      if (thread != Thread.currentThread()) {
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
    ContractTasks.DEAF.clear();
  }

  /** Closes that after the test. */
  final <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }

  /** The same installation, as a program sees it that runs its jobs at once. */
  final Rq synchronous() {
    return Rq.on(backend).clock(clock).synchronous().open();
  }

  /** Runs what waits, on the queues that the tests use. */
  final WorkReport burst() {
    return rq.worker("default", "low", "high").burst();
  }

  final void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  /** The run that goes on of a job, once its worker was heard of at this time of the clock. */
  final Execution awaitHeartbeat(Job<?> job) {
    Optional<Instant> time = Optional.of(clock.instant());
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    Execution execution = job.executions().get(0);
    while (!execution.lastHeartbeat().equals(time) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      execution = job.executions().get(0);
    }
    assertThat(execution.lastHeartbeat()).isEqualTo(time);
    return execution;
  }

  static Throwable onlyFailure(WorkReport report) {
    assertThat(report.failures()).hasSize(1);
    return report.failures().get(0).error();
  }

  static Job<Object> asObject(Job<?> job) {
    return job.returning(Object.class);
  }

  /** How often the functions of the tests said that. */
  static long runs(String line) {
    return ContractTasks.LOG.stream().filter(line::equals).count();
  }
}
