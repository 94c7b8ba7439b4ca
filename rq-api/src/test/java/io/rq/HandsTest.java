package io.rq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandsTest {

  private static final Duration OFTEN = Duration.ofMillis(1);

  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final List<Future<?>> repeated = new CopyOnWriteArrayList<>();
  private volatile int refusals;
  private final Threads threads = new Threads(this::thread);
  private final Timer timer = new Timer("timer", new Threads(Thread::new), Duration.ZERO);
  private final Hands hands = new Hands("hands", 2, timer, threads);

  @AfterEach
  void close() {
    timer.close();
    hands.close();
  }

  private void every(Runnable task) {
    repeated.add(hands.every(OFTEN, "a test", "do that", task));
  }

  private Thread thread(Runnable task) {
    if (refused.size() < refusals) {
      refused.add("no thread");
      throw new OutOfMemoryError("unable to create native thread");
    }
    return new Thread(task);
  }

  @Test
  void goOnOnceThereIsAThreadForThem() throws Exception {
    refusals = 3;
    CountDownLatch done = new CountDownLatch(2);

    every(done::countDown);

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(refused).hasSize(3);
  }

  @Test
  void goOnAfterAnError() throws Exception {
    CountDownLatch done = new CountDownLatch(3);

    every(
        () -> {
          done.countDown();
          throw new LinkageError("on purpose");
        });

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void doNothingTwiceAtATimeAndOneThingBesideAnother() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch isBusy = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(20);
    CountDownLatch isOver = new CountDownLatch(1);

    every(
        () -> {
          begun.incrementAndGet();
          isBusy.countDown();
          try {
            isOver.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(isBusy.await(10, TimeUnit.SECONDS)).isTrue();
    every(others::countDown);

    assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(begun).hasValue(1);
    isOver.countDown();
  }
}
