package io.rq.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.inmemory.InMemoryBackend;
import io.rq.testkit.TestClock;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another program does between the moment in which one reads and that in which it commits. */
class OvertakenTest {

  static volatile CountDownLatch arrived = new CountDownLatch(1);
  static volatile CountDownLatch cutOff = new CountDownLatch(1);

  private final TestClock clock = new TestClock(TestClock.START);
  private final InMemoryBackend real = new InMemoryBackend();
  private final FaultyBackend backend = new FaultyBackend(real);
  private final Rq rq = Rq.on(backend).clock(clock).open();
  private final Rq other = Rq.on(real).clock(clock).allow("io.rq.testkit.worker").open();

  static void waitToBeCutOff() throws InterruptedException {
    arrived.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      cutOff.countDown();
      throw e;
    }
  }

  static int run() {
    return 1;
  }

  @AfterEach
  void close() {
    rq.close();
    other.close();
  }

  @Test
  @Pins({"RS-01", "S-17"})
  void aJobThatIsGivenAnotherTimeMeanwhileIsNotPromoted() {
    Job<Integer> job = rq.queue().enqueueIn(Duration.ofSeconds(1), OvertakenTest::run);
    clock.advance(Duration.ofSeconds(1));
    Instant later = clock.instant().plusSeconds(3600);
    backend.beforeNext("commitEach", () -> other.job(job.id().value()).reschedule(later));

    rq.scheduler("default").runOnce();

    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(rq.queue().scheduled().timeOf(job)).contains(later);
  }

  @Test
  @Pins("J-24")
  void aRunThatBeginsWhileItsJobIsDeletedIsCutOff() throws Exception {
    arrived = new CountDownLatch(1);
    cutOff = new CountDownLatch(1);
    Job<Void> job = rq.queue().submit(Call.ofVoid(OvertakenTest::waitToBeCutOff));
    Worker worker = other.worker();
    CompletableFuture<WorkReport> working = new CompletableFuture<>();
    backend.beforeNext(
        "commit",
        () -> {
          new Thread(() -> working.complete(worker.work())).start();
          await(arrived);
        });

    job.delete();

    await(cutOff);
    assertThat(job.exists()).isFalse();
    worker.stop();
    assertThat(working.get(10, TimeUnit.SECONDS).executed()).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Pins({"BURST-08", "S-17"})
  void aPromotionGoesOnBehindAJobThatIsCalledOffMeanwhile() {
    List<Call<?>> calls = Collections.nCopies(1500, Call.of(OvertakenTest::run));
    calls.forEach(call -> rq.queue().in(Duration.ofSeconds(1)).submit(call));
    clock.advance(Duration.ofSeconds(1));
    Job<?> called = rq.queue().scheduled().jobs().get(7);
    backend.beforeNext("commitEach", () -> other.job(called.id().value()).cancel());

    rq.scheduler("default").runOnce();

    assertThat(rq.queue().scheduled().size()).isZero();
    assertThat(rq.queue().size()).isEqualTo(1499);
  }
}
