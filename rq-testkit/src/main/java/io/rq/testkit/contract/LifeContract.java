package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.DuplicateJobException;
import io.rq.ExecutionId;
import io.rq.InvalidJobOperationException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchJobException;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Repeat;
import io.rq.Result;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.Webhook;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.spi.Backend;
import io.rq.spi.Command;
import io.rq.spi.Lease;
import io.rq.spi.Selection;
import io.rq.testkit.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The whole life of a job as a program sees it, on any backend: retry, repeat, schedule,
 * dependencies, callbacks, cancel, delete, requeue, stop, lost workers. Extend it with a factory of
 * your backend.
 */
public abstract class LifeContract {

  private final TestClock clock = new TestClock(TestClock.START);
  private Backend backend;
  private Rq rq;
  private Queue queue;

  /** For subclasses. */
  @SuppressWarnings("NullAway.Init") // JUnit calls open() first
  protected LifeContract() {}

  /** Opens a backend on an empty installation. */
  protected abstract Backend openBackend();

  @BeforeEach
  final void open() {
    backend = openBackend();
    rq = Rq.on(backend).clock(clock).open();
    queue = rq.queue();
    ContractTasks.rq = rq;
    ContractTasks.LOG.clear();
  }

  @AfterEach
  final void close() {
    ContractTasks.gate.countDown();
    rq.close();
  }

  private WorkReport burst() {
    return rq.worker("default", "low", "high").burst();
  }

  private void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  private long runs(String line) {
    return ContractTasks.LOG.stream().filter(line::equals).count();
  }

  /** After an exception. */
  @Nested
  class Retries {

    @Test
    @Pins({"R-03", "R-05", "BURST-03", "Q-41"})
    void comeAtOnceWithoutAnInterval() {
      Job<String> job =
          queue.submit(Call.of(ContractTasks::failUntil, "it", 3).retry(Retry.max(2)));

      WorkReport report = burst();

      assertThat(report.executed()).isEqualTo(3);
      assertThat(report.failures()).extracting(f -> f.isRetried()).containsExactly(true, true);
      assertThat(job.returnValue()).contains("it succeeded in run 3");
      assertThat(job.retriesLeft()).hasValue(0);
    }

    @Test
    @Pins({"R-03", "R-08", "D-18"})
    void endInAFailureWhenNoneIsLeftAndEachAttemptIsRecorded() {
      Job<String> job =
          queue.submit(Call.of(ContractTasks::failUntil, "it", 9).retry(Retry.max(2)));

      WorkReport report = burst();

      assertThat(report.failures())
          .extracting(f -> f.isRetried())
          .containsExactly(true, true, false);
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
      assertThat(job.latestResult().orElseThrow().type()).isEqualTo(ResultType.RETRIED);
      pass(30);
      burst();
      pass(30);
      burst();

      assertThat(runs("again")).isEqualTo(3);
      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.latestResult().orElseThrow().type())
          .isEqualTo(ResultType.MAX_RETRIES_EXCEEDED);
      job.requeue();
      burst();
      assertThat(job.status()).as("R-17: counted anew").isEqualTo(JobStatus.SCHEDULED);
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

  /** After a success. */
  @Nested
  class Repeats {

    @Test
    @Pins({"R-20", "R-22", "R-23", "R-21"})
    void runTheJobSoManyMoreTimes() {
      Job<String> job = queue.submit(Call.of(ContractTasks::log, "x").repeat(Repeat.times(2)));

      assertThat(burst().executed()).isEqualTo(3);
      assertThat(job.results()).hasSize(3);
      assertThat(job.repeatsLeft()).hasValue(0);
      assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    @Pins({"R-25", "R-24", "R-23"})
    void useTheirIntervalsInTheOrderGiven() {
      Job<String> job =
          queue.submit(Call.of(ContractTasks::log, "x").repeat(Repeat.times(3).intervals(5, 10)));

      burst();
      assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(5));
      pass(5);
      burst();
      assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(10));
      pass(10);
      burst();
      assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(10));
    }

