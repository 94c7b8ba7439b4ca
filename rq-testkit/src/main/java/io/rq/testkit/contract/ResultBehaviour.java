package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.DeserializationException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Repeat;
import io.rq.Result;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.WorkReport;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.spi.Place;
import io.rq.spi.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is left of a run. */
abstract class ResultBehaviour extends Behaviour {

  @Test
  @Pins({"RES-02", "RES-12", "RES-03", "J-17"})
  void sayWhoRanItAndWhen() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    assertThat(job.workerName()).isEmpty();
    rq.worker(WorkerOptions.on().name("w-1")).burst();

    Result<Integer> result = job.latestResult().orElseThrow();
    assertThat(result.type()).isEqualTo(ResultType.SUCCESSFUL);
    assertThat(result.workerName()).contains(WorkerName.of("w-1"));
    assertThat(result.executionId()).isPresent();
    assertThat(result.startedAt()).contains(clock.instant());
    assertThat(result.endedAt()).contains(clock.instant());
    assertThat(result.createdAt()).isEqualTo(clock.instant());
    assertThat(job.results()).containsExactly(result);
    assertThat(job.workerName()).contains(WorkerName.of("w-1"));
  }

  @Test
  @Pins({"RES-15", "J-43", "J-04"})
  void keepTheTypesOfArgumentsAndReturnValues() {
    ContractTasks.Order order =
        new ContractTasks.Order(
            "Zoë 😀", List.of(1, 2), Instant.parse("2026-01-02T03:04:05.123456Z"));
    Job<ContractTasks.Order> job = queue.enqueue(ContractTasks::echo, order);
    burst();

    assertThat(job.returnValue()).contains(order);
    assertThat(rq.job(job.id().value()).returning(ContractTasks.Order.class).returnValue())
        .contains(order);
  }

  @Test
  @Pins("RES-05")
  @SuppressWarnings("NullAway") // it does not infer that A is nullable here
  void areEmptyWhereNothingWasReturned() {
    Job<Void> nothing = queue.enqueue(ContractTasks::nothing);
    Job<String> nil = queue.enqueue(ContractTasks::maybe, (String) null);
    burst();

    assertThat(nothing.latestResult().orElseThrow().type()).isEqualTo(ResultType.SUCCESSFUL);
    assertThat(nothing.returnValue()).isEmpty();
    assertThat(nil.returnValue()).isEmpty();
    assertThat(nil.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"RES-08", "W-54"})
  void sayThatAValueCouldNotBeWritten() {
    Job<Object> job = queue.enqueue(ContractTasks::unserializable);
    burst();

    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(job.returnValue()).contains("Unserializable return value");
    Job<ContractTasks.Order> typed = rq.job(job.id().value()).returning(ContractTasks.Order.class);
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(typed::returnValue)
        .withMessageEndingWith(
            ": what the job returned is lost: its worker could not write it, and its log may say why");
  }

  @Test
  @Pins({"RES-02", "W-21", "J-43"})
  void keepTheStackTraceOfAFailure() {
    Job<Integer> job = queue.enqueue(ContractTasks::fail, "Ünglück");
    burst();

    Result<Integer> result = job.latestResult().orElseThrow();
    assertThat(result.type()).isEqualTo(ResultType.FAILED);
    assertThat(result.failure().orElseThrow())
        .startsWith("java.io.IOException: Ünglück")
        .contains("ContractTasks.fail");
    assertThat(result.returnValue()).isEmpty();
    assertThat(job.returnValue()).isEmpty();
  }

  @Test
  @Pins("W-33")
  void recordAnErrorAsAFailure() {
    Job<Void> job = queue.enqueue(ContractTasks::error, "not an exception");
    WorkReport report = burst();

    assertThat(onlyFailure(report)).isInstanceOf(AssertionError.class);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins("J-31")
  void areWaitedForIfTheyComeLater() {
    Job<CompletionStage<Integer>> job = queue.enqueue(ContractTasks::later, 7);
    burst();

    assertThat(job.returnValue().orElseThrow().toCompletableFuture().join()).isEqualTo(7);
  }

  @Test
  @Pins({"W-23", "RES-06", "REG-10"})
  void areKeptFor500Seconds() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    burst();

    assertThat(job.expiresAt()).contains(clock.instant().plusSeconds(500));
    clock.advance(Duration.ofSeconds(499));
    assertThat(job.exists()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(job.exists()).isFalse();
  }

  @Test
  @Pins({"J-23", "RES-06"})
  void leaveNoTraceIfNothingIsKept() {
    Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Duration.ZERO));
    burst();

    assertThat(job.exists()).isFalse();
    assertThat(job.latestResult()).isEmpty();
    assertThat(backend.jobs().list(QueueName.DEFAULT, Place.FINISHED, Range.ALL)).isEmpty();
  }

  @Test
  @Pins({"J-23", "REG-04"})
  void areKeptForEverIfAsked() {
    Job<Integer> job =
        queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Retention.forever()));
    burst();
    clock.advance(Duration.ofDays(10_000));

    assertThat(job.expiresAt()).isEmpty();
    assertThat(job.returnValue()).contains(3);
  }

  @Test
  @Pins({"REG-12", "REG-13"})
  void ofFailuresAreKeptForAYearUnlessTheJobSays() {
    Job<Integer> usual = queue.enqueue(ContractTasks::fail, "boom");
    Job<Integer> brief =
        queue.submit(Call.of(ContractTasks::fail, "boom").failureTtl(Duration.ofMinutes(1)));
    Job<Integer> never =
        queue.submit(Call.of(ContractTasks::fail, "boom").failureTtl(Duration.ZERO));
    Job<Integer> always =
        queue.submit(Call.of(ContractTasks::fail, "boom").failureTtl(Retention.forever()));
    burst();

    assertThat(usual.expiresAt()).contains(clock.instant().plus(365, ChronoUnit.DAYS));
    assertThat(brief.expiresAt()).contains(clock.instant().plusSeconds(60));
    assertThat(never.exists()).isFalse();
    assertThat(always.expiresAt()).isEmpty();
  }

  @Test
  @Pins({"J-40", "RES-13"})
  void canBeWaitedFor() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    CompletableFuture<Optional<Result<Integer>>> waiting =
        CompletableFuture.supplyAsync(
            () -> job.latestResult(Duration.ofSeconds(10)), OwnThread.EACH);
    burst();

    assertThat(waiting.join().orElseThrow().returnValue()).contains(3);
    assertThat(job.latestResult(Duration.ofSeconds(10)).orElseThrow().returnValue()).contains(3);
  }

  @Test
  @Pins("RES-13")
  void ofALaterRunCanBeWaitedForThoughThereAreOthers() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    burst();
    Instant first = job.latestResult().orElseThrow().createdAt();
    job.requeue();
    pass(1);
    assertThat(job.resultAfter(first, Duration.ofMillis(20))).isEmpty();
    CompletableFuture<Optional<Result<Integer>>> waiting =
        CompletableFuture.supplyAsync(
            () -> job.resultAfter(first, Duration.ofSeconds(10)), OwnThread.EACH);

    burst();

    assertThat(waiting.join().orElseThrow().createdAt()).isEqualTo(first.plusSeconds(1));
    assertThat(job.latestResult(Duration.ofSeconds(10)).orElseThrow().createdAt())
        .as("the newest, without waiting")
        .isEqualTo(first.plusSeconds(1));
  }

  @Test
  @Pins("RES-03")
  void areDeletedAlone() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    burst();

    job.deleteResults();

    assertThat(job.results()).isEmpty();
    assertThat(job.latestResult()).isEmpty();
    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    job.requeue();
    burst();
    assertThat(job.results()).hasSize(1);
  }

  @Test
  @Pins({"RES-04", "RES-05"})
  void countByTheLatest() {
    Job<String> job =
        queue.submit(
            Call.of(ContractTasks::succeedUntil, "it", 2)
                .repeat(Repeat.times(2).every(Duration.ofSeconds(5))));
    burst();
    assertThat(job.returnValue()).contains("it succeeded in run 1");
    pass(5);
    burst();
    assertThat(job.returnValue()).as("nothing is remembered").contains("it succeeded in run 2");
    pass(5);
    burst();

    assertThat(job.latestResult().orElseThrow().type()).isEqualTo(ResultType.FAILED);
    assertThat(job.returnValue()).isEmpty();
    assertThat(job.results().get(1).returnValue()).contains("it succeeded in run 2");
  }

  @Test
  @Pins("RES-13")
  void areNotWaitedForLongerThanAsked() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

    assertThat(job.latestResult(Duration.ofMillis(20))).isEmpty();
  }
}
