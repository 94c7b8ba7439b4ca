package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimerTest {

  private static final Duration OFTEN = Duration.ofMillis(1);

  private final List<Thread> made = new CopyOnWriteArrayList<>();
  private final List<Future<?>> repeated = new CopyOnWriteArrayList<>();
  private volatile boolean refuses;
  private volatile @Nullable ClassLoader chosen;

  private Timer startingIn(Duration moment) {
    return new Timer("timer", new Threads(this::thread), moment);
  }

  private void every(Timer timer, Runnable task) {
    repeated.add(timer.every(OFTEN, "a test", "do that", task));
  }

  private Thread thread(Runnable task) {
    if (refuses) {
      refuses = false;
      throw new OutOfMemoryError("unable to create native thread");
    }
    Thread thread = new Thread(task);
    if (chosen != null) {
      thread.setContextClassLoader(chosen);
    }
    made.add(thread);
    return thread;
  }

  @Test
  void whatIsOverSoonNeedsNoThread() {
    try (Timer timer = startingIn(Duration.ofHours(1))) {
      every(timer, () -> {});
    }

    assertThat(made).isEmpty();
  }

  @Test
  void whatGoesOnHasOneThread() throws Exception {
    CountDownLatch done = new CountDownLatch(20);
    try (Timer timer = startingIn(Duration.ofMillis(20))) {
      every(timer, done::countDown);
      every(timer, done::countDown);

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(made).hasSize(1).allMatch(Thread::isDaemon);
    assertThat(made.get(0).getName()).isEqualTo("timer");
    made.get(0).join(10_000);
    assertThat(made.get(0).isAlive()).isFalse();
  }

  @Test
  void itsThreadSeesTheClassesOfWhoeverNeededItFirst() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader ours = new ClassLoader(before) {};
    List<ClassLoader> seen = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    try (Timer timer = startingIn(Duration.ZERO)) {
      Thread.currentThread().setContextClassLoader(ours);
      every(
          timer,
          () -> {
            seen.add(Thread.currentThread().getContextClassLoader());
            done.countDown();
          });

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }

    assertThat(seen).first().isSameAs(ours);
  }

  @Test
  void aFactoryMayChooseWhichClassesItsThreadSees() throws Exception {
    chosen = new ClassLoader() {};
    CountDownLatch done = new CountDownLatch(1);
    try (Timer timer = startingIn(Duration.ZERO)) {
      every(timer, done::countDown);

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(made).first().extracting(Thread::getContextClassLoader).isSameAs(chosen);
    }
  }

  @Test
  void withoutAThreadAtFirstItTriesAgain() throws Exception {
    refuses = true;
    CountDownLatch done = new CountDownLatch(1);
    try (Timer timer = startingIn(Duration.ZERO)) {
      every(timer, done::countDown);

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(refuses).as("it was refused one").isFalse();
  }

  @Test
  void onceClosedItTakesNothing() {
    Timer timer = startingIn(Duration.ZERO);
    timer.close();

    assertThatThrownBy(() -> every(timer, () -> {}))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("closed");
    assertThat(made).isEmpty();
  }
}