    @Test
    @Pins("R-26")
    void endWithAFailure() {
      Job<Integer> job = queue.submit(Call.of(ContractTasks::fail, "no").repeat(Repeat.times(2)));
      burst();

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.repeatsLeft()).hasValue(2);
    }
  }

  /** Enqueueing for later. */
  @Nested
  class Scheduling {

    @Test
    @Pins({"S-01", "S-02", "S-05", "S-17", "BURST-04", "Q-15"})
    void holdsAJobBackUntilItsTime() {
      Job<Integer> job = queue.enqueueIn(Duration.ofHours(1), ContractTasks::add, 1, 2);

      assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
      assertThat(queue.scheduled().timeOf(job)).contains(clock.instant().plusSeconds(3600));
      assertThat(queue.isEmpty()).isTrue();
      pass(3599);
      assertThat(burst().didWork()).isFalse();
      pass(1);
      assertThat(burst().executed()).isEqualTo(1);
      assertThat(job.returnValue()).contains(3);
      assertThat(job.enqueuedAt()).contains(clock.instant());
      assertThat(queue.scheduled().size()).isZero();
    }

    @Test
    @Pins({"S-08", "S-06"})
    void remembersTheEndOfTheQueueAndMovesTheLongestDueFirst() {
      queue.at(clock.instant().plusSeconds(2)).enqueue(ContractTasks::log, "second");
      queue.at(clock.instant().plusSeconds(1)).enqueue(ContractTasks::log, "first");
      queue
          .at(clock.instant().plusSeconds(3))
          .submit(Call.of(ContractTasks::log, "front").atFront());
      pass(3);
      burst();

      assertThat(ContractTasks.LOG).containsExactly("front", "first", "second");
    }

    @Test
    @Pins({"S-09", "SYNC-23"})
    void runsWhatIsPastAtTheNextLook() {
      Job<Integer> job =
          queue.enqueueAt(clock.instant().minusSeconds(10), ContractTasks::add, 1, 2);

      assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
      burst();
      assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    @Pins("BURST-09")
    void needsAWorkerThatSchedules() {
      queue.enqueueIn(Duration.ZERO, ContractTasks::nothing);

      assertThat(rq.worker(WorkerOptions.on().withoutScheduler()).burst().didWork()).isFalse();
    }

    @Test
    @Pins({"U-08", "U-09", "D-27", "J-21"})
    void refusesWhatCannotBe() {
      queue.in(Duration.ofHours(1)).submit(Call.of(ContractTasks::add, 1, 2).id("job-1"));
      Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);

      assertThatExceptionOfType(DuplicateJobException.class)
          .isThrownBy(
              () ->
                  queue
                      .in(Duration.ofHours(2))
                      .submit(Call.of(ContractTasks::add, 3, 4).id("job-1")));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  queue
                      .in(Duration.ofHours(2))
                      .submit(Call.of(ContractTasks::add, 3, 4).dependsOn(parent)))
          .withMessageContaining("a time and for other jobs");
      assertThatIllegalArgumentException().isThrownBy(() -> queue.in(Duration.ofSeconds(-1)));
    }
  }

  /** Waiting for other jobs. */
  @Nested
  class Dependencies {

    @Test
    @Pins({"D-03", "D-06", "D-07", "J-36", "BURST-03"})
    void deferAJobUntilItsParentIsFinished() {
      Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
      Job<Integer> child =
          rq.queue("low").submit(Call.of(ContractTasks::sumOfParents).dependsOn(parent));

      assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
      assertThat(rq.queue("low").deferred().contains(child)).isTrue();
      assertThat(rq.queue("low").isEmpty()).isTrue();
      burst();
      assertThat(child.returnValue()).as("D-29: it can read its parent's result").contains(3);
      assertThat(rq.queue("low").deferred().size()).isZero();
    }

    @Test
    @Pins({"D-01", "D-06", "D-10"})
    void waitForAllParents() {
      Job<Integer> one = rq.queue("high").enqueue(ContractTasks::add, 1, 2);
      Job<Integer> two = queue.enqueue(ContractTasks::add, 3, 4);
      Job<Integer> child = queue.submit(Call.of(ContractTasks::sumOfParents).dependsOn(one, two));

      rq.worker("high").burst();
      assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
      burst();
      assertThat(child.returnValue()).contains(10);
      assertThat(child.dependencies()).containsExactlyInAnyOrder(asObject(one), asObject(two));
    }

    @Test
    @Pins({"D-04", "D-14"})
    void areMetAtOnceByParentsThatAreFinished() {
      Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
      burst();
      Job<String> child = queue.submit(Call.of(ContractTasks::log, "x").dependsOn(parent));

      assertThat(child.status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    @Pins("D-14")
    void areMetByAParentThatKeepsNothing() {
      Job<Integer> parent =
          queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Retention.none()));
      Job<String> child = queue.submit(Call.of(ContractTasks::log, "x").dependsOn(parent));
      burst();

      assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    @Pins({"D-09", "D-11", "D-26"})
    void onAFailedParentWaitUnlessFailureIsAllowed() {
      Job<Integer> parent = queue.enqueue(ContractTasks::fail, "boom");
      Job<String> strict = queue.submit(Call.of(ContractTasks::log, "strict").dependsOn(parent));
      Job<String> tolerant =
          queue.submit(
              Call.of(ContractTasks::log, "tolerant")
                  .dependsOn(Dependency.on(parent).allowFailure().atFront()));
      burst();

      assertThat(strict.status()).isEqualTo(JobStatus.DEFERRED);
      assertThat(tolerant.status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    @Pins("D-11")
    void areReleasedToTheFrontIfAsked() {
      Job<Integer> parent = rq.queue("high").enqueue(ContractTasks::add, 1, 2);
      queue.enqueue(ContractTasks::log, "waiting");
      queue.submit(Call.of(ContractTasks::log, "front").dependsOn(Dependency.on(parent).atFront()));
      rq.worker("high").burst();
      burst();

      assertThat(ContractTasks.LOG).containsExactly("front", "waiting");
    }

    @Test
    @Pins("D-23")
    void onAParentThatFailedBeforeAreMetIfFailureIsAllowed() {
      Job<Integer> parent = queue.enqueue(ContractTasks::fail, "boom");
      burst();
      Job<String> child =
          queue.submit(
              Call.of(ContractTasks::log, "x").dependsOn(Dependency.on(parent).allowFailure()));

      assertThat(child.status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    @Pins({"D-18", "D-26"})
    void areReleasedWhenARetriedOrRequeuedParentSucceeds() {
      Job<String> parent =
          queue.submit(Call.of(ContractTasks::failUntil, "it", 3).retry(Retry.max(1)));
      Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
      burst();
      assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);

      parent.requeue();
      burst();

      assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    @Pins({"D-15", "D-16"})
    void areCanceledWithTheirParent() {
      Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
      Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
      Job<String> grandchild = queue.submit(Call.of(ContractTasks::log, "grand").dependsOn(child));

      parent.cancel();

      assertThat(child.status()).isEqualTo(JobStatus.CANCELED);
      assertThat(grandchild.status()).isEqualTo(JobStatus.CANCELED);
      assertThat(burst().didWork()).isFalse();
      assertThat(queue.canceled().size()).isEqualTo(3);
    }

    @Test
    @Pins({"J-26", "D-16"})
    void areReleasedByACancelThatSaysSo() {
      Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
      Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));

      parent.cancelAndRelease();

      assertThat(child.status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    @Pins({"D-24", "Q-06", "J-24"})
    void areReleasedWhenTheirParentIsDeleted() {
      Job<Integer> deleted = queue.enqueue(ContractTasks::add, 1, 2);
      Job<String> one = rq.queue("low").submit(Call.of(ContractTasks::log, "1").dependsOn(deleted));
      Job<Integer> emptied = queue.enqueue(ContractTasks::add, 1, 2);
      Job<String> two = rq.queue("low").submit(Call.of(ContractTasks::log, "2").dependsOn(emptied));

      deleted.delete();
      assertThat(queue.empty()).isEqualTo(1);

      assertThat(one.status()).isEqualTo(JobStatus.QUEUED);
      assertThat(two.status()).isEqualTo(JobStatus.QUEUED);
      assertThat(deleted.exists()).isFalse();
      assertThat(emptied.exists()).isFalse();
    }

    @Test
    @Pins({"D-24", "Q-06"})
    void areReleasedIntoAQueueThatIsBeingEmptied() {
      Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
      Job<String> child = queue.submit(Call.of(ContractTasks::log, "x").dependsOn(parent));

      assertThat(queue.empty()).isEqualTo(1);

      assertThat(child.status()).isEqualTo(JobStatus.QUEUED);
      assertThat(queue.jobIds()).containsExactly(child.id());
    }

    @Test
    @Pins({"D-09", "D-26", "REG-13"})
    void onAFailedParentThatWouldLeaveNoTraceKeepIt() {
      Job<Integer> parent =
          queue.submit(Call.of(ContractTasks::fail, "boom").failureTtl(Retention.none()));
      Job<String> child = queue.submit(Call.of(ContractTasks::log, "x").dependsOn(parent));
      burst();

      assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
      assertThat(parent.status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    @Pins({"D-14", "D-25", "D-15", "D-02"})
    void onWhatCannotEndAreRefused() {
      Job<Integer> canceled = queue.enqueue(ContractTasks::add, 1, 2);
      canceled.cancel();

      assertThatExceptionOfType(NoSuchJobException.class)
          .isThrownBy(
              () -> queue.submit(Call.of(ContractTasks::log, "x").dependsOn(Dependency.on("none"))))
          .withMessageContaining("none");
      assertThatExceptionOfType(InvalidJobOperationException.class)
          .isThrownBy(() -> queue.submit(Call.of(ContractTasks::log, "x").dependsOn(canceled)))
          .withMessageContaining("canceled");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  queue.submit(
                      Call.of(ContractTasks::log, "x").id("me").dependsOn(Dependency.on("me"))))
          .withMessageContaining("wait for itself");
      assertThatIllegalArgumentException().isThrownBy(() -> Dependency.on(new String[0]));
      assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    @Pins({"Q-28", "D-22"})
    void mayBeAmongJobsThatAreEnqueuedTogether() {
      List<Job<?>> jobs =
          queue.submitAll(
              List.of(
                  Call.of(ContractTasks::add, 1, 2).id("a"),
                  Call.of(ContractTasks::add, 3, 4).id("b"),
                  Call.of(ContractTasks::sumOfParents).id("c").dependsOn(Dependency.on("a", "b"))));

      assertThat(jobs)
          .extracting(job -> job.status().wireName())
          .containsExactly("queued", "queued", "deferred");
      burst();
      assertThat(rq.job("c").returning(Integer.class).returnValue()).contains(10);
    }

    @Test
    @Pins({"SYNC-20", "D-28"})
    void runInlineInSynchronousPrograms() {
      Rq sync = Rq.on(backend).clock(clock).synchronous().open();
      Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
      Job<String> child =
          sync.queue("low").submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
      assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);

      parent.cancelAndRelease();
      Job<Integer> done = sync.queue().enqueue(ContractTasks::add, 1, 2);
      Job<String> next =
          sync.queue("low").submit(Call.of(ContractTasks::log, "next").dependsOn(done));

      assertThat(next.status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    @Pins("D-08")
    void areReleasedOnceHoweverManyWorkersThereAre() throws Exception {
      Job<Integer> one = queue.enqueue(ContractTasks::add, 1, 2);
      Job<Integer> two = rq.queue("low").enqueue(ContractTasks::add, 3, 4);
      Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(one, two));

      CompletableFuture<WorkReport> a =
          CompletableFuture.supplyAsync(() -> rq.worker().burst(), OwnThread.EACH);
      CompletableFuture<WorkReport> b =
          CompletableFuture.supplyAsync(() -> rq.worker("low").burst(), OwnThread.EACH);
      a.get(10, TimeUnit.SECONDS);
      b.get(10, TimeUnit.SECONDS);
      burst();

      assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
      assertThat(runs("child")).isEqualTo(1);
    }
  }

  /** Functions that are called when a run ended. */
  @Nested
  class CallbacksOfJobs {

    @Test
    @Pins({"CB-01", "CB-04", "CB-03", "J-35"})
    void areCalledForTheEndTheyAreFor() {
      queue.submit(Call.of(ContractTasks::log, "x").id("good").onSuccess(ContractTasks::onSuccess));
      queue.submit(
          Call.of(ContractTasks::fail, "boom").id("bad").onFailure(ContractTasks::onFailure));
      burst();

      assertThat(ContractTasks.LOG)
          .containsExactly("x", "success of good: x", "failure of bad: boom");
    }

    @Test
    @Pins({"CB-05", "R-10"})
    void makeARunFailIfTheyFail() {
      Job<String> job =
          queue.submit(
              Call.of(ContractTasks::log, "x").id("it").onSuccess(ContractTasks::failingOnSuccess));
      burst();

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
          .contains("callback of it failed");
    }

    @Test
    @Pins("R-09")
    void areCalledAtEachFailedAttempt() {
      queue.submit(
          Call.of(ContractTasks::fail, "boom")
              .id("it")
              .retry(Retry.max(2))
              .onFailure(ContractTasks::onFailure));
      burst();

      assertThat(runs("failure of it: boom")).isEqualTo(3);
    }
  }

  /** Telling others over HTTP. */
  @Nested
  class Webhooks {

    @Test
    @Pins({"WH-03", "WH-04", "WH-06", "WH-07", "WH-08", "WH-02"})
    void tellOnceOfTheEndTheyAreFor() throws Exception {
      try (RequestLog log = RequestLog.start()) {
        Webhook failed = Webhook.post(log.url("/failed"), JobStatus.FAILED).header("X-Key", "k");
        Webhook finished = Webhook.get(log.url("/finished"), JobStatus.FINISHED);
        queue.submit(
            Call.of(ContractTasks::fail, "boom")
                .id("bad")
                .retry(Retry.max(2))
                .webhook(failed)
                .webhook(finished));
        queue.submit(
            Call.of(ContractTasks::add, 1, 2).id("good").webhook(failed).webhook(finished));
        burst();

        assertThat(log.requests()).hasSize(2);
        assertThat(log.requests().get(1))
            .startsWith("POST /failed k {")
            .contains("\"job_id\": \"bad\"")
            .contains("\"func_name\": \"io.rq.testkit.contract.ContractTasks.fail\"")
            .contains("\"status\": \"failed\"")
            .contains("\"ended_at\": \"2024-01-01T00:00:00.000000+00:00\"")
            .contains("java.io.IOException: boom");
        assertThat(log.requests().get(0)).isEqualTo("GET /finished null ");
      }
    }

    @Test
    @Pins("WH-04")
    void waitNoLongerThanTheyMayForAnAnswer() throws Exception {
      try (RequestLog log = RequestLog.stalling()) {
        Webhook stalled =
            Webhook.get(log.url("/"), JobStatus.FINISHED).timeout(Duration.ofSeconds(1));
        Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).webhook(stalled));

        burst();

        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(log.requests()).hasSize(1);
      }
    }

    @Test
    @Pins({"WH-04", "SYNC-18"})
    void changeNothingIfTheyFail() {
      Webhook nobody =
          Webhook.get("http://127.0.0.1:1/", JobStatus.FINISHED).timeout(Duration.ofSeconds(1));
      Rq sync = Rq.on(backend).clock(clock).synchronous().open();
      Job<Integer> job = sync.queue().submit(Call.of(ContractTasks::add, 1, 2).webhook(nobody));

      assertThat(job.returnValue()).contains(3);
    }
  }

  /** Calling off, deleting, putting back. */
  @Nested
  class Actions {

    @Test
    @Pins({"J-25", "X-02"})
    void cancelTakesAJobOutOfItsQueueOnce() {
      Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

      job.cancel();

      assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
      assertThat(queue.isEmpty()).isTrue();
      assertThat(queue.canceled().contains(job)).isTrue();
      assertThatExceptionOfType(InvalidJobOperationException.class)
          .isThrownBy(job::cancel)
          .withMessage("Cannot cancel already canceled job: " + job.id());
    }

    @Test
    @Pins({"J-29", "REG-17", "R-12", "REG-18"})
    void requeueBeginsAgainWithAllRetries() {
      Job<String> job =
          queue.submit(Call.of(ContractTasks::failUntil, "it", 4).retry(Retry.max(1)));
      burst();
      assertThat(job.status()).isEqualTo(JobStatus.FAILED);

      job.requeue();
      assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
      assertThat(job.endedAt()).isEmpty();
      assertThat(job.expiresAt()).isEmpty();
      assertThat(job.retriesLeft()).hasValue(1);
      burst();

      assertThat(job.returnValue()).contains("it succeeded in run 4");
    }

    @Test
    @Pins({"REG-17", "X-02", "X-01"})
    void requeueWantsAJobWhoseLifeIsOver() {
      Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

      assertThatExceptionOfType(InvalidJobOperationException.class)
          .isThrownBy(job::requeue)
          .withMessageContaining("it is queued");
    }

    @Test
    @Pins("REG-17")
    void requeueAllTakesAllOfARegistry() {
      queue.enqueue(ContractTasks::fail, "a");
      queue.enqueue(ContractTasks::fail, "b");
      burst();

      assertThat(queue.failed().requeueAll()).isEqualTo(2);
      assertThat(queue.size()).isEqualTo(2);
      assertThat(queue.failed().size()).isZero();
    }

    @Test
    @Pins({"J-24", "J-42"})
    void deleteLeavesNothing() {
      Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).group("g"));
      burst();

      job.delete();

      assertThat(job.exists()).isFalse();
      assertThat(job.results()).isEmpty();
      assertThat(queue.finished().size()).isZero();
      assertThat(rq.groups()).isEmpty();
      assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(job::delete);
    }

    @Test
    @Pins({"Q-06", "Q-07"})
    void emptyAndDeleteAQueue() {
      queue.enqueue(ContractTasks::nothing);
      queue.enqueue(ContractTasks::nothing);

      assertThat(queue.empty()).isEqualTo(2);
      assertThat(queue.isEmpty()).isTrue();
      queue.delete();
      assertThat(rq.queues()).isEmpty();
    }

    @Test
    @Pins({"G-01", "G-02", "G-03"})
    void aGroupHoldsItsJobs() {
      Job<Integer> a = queue.submit(Call.of(ContractTasks::add, 1, 2).group("g"));
      Job<Integer> b = rq.queue("low").submit(Call.of(ContractTasks::add, 3, 4).group("g"));

      assertThat(rq.groups()).containsExactly("g");
      assertThat(rq.group("g")).containsExactlyInAnyOrder(asObject(a), asObject(b));
      a.delete();
      assertThat(rq.group("g")).containsExactly(asObject(b));
      assertThat(rq.group("none")).isEmpty();
    }

    @Test
    @Pins({"WH-01", "Q-23", "J-01"})
    void optionsThatCannotBeAreRefused() {
      assertThatIllegalArgumentException().isThrownBy(() -> Retry.max(0));
      assertThatIllegalArgumentException().isThrownBy(() -> Retry.max(1).intervals(-1));
      assertThatIllegalArgumentException().isThrownBy(() -> Repeat.times(0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Webhook.get("ftp://x/", JobStatus.FINISHED));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Webhook.get("http://x/", JobStatus.QUEUED));
    }
  }

  /** Workers that are told to, or lost. */
  @Nested
  class Workers {

    @Test
    @Pins({"CMD-04", "CB-10", "R-11", "D-15", "CMD-01"})
    void stopARunWhenTold() throws Exception {
      ContractTasks.gate = new CountDownLatch(1);
      ContractTasks.arrived = new CountDownLatch(1);
      Job<Void> job =
          queue.submit(
              Call.ofVoid(ContractTasks::waitAtGate)
                  .id("it")
                  .retry(Retry.max(3))
                  .onStopped(ContractTasks::onStopped));
      Worker worker = rq.worker(WorkerOptions.on().maxJobs(1));
      CompletableFuture<WorkReport> working =
          CompletableFuture.supplyAsync(worker::work, OwnThread.EACH);
      assertThat(ContractTasks.arrived.await(10, TimeUnit.SECONDS)).isTrue();

      job.stop();
      working.get(10, TimeUnit.SECONDS);

      assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
      assertThat(queue.failed().contains(job)).isTrue();
      assertThat(job.latestResult().orElseThrow().failure())
          .contains("Job stopped by user, work-horse terminated.");
      assertThat(ContractTasks.LOG).containsExactly("stopped it");
    }

    @Test
    @Pins({"CMD-04", "X-02"})
    void cannotStopWhatDoesNotRun() {
      Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

      assertThatExceptionOfType(InvalidJobOperationException.class)
          .isThrownBy(job::stop)
          .withMessageContaining("it is not running, but queued");
    }

    @Test
    @Pins("J-28")
    void discardWhatComesOfACanceledRun() throws Exception {
      ContractTasks.gate = new CountDownLatch(1);
      ContractTasks.arrived = new CountDownLatch(1);
      Job<Void> job = queue.enqueue(ContractTasks::waitAtGate);
      Worker worker = rq.worker(WorkerOptions.on().maxJobs(1));
      CompletableFuture<WorkReport> working =
          CompletableFuture.supplyAsync(worker::work, OwnThread.EACH);
      assertThat(ContractTasks.arrived.await(10, TimeUnit.SECONDS)).isTrue();

      job.cancel();
      ContractTasks.gate.countDown();
      working.get(10, TimeUnit.SECONDS);

      assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
      assertThat(queue.finished().size()).isZero();
    }

    @Test
    @Pins({"W-28", "X-06", "TO-03"})
    void cutOffARunWhoseTimeIsOver() {
      ContractTasks.gate = new CountDownLatch(1);
      Job<Void> job =
          queue.submit(Call.ofVoid(ContractTasks::waitAtGate).timeout(Duration.ofSeconds(1)));

      burst();

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
          .contains("JobTimeoutException")
          .contains("Task exceeded maximum timeout value (1 seconds)");
    }

    @Test
    @Pins({"REG-16", "R-07", "BURST-12", "W-43", "CB-08", "X-07"})
    void recoverTheJobsOfLostOnes() {
      Job<Integer> failing =
          queue.submit(
              Call.of(ContractTasks::add, 1, 2).id("gone").onFailure(ContractTasks::onFailure));
      Job<Integer> retried =
          queue.submit(Call.of(ContractTasks::add, 3, 4).id("again").retry(Retry.max(1)));
      claimAndVanish();
      claimAndVanish();
      assertThat(burst().didWork()).as("leases hold").isFalse();

      pass(91);
      assertThat(burst().executed()).isEqualTo(1);

      assertThat(failing.status()).isEqualTo(JobStatus.FAILED);
      assertThat(failing.latestResult().orElseThrow().failure().orElseThrow())
          .contains("AbandonedJobError");
      assertThat(ContractTasks.LOG).hasSize(1);
      assertThat(retried.returnValue()).contains(7);
    }

    private void claimAndVanish() {
      Lease lease =
          new Lease(
              ExecutionId.of("lost" + ContractTasks.LOG.size() + queue.size()),
              WorkerName.of("lost"),
              clock.instant(),
              Duration.ofSeconds(90));
      assertThat(backend.jobs().claim(new Selection.FirstOf(List.of(QueueName.DEFAULT)), lease))
          .isPresent();
    }

    @Test
    @Pins({"CMD-02", "CMD-01"})
    void shutDownWhenTold() throws Exception {
      Worker worker = rq.worker(WorkerOptions.on().name("w-1"));
      CompletableFuture<WorkReport> working =
          CompletableFuture.supplyAsync(worker::work, OwnThread.EACH);
      Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
      assertThat(job.latestResult(Duration.ofSeconds(10))).isPresent();

      assertThat(backend.signals().send(WorkerName.of("w-1"), new Command.Shutdown())).isTrue();

      assertThat(working.get(10, TimeUnit.SECONDS).executed()).isEqualTo(1);
    }

    @Test
    @Pins({"W-34", "BURST-11"})
    void areSuspendedAndResumed() {
      queue.enqueue(ContractTasks::nothing);
      rq.suspend(Duration.ofMinutes(5));
      assertThat(rq.isSuspended()).isTrue();
      assertThat(burst().didWork()).isFalse();

      rq.resume();

      assertThat(rq.isSuspended()).isFalse();
      assertThat(burst().didWork()).isTrue();
    }
  }

  private Job<Object> asObject(Job<?> job) {
    return job.returning(Object.class);
  }
}
