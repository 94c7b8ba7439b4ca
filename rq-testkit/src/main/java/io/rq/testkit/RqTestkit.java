package io.rq.testkit;

import io.rq.Rq;
import io.rq.inmemory.InMemoryBackend;
import io.rq.spi.Backend;
import java.util.function.UnaryOperator;

/**
 * RQ set up for one test: a backend of its own, a clock that the test moves, ids that repeat.
 * {@link RqTest} makes one per test; with another test framework, open and close it yourself.
 */
public final class RqTestkit implements AutoCloseable {

  private final TestClock clock = new TestClock(TestClock.START);
  private final Rq rq;
  private final BurstWorker worker;

  private RqTestkit(Backend backend, UnaryOperator<Rq.Builder> settings) {
    this.rq = settings.apply(Rq.on(backend).clock(clock)).open();
    this.worker = new BurstWorker(rq);
  }

  /** On memory of its own: jobs wait in their queues until the burst worker runs them. */
  public static RqTestkit inMemory() {
    return inMemory(builder -> builder);
  }

  /**
   * The same, with settings of the test's own: allowed packages, instances, a serializer,
   * synchronous mode.
   */
  public static RqTestkit inMemory(UnaryOperator<Rq.Builder> settings) {
    SeededIds ids = new SeededIds(1);
    return new RqTestkit(new InMemoryBackend(), builder -> settings.apply(builder.ids(ids)));
  }

  /**
   * On that backend, which is closed with it. Ids are random, as others may use the backend too.
   */
  public static RqTestkit on(Backend backend) {
    return new RqTestkit(backend, builder -> builder);
  }

  /** The RQ to give to the program under test. */
  public Rq rq() {
    return rq;
  }

  /** The worker that runs what was enqueued. */
  public BurstWorker worker() {
    return worker;
  }

  /** The clock that RQ reads. */
  public TestClock clock() {
    return clock;
  }

  @Override
  public void close() {
    rq.close();
  }
}
