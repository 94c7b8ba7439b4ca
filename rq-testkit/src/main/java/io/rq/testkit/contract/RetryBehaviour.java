package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Result;
import io.rq.ResultType;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.Webhook;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerOptions;
import io.rq.spi.Bytes;
import io.rq.spi.Command;
import io.rq.spi.StoredResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** After an exception. */
abstract class RetryBehaviour extends Behaviour {

  @Test
  @Pins({"R-03", "R-05", "BURST-03", "Q-41"})
  void comeAtOnceWithoutAnInterval() {
    Job<String> job = queue.submit(Call.of(ContractTasks::failUntil, "it", 3).retry(Retry.max(2)));

    WorkReport report = burst();

    assertThat(report.executed()).isEqualTo(3);
    assertThat(report.failures()).extracting(f -> f.isRetried()).containsExactly(true, true);
    assertThat(job.returnValue()).contains("it succeeded in run 3");
    assertThat(job.retriesLeft()).hasValue(0);
  }

  @Test
  @Pins({"R-03", "R-08", "D-18"})
  void endInAFailureWhenNoneIsLeftAndEachAttemptIsRecorded() {
    Job<String> job = queue.submit(Call.of(ContractTasks::failUntil, "it", 9).retry(Retry.max(2)));

    WorkReport report = burst();

    assertThat(report.failures()).extracting(f -> f.isRetried()).containsExactly(true, true, false);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(queue.failed().contains(job)).isTrue();
    assertThat(job.results()).extracting(Result::type).containsOnly(ResultType.FAILED).hasSize(3);
  }

