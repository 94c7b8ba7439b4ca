package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rq.End;
import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Claim;
import io.rq.spi.Insertion;
import io.rq.spi.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** How idle workers wait for a job. */
abstract class AwaitWorkContract extends Chapter {

  /** Longer than a test may take: whoever waits this long was not told. */
  private static final Duration TOO_LONG = Duration.ofSeconds(60);

  private static final int ROUNDS = 50;

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void returnsAtOnceIfAJobWaits() throws Exception {
    insert(job("a").in(NEWS).queued());

    Threads.inTime(() -> jobs().awaitWork(List.of(MAIL, NEWS), TOO_LONG));
  }

  @Test
  @Pins({"W-06", "X-05"})
  void returnsWhenTheTimeIsUp() throws Exception {
    Threads.inTime(() -> jobs().awaitWork(List.of(MAIL), Duration.ofMillis(50)));
    Threads.inTime(() -> jobs().awaitWork(List.of(MAIL), Duration.ZERO));

    assertThat(jobs().claim(firstOf(MAIL), ANN.lease("run"))).as("no exception").isEmpty();
  }

  @Test
  void returnsWhenAnotherThreadEnqueues() throws Exception {
    wakesTheWorkerEachTime(round -> insert(job("job-" + round).queued()));
  }

  @Test
  void returnsWhenAJobComesToTheLastOfSeveralQueues() throws Exception {
    wakesTheWorkerEachTime(round -> insert(job("job-" + round).in(NEWS).queued()));
  }

  @Test
  void returnsWhenAJobComesToTheFront() throws Exception {
    wakesTheWorkerEachTime(round -> insert(job("job-" + round).queued(NOW, End.FRONT)));
  }

  @Test
  void returnsWhenAStepPutsAJobIntoTheQueue() throws Exception {
    wakesTheWorkerEachTime(
        round -> {
          Lease lease = BOB.lease("first-run-" + round);
          Insertion started = job("job-" + round).started(lease);
          insert(started);
          commit(requeue(started.job(), heldBy(lease), NOW, End.BACK));
        });
  }

  @Test
  void returnsThoughOthersWaitForOtherQueues() throws Exception {
    try (Threads threads = new Threads()) {
      Future<Boolean> first = threads.start(() -> awaitForEver(QueueName.of("quiet")));
      Future<Boolean> second = threads.start(() -> awaitForEver(QueueName.of("silent")));

      wakesTheWorkerEachTime(round -> insert(job("job-" + round).queued()));

      assertThat(first).isNotDone();
      assertThat(second).isNotDone();
    }
  }

  @Test
  void asManyWorkersReturnAsThereAreJobs() throws Exception {
    try (Threads threads = new Threads()) {
      List<Future<JobId>> workers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        workers.add(threads.call(this::takeNext));
      }

      insert(job("a").queued(), job("b").queued(), job("c").queued());

      List<JobId> taken = new ArrayList<>();
      for (Future<JobId> worker : workers) {
        taken.add(Threads.answer(worker));
      }
      assertThat(taken).containsExactlyInAnyOrder(id("a"), id("b"), id("c"));
    }
  }

  @Test
  void throwsIfTheThreadWasInterruptedBefore() {
    try (Threads threads = new Threads()) {
      Future<Boolean> waiter =
          threads.start(
              () -> {
                Thread.currentThread().interrupt();
                jobs().awaitWork(List.of(MAIL), TOO_LONG);
              });

      assertThatThrownBy(() -> Threads.answer(waiter))
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void throwsIfTheThreadIsInterruptedWhileItWaits() throws Exception {
    BlockingQueue<Thread> waiting = new LinkedBlockingQueue<>();
    try (Threads threads = new Threads()) {
      Future<JobId> waiter =
          threads.call(
              () -> {
                waiting.add(Thread.currentThread());
                return takeNext();
              });

      waiting.take().interrupt();

      assertThatThrownBy(() -> Threads.answer(waiter))
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  /**
   * Lets one worker wait for each of many jobs, one after the other, so that it waits before most
   * of them arrive.
   */
  private void wakesTheWorkerEachTime(IntConsumer arrival) throws Exception {
    BlockingQueue<JobId> taken = new LinkedBlockingQueue<>();
    try (Threads threads = new Threads()) {
      Future<Boolean> worker =
          threads.start(
              () -> {
                while (true) {
                  taken.add(takeNext());
                }
              });
      for (int round = 0; round < ROUNDS; round++) {
        arrival.accept(round);

        assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo(id("job-" + round));
      }
      assertThat(worker).isNotDone();
    }
  }

  private void awaitForEver(QueueName queue) throws InterruptedException {
    while (true) {
      jobs().awaitWork(List.of(queue), TOO_LONG);
    }
  }

  private JobId takeNext() throws InterruptedException {
    while (true) {
      jobs().awaitWork(List.of(MAIL, NEWS), TOO_LONG);
      Optional<Claim> claim =
          jobs().claim(firstOf(MAIL, NEWS), ANN.lease("run-" + runs.incrementAndGet()));
      if (claim.isPresent()) {
        return claim.get().job().id();
      }
    }
  }
}
