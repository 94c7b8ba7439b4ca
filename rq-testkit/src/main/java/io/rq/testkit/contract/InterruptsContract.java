package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.spi.Bytes;
import io.rq.spi.Claim;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * An interrupt says something to a job or to whoever waits. No other call takes notice of it, even
 * if it has to wait for others before it is done; and it is still there afterwards.
 */
abstract class InterruptsContract extends Chapter {

  /** More than a backend has connections. */
  private static final int THREADS = 32;

  private static final int JOBS = 256;

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  @Pins({"J-12", "W-35"})
  void whatAnInterruptedThreadAsksForIsDone() throws Exception {
    enqueue(IntStream.range(0, JOBS).mapToObj(i -> "job-" + i).toArray(String[]::new));

    try (Threads threads = new Threads()) {
      assertThat(threads.all(THREADS, this::workInterrupted)).containsOnly(true);
    }

    assertThat(jobs().count(MAIL, Place.FINISHED)).isEqualTo(JOBS);
  }

  /** Works while the thread is interrupted all the time, and says whether it still is. */
  private boolean workInterrupted() {
    Thread.currentThread().interrupt();
    Optional<Claim> next = jobs().claim(firstOf(MAIL), nextLease());
    while (next.isPresent()) {
      Lease lease = next.get().lease();
      assertThat(jobs().extend(next.get().job().id(), MAIL, lease)).isTrue();
      assertThat(jobs().find(List.of(next.get().job().id())).get(0)).isPresent();
      assertThat(commits(finish(next.get().job(), heldBy(lease), NOW))).isTrue();
      next = jobs().claim(firstOf(MAIL), nextLease());
    }
    return Thread.currentThread().isInterrupted();
  }

  private Lease nextLease() {
    return ANN.lease("run-" + runs.incrementAndGet());
  }

  @Test
  @Pins("J-12")
  void anInterruptThatComesMeanwhileIsKeptForAfterwards() throws Exception {
    insert(job("a").queued());
    try (Threads threads = new Threads()) {
      assertThat(threads.all(THREADS, this::annotateWhileInterrupted)).containsOnly(true);
    }
  }

  /** Lets another thread interrupt this one at some moment of several calls. */
  private boolean annotateWhileInterrupted() {
    Thread caller = Thread.currentThread();
    CompletableFuture<Void> interrupted = new CompletableFuture<>();
    new Thread(
            () -> {
              caller.interrupt();
              interrupted.complete(null);
            },
            "contract-interrupt")
        .start();
    for (int call = 0; call < 5; call++) {
      assertThat(jobs().annotate(id("a"), Bytes.ofText("meta"), NOW)).isTrue();
    }
    interrupted.join(); // takes no notice of interrupts, as the calls before
    return Thread.interrupted();
  }
}