  @Test
  @Pins({"R-04", "R-05", "S-22"})
  void waitForTheirIntervalsInRqsOrder() {
    Job<String> job =
        queue.submit(
            Call.of(ContractTasks::failUntil, "it", 9).retry(Retry.max(3).intervals(10, 20)));

    burst();
    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(10));
    pass(9);
    assertThat(burst().didWork()).isFalse();
    pass(1);
    assertThat(burst().executed()).isEqualTo(1);
    assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(10));
    pass(10);
    burst();
    assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(20));
    pass(20);
    burst();
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins({"J-33", "S-08"})
  void haveNoSayInWhereAJobStandsBeforeItsFirstRun() {
    queue
        .in(Duration.ofSeconds(5))
        .submit(Call.of(ContractTasks::log, "it").retry(Retry.max(1).atFront()));
    queue.enqueue(ContractTasks::log, "earlier");
    pass(5);
    burst();

    assertThat(ContractTasks.LOG).containsExactly("earlier", "it");
  }

  @Test
  @Pins({"R-06", "J-33"})
  void goToTheFrontIfAsked() {
    queue.submit(
        Call.of(ContractTasks::failUntil, "it", 2)
            .retry(Retry.max(1).every(Duration.ofSeconds(5)).atFront()));
    rq.worker(WorkerOptions.on().maxJobs(1)).burst();
    queue.enqueue(ContractTasks::log, "later");
    pass(5);
    burst();

    assertThat(ContractTasks.LOG).containsExactly("it", "it", "later");
  }

  @Test
  @Pins("R-19")
  void areForSomeExceptionsOnlyIfAsked() {
    Retry retry = Retry.max(5).onlyFor(IOException.class);
    Job<Object> other = queue.submit(Call.of(ContractTasks::failWith, true).retry(retry));
    Job<Object> same = queue.submit(Call.of(ContractTasks::failWith, false).retry(retry));
    burst();

    assertThat(other.retriesLeft()).hasValue(5);
    assertThat(other.status()).isEqualTo(JobStatus.FAILED);
    assertThat(same.retriesLeft()).hasValue(0);
  }

  @Test
  @Pins({"R-13", "R-14", "R-15", "R-16", "CB-09", "RES-11"})
  void canBeAskedForByTheFunction() {
    Job<Retry> job = queue.enqueue(ContractTasks::again, 2, 30);

    burst();
    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(backend.jobs().results(job.id(), 1))
        .extracting(StoredResult::type, StoredResult::returnValue)
        .containsExactly(
            tuple(
                ResultType.RETRIED,
                Bytes.ofText("{\"max\": 2, \"intervals\": [30], \"enqueue_at_front\": false}")));
    pass(30);
    burst();
    pass(30);
    burst();

    assertThat(runs("again")).isEqualTo(3);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().type()).isEqualTo(ResultType.MAX_RETRIES_EXCEEDED);
    job.requeue();
    burst();
    assertThat(job.status()).as("R-17: counted anew").isEqualTo(JobStatus.SCHEDULED);
  }

  @Test
  @Pins("R-01")
  void areAskedForWithAPolicyThatMakesSense() {
    assertThat(Retry.max(3).intervals()).containsExactly(Duration.ZERO);
    assertThat(Retry.max(3).every(Duration.ofSeconds(5)).intervals())
        .containsExactly(Duration.ofSeconds(5));
    assertThat(Retry.max(3).intervals(5, 10).intervals())
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retry.max(0))
        .withMessageContaining("greater than 0, not 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Retry.max(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retry.max(1).every(Duration.ofSeconds(-5)))
        .withMessageContaining("interval");
    assertThatIllegalArgumentException().isThrownBy(() -> Retry.max(1).intervals(1, -5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retry.max(1).every(Duration.ofMillis(1500)));
    assertThatIllegalArgumentException().isThrownBy(() -> Retry.max(1).intervals(new int[0]));
  }

  @Test
  @Pins("R-01")
  void readAsTheyDoInRq() {
    assertThat(Retry.max(2).every(Duration.ofSeconds(5)))
        .hasToString("Retry(max=2, interval=5, enqueue_at_front=False)");
    assertThat(Retry.max(1)).hasToString("Retry(max=1, interval=0, enqueue_at_front=False)");
    assertThat(Retry.max(3).intervals(1, 2, 3).atFront())
        .hasToString("Retry(max=3, interval=[1, 2, 3], enqueue_at_front=True)");
  }

  @Test
  @Pins("R-14")
  void thatTheFunctionAsksForHaveTheLastIntervalRepeated() {
    Job<Retry> job = queue.enqueue(ContractTasks::againAfter, List.of(1, 2, 3), 5);

    for (int pause : List.of(1, 2, 3, 3, 3)) {
      assertThat(burst().executed()).isEqualTo(1);
      assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(pause));
      pass(pause);
    }
    burst();
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins("R-16")
  void thatTheFunctionAsksForGoToTheBackOfTheQueue() {
    queue.enqueue(ContractTasks::againAtFront, 1);
    queue.enqueue(ContractTasks::log, "other");

    burst();

    assertThat(ContractTasks.LOG).containsExactly("again", "other", "again");
  }

  @Test
  @Pins({"R-15", "REG-12"})
  void thatTheFunctionAskedForInVainAreAFailureThatIsKeptAsLongAsOthers() {
    Call<Retry> call = Call.of(ContractTasks::again, 1, 0);
    Job<Retry> usual = queue.submit(call);
    Job<Retry> brief = queue.submit(call.failureTtl(Duration.ofMinutes(1)));

    assertThat(burst().executed()).as("two runs each").isEqualTo(4);

    assertThat(queue.failed().contains(usual)).isTrue();
    assertThat(usual.latestResult().orElseThrow().failure())
        .contains(
            "Maximum retry attempts exceeded: the Retry that the function returned allows no more");
    assertThat(usual.results().get(1).failure()).as("that one was granted").isEmpty();
    assertThat(backend.jobs().results(usual.id(), 2))
        .extracting(StoredResult::failure)
        .as("as in RQ")
        .containsExactly(null, null);
    assertThat(usual.latestResult().orElseThrow().executionId()).isPresent();
    assertThat(usual.expiresAt()).contains(clock.instant().plus(Duration.ofDays(365)));
    assertThat(brief.expiresAt()).contains(clock.instant().plusSeconds(60));
    pass(60);
    assertThat(brief.results()).isEmpty();
  }

  @Test
  @Pins("R-11")
  void comeAfterARunThatWasKilledToo() {
    Job<Void> job =
        queue.submit(
            Call.ofVoid(ContractTasks::waitAtGate).retry(Retry.max(1).every(Duration.ofHours(1))));
    Worker worker = rq.worker(WorkerOptions.on().maxJobs(1));
    try (LiveWorker live = LiveWorker.start(worker)) {
      live.awaitArrival();
      assertThat(backend.signals().send(worker.name(), new Command.KillHorse())).isTrue();
      live.report();
    }

    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(job.retriesLeft()).hasValue(0);
  }

  @Test
  @Pins("R-19")
  void canBackOffWithPausesThatDouble() {
    Duration first = Duration.ofSeconds(10);
    Retry doubling = Retry.max(5).backoff(first, Duration.ofSeconds(60)).jitter(0);

    assertThat(doubling.intervals())
        .extracting(Duration::toSeconds)
        .containsExactly(10L, 20L, 40L, 60L, 60L);
    Job<String> job = queue.submit(Call.of(ContractTasks::failUntil, "it", 9).retry(doubling));
    burst();
    assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(10));
    pass(10);
    burst();
    assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(20));
  }

  @Test
  @Pins({"R-19", "R-14"})
  void pausesVaryFromJobToJobAsTheRandomnessOfTheProgramSays() {
    Retry varying = Retry.max(1).every(Duration.ofSeconds(100)).jitter(0.5);

    List<Long> pauses = pausesOf(varying, 1);

    assertThat(pauses)
        .hasSize(20)
        .allSatisfy(pause -> assertThat(pause).isBetween(50L, 150L))
        .anySatisfy(pause -> assertThat(pause).isLessThan(90))
        .anySatisfy(pause -> assertThat(pause).isGreaterThan(110));
    assertThat(pausesOf(varying, 1)).isEqualTo(pauses);
    assertThat(pausesOf(varying, 2)).isNotEqualTo(pauses);
  }

  // Ten that fail, ten that ask for another run.
  private List<Long> pausesOf(Retry retry, long seed) {
    Rq program = opened(Rq.on(backend).clock(clock).random(new Random(seed)).open());
    Queue its = program.queue("seed-" + seed);
    List<Job<?>> jobs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      jobs.add(its.submit(Call.of(ContractTasks::failUntil, "it " + i, 9).retry(retry)));
      jobs.add(its.enqueue(ContractTasks::againAboutThen, 100, 0.5));
    }
    program.worker(its.name()).burst();
    return jobs.stream()
        .map(job -> its.scheduled().timeOf(job).orElseThrow())
        .map(due -> Duration.between(clock.instant(), due).toSeconds())
        .toList();
  }

  @Test
  @Pins({"R-17", "R-15"})
  void thatTheFunctionAsksForAreCountedAnewAfterARequeue() {
    Job<Retry> job = queue.enqueue(ContractTasks::again, 1, 0);
    burst();
    assertThat(job.results())
        .extracting(Result::type)
        .containsExactly(ResultType.MAX_RETRIES_EXCEEDED, ResultType.RETRIED);

    job.requeue();
    burst();

    assertThat(job.results())
        .extracting(Result::type)
        .containsExactly(
            ResultType.MAX_RETRIES_EXCEEDED,
            ResultType.RETRIED,
            ResultType.MAX_RETRIES_EXCEEDED,
            ResultType.RETRIED);
    assertThat(runs("again")).isEqualTo(4);
  }

  @Test
  @Pins({"R-18", "WH-03"})
  void thatTheFunctionAskedForInVainAreToldOfOnce() throws Exception {
    try (RequestLog log = RequestLog.start()) {
      queue.submit(
          Call.of(ContractTasks::again, 2, 0)
              .webhook(Webhook.get(log.url("/failed"), JobStatus.FAILED))
              .webhook(Webhook.get(log.url("/finished"), JobStatus.FINISHED)));

      assertThat(burst().executed()).isEqualTo(3);

      assertThat(log.requests()).containsExactly("GET /failed null null ");
    }
  }

  @Test
  @Pins({"SYNC-14", "R-05"})
  void happenInSynchronousProgramsToo() {
    Rq sync = Rq.on(backend).clock(clock).synchronous().open();
    Job<String> job =
        sync.queue().submit(Call.of(ContractTasks::failUntil, "it", 2).retry(Retry.max(1)));

    assertThat(job.returnValue()).contains("it succeeded in run 2");
  }
}
