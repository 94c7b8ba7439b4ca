package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.BackendException;
import io.rq.Call;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Result;
import io.rq.Rq;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Results that are waited for. */
abstract class AwaitedResultBehaviour extends Behaviour {

  private static final Duration LONG = Duration.ofMinutes(5);

  private static <T> T in10Seconds(CompletableFuture<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  @Test
  @Pins({"RES-13", "J-40"})
  void comeWithoutAThreadThatWaits() throws Exception {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    CompletableFuture<Optional<Result<Integer>>> result = job.latestResultAsync(LONG);
    assertThat(result).isNotDone();

    burst();

    assertThat(in10Seconds(result).orElseThrow().returnValue()).contains(3);
    assertThat(in10Seconds(job.latestResultAsync(LONG)).orElseThrow().returnValue())
        .as("at once")
        .contains(3);
  }

  @Test
  @Pins("RES-13")
  void comeForFailuresToo() throws Exception {
    Job<Integer> job = queue.enqueue(ContractTasks::fail, "boom");
    CompletableFuture<Optional<Result<Integer>>> result = job.latestResultAsync(LONG);

    burst();

    assertThat(in10Seconds(result).orElseThrow().failure().orElseThrow()).contains("boom");
  }

  @Test
  @Pins("RES-13")
  void comeForManyJobsToWhomeverAsked() throws Exception {
    int jobs = 600;
    List<CompletableFuture<Optional<Result<Integer>>>> results = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      results.add(queue.enqueue(ContractTasks::add, i, i).latestResultAsync(LONG));
    }

    burst();

    for (int i = 0; i < jobs; i++) {
      assertThat(in10Seconds(results.get(i)).orElseThrow().returnValue()).contains(2 * i);
    }
  }

  @Test
  @Pins("RES-13")
  void comeThoughManyOthersDoNot() throws Exception {
    Queue quiet = rq.queue("nobody-works-here");
    List<CompletableFuture<?>> never = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      never.add(quiet.enqueue(ContractTasks::nothing).latestResultAsync(LONG));
    }
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    CompletableFuture<Optional<Result<Integer>>> result = job.latestResultAsync(LONG);

    burst();

    assertThat(in10Seconds(result)).isPresent();
    assertThat(never).noneMatch(CompletableFuture::isDone);
  }

  @Test
  @Pins("RES-13")
  void comeThoughWhoeverWasToldBeforeTakesHisTime() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    Job<Integer> first = queue.enqueue(ContractTasks::add, 1, 2);
    CompletableFuture<Boolean> told =
        first
            .latestResultAsync(LONG)
            .thenApply(
                result -> {
                  try {
                    return slow.await(10, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    return false;
                  }
                });
    Job<Integer> second = queue.enqueue(ContractTasks::add, 3, 4);
    CompletableFuture<Optional<Result<Integer>>> result = second.latestResultAsync(LONG);

    burst();

    assertThat(in10Seconds(result)).isPresent();
    slow.countDown();
    assertThat(in10Seconds(told)).isTrue();
  }

  @Test
  @Pins("RES-13")
  void areNoneIfTheTimeIsUp() throws Exception {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

    assertThat(in10Seconds(job.latestResultAsync(Duration.ofMillis(30)))).isEmpty();
    assertThat(in10Seconds(job.latestResultAsync(Duration.ZERO))).isEmpty();
  }

  @Test
  @Pins("RES-13")
  void mayHaveToBeNewerThanSomeMoment() throws Exception {
    Job<Integer> job = queue.submit(Call.of(ContractTasks::fail, "boom"));
    burst();
    Instant first = job.latestResult().orElseThrow().createdAt();
    CompletableFuture<Optional<Result<Integer>>> next = job.resultAfterAsync(first, LONG);
    assertThat(job.resultAfter(first, Duration.ofMillis(30))).isEmpty();
    assertThat(job.resultAfter(first.minusMillis(1), Duration.ZERO)).isPresent();

    pass(1);
    job.requeue();
    burst();

    assertThat(in10Seconds(next).orElseThrow().createdAt()).isEqualTo(first.plusSeconds(1));
    assertThat(job.resultAfter(first, LONG).orElseThrow().createdAt())
        .isEqualTo(first.plusSeconds(1));
  }

  @Test
  @Pins("RES-13")
  void ofOneJobMayBeAskedForInSeveralWays() throws Exception {
    Job<Integer> job = queue.enqueue(ContractTasks::fail, "boom");
    burst();
    Instant first = job.latestResult().orElseThrow().createdAt();

    CompletableFuture<Optional<Result<Integer>>> next = job.resultAfterAsync(first, LONG);
    CompletableFuture<Optional<Result<Integer>>> any = job.latestResultAsync(LONG);
    CompletableFuture<Optional<Result<Integer>>> anyToo = job.latestResultAsync(LONG);

    assertThat(in10Seconds(any)).isPresent();
    assertThat(in10Seconds(anyToo)).isPresent();
    assertThat(next).isNotDone();
    next.cancel(true);
  }

  @Test
  @Pins("RES-13")
  void canBeDoneWithout() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    CompletableFuture<Optional<Result<Integer>>> result = job.latestResultAsync(LONG);

    assertThat(result.cancel(true)).isTrue();
    burst();

    assertThatExceptionOfType(CancellationException.class).isThrownBy(result::join);
    assertThat(job.returnValue()).as("the job goes its way").contains(3);
  }

  @Test
  @Pins("RES-13")
  void areNotToBeHadOnceTheirRqIsClosed() {
    Rq other = Rq.on(openBackend()).clock(clock).open();
    Job<Integer> job = other.queue().enqueue(ContractTasks::add, 1, 2);
    CompletableFuture<Optional<Result<Integer>>> result = job.latestResultAsync(LONG);

    other.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> in10Seconds(result))
        .withCauseInstanceOf(BackendException.class)
        .withMessageContaining("was closed");
    assertThat(job.latestResultAsync(LONG)).isCompletedExceptionally();
  }

  @Test
  @Pins("RES-13")
  void aThreadThatWaitsForOneIsToldWhenItsRqIsClosed() throws Exception {
    Rq other = Rq.on(openBackend()).clock(clock).open();
    Job<Integer> job = other.queue().enqueue(ContractTasks::add, 1, 2);
    CompletableFuture<Optional<Result<Integer>>> waiting =
        CompletableFuture.supplyAsync(() -> job.latestResult(LONG), OwnThread.EACH);
    assertThat(job.latestResult(Duration.ofMillis(20))).as("the other waits, too").isEmpty();

    other.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> in10Seconds(waiting))
        .withCauseInstanceOf(BackendException.class);
  }

  @Test
  @Pins({"RES-14", "SYNC-01"})
  void areThereAlreadyInSynchronousPrograms() throws Exception {
    Job<Integer> job = synchronous().queue().enqueue(ContractTasks::add, 1, 2);

    assertThat(in10Seconds(job.latestResultAsync(LONG)).orElseThrow().returnValue()).contains(3);
  }

  @Test
  @Pins({"RES-13", "RES-03"})
  void areNotWaitedForOnceTheJobIsGone() throws Exception {
    Job<Integer> job =
        queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Duration.ofSeconds(1)));
    burst();
    Instant time = job.latestResult().orElseThrow().createdAt();
    pass(2);

    Threads.inTime(() -> assertThat(job.latestResult(LONG)).isEmpty());
    Threads.inTime(() -> assertThat(job.resultAfter(time.minusMillis(1), LONG)).isEmpty());
    assertThat(in10Seconds(job.latestResultAsync(LONG))).isEmpty();
  }
}
