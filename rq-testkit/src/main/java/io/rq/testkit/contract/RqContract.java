package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rq.Call;
import io.rq.DeserializationException;
import io.rq.DuplicateJobException;
import io.rq.Fn;
import io.rq.FunctionNotAllowedException;
import io.rq.InstanceResolver;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.NoSuchFunctionException;
import io.rq.NoSuchJobException;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Result;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.Rq;
import io.rq.SerializationException;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.spi.Backend;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.WorkerState;
import io.rq.testkit.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What a program sees of RQ, on any backend: enqueue, work, results. Extend it with a factory of
 * your backend; {@link BackendContract} has the finer rules of the waist below.
 */
public abstract class RqContract {

  private final TestClock clock = new TestClock(TestClock.START);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Backend backend;
  private Rq rq;
  private Queue queue;

  /** For subclasses. */
  @SuppressWarnings("NullAway.Init") // JUnit calls open() first
  protected RqContract() {}

  /** Opens a backend on an empty installation. */
  protected abstract Backend openBackend();

  @BeforeEach
  final void open() {
    backend = openBackend();
    rq = Rq.on(backend).clock(clock).open();
    opened.add(rq);
    queue = rq.queue();
    ContractTasks.rq = rq;
  }

  @AfterEach
  final void close() throws Exception {
    ContractTasks.gate.countDown();
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  private Rq synchronous() {
    return Rq.on(backend).clock(clock).synchronous().open();
  }

  private WorkReport burst() {
    return rq.worker().burst();
  }

  private static Throwable onlyFailure(WorkReport report) {
    assertThat(report.failures()).hasSize(1);
    return report.failures().get(0).error();
  }

  /** Putting calls into queues. */
  @Nested
  class Enqueue {

    @Test
    @Pins({"Q-17", "Q-04"})
    void givesAJobThatWaitsAtTheEndOfItsQueue() {
      Job<Integer> first = queue.enqueue(ContractTasks::add, 1, 2);
      Job<Integer> second = queue.enqueue(ContractTasks::add, 3, 4);

      assertThat(first.status()).isEqualTo(JobStatus.QUEUED);
      assertThat(first.enqueuedAt()).contains(clock.instant());
      assertThat(first.createdAt()).isEqualTo(clock.instant());
      assertThat(first.returnValue()).isEmpty();
      assertThat(queue.jobIds()).containsExactly(first.id(), second.id());
      assertThat(queue.size()).isEqualTo(2);
      assertThat(queue.position(second)).hasValue(1);
    }

    @Test
    @Pins("Q-23")
    void putsAJobAtTheFrontIfAsked() {
      Job<Integer> last = queue.enqueue(ContractTasks::add, 1, 2);
      Job<Integer> second = queue.submit(Call.of(ContractTasks::add, 3, 4).atFront());
      Job<Integer> first = queue.submit(Call.of(ContractTasks::add, 5, 6).atFront());

      assertThat(queue.jobIds()).containsExactly(first.id(), second.id(), last.id());
    }

    @Test
    @Pins({"Q-20", "Q-21", "Q-22", "J-01"})
    void storesEveryOption() {
      Job<Integer> job =
          queue.submit(
              Call.of(ContractTasks::add, 1, 2)
                  .id("job-1")
                  .description("adds")
                  .timeout(Duration.ofMinutes(5))
                  .ttl(Duration.ofHours(1))
                  .resultTtl(Duration.ofDays(1))
                  .failureTtl(Retention.forever())
                  .meta("owner", "ann"));

      var found = backend.jobs().find(List.of(job.id())).get(0).orElseThrow();
      assertThat(found.spec().id()).isEqualTo(JobId.of("job-1"));
      assertThat(found.spec().description()).isEqualTo("adds");
      assertThat(found.spec().timeout()).isEqualTo(Duration.ofMinutes(5));
      assertThat(found.spec().ttl()).isEqualTo(Duration.ofHours(1));
      assertThat(found.spec().resultTtl()).isEqualTo(Retention.of(Duration.ofDays(1)));
      assertThat(found.spec().failureTtl()).isEqualTo(Retention.forever());
      assertThat(job.meta()).isEqualTo(Map.of("owner", "ann"));
      assertThat(job.expiresAt()).contains(clock.instant().plus(1, ChronoUnit.HOURS));
    }

    @Test
    @Pins({"Q-20", "J-11"})
    void hasRqsDefaults() {
      Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

      var spec = backend.jobs().find(List.of(job.id())).get(0).orElseThrow().spec();
      assertThat(spec.timeout()).isEqualTo(Duration.ofMinutes(3));
      assertThat(spec.ttl()).isNull();
      assertThat(spec.resultTtl()).isNull();
      assertThat(spec.failureTtl()).isNull();
      assertThat(spec.description()).isEqualTo("io.rq.testkit.contract.ContractTasks.add(1, 2)");
      assertThat(job.meta()).isEmpty();
    }

    @Test
    @Pins("Q-20")
    void storesThatARunHasNoLimit() {
      Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).noTimeout());

      assertThat(backend.jobs().find(List.of(job.id())).get(0).orElseThrow().spec().timeout())
          .isNull();
    }

    @Test
    @Pins("Q-24")
    void takesAPathThatNobodyHereKnows() {
      Job<Object> job = queue.submit(Call.path("my_package.my_module.my_func", 3).kwarg("y", 4));

      assertThat(job.functionName()).isEqualTo("my_package.my_module.my_func");
      assertThat(job.description()).isEqualTo("my_package.my_module.my_func(3, y=4)");
      assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    @Pins({"U-03", "Q-42"})
    void refusesAnIdThatIsTakenAndChangesNothing() {
      Job<Integer> first = queue.submit(Call.of(ContractTasks::add, 1, 2).id("job-1"));

      assertThatExceptionOfType(DuplicateJobException.class)
          .isThrownBy(() -> queue.submit(Call.of(ContractTasks::add, 3, 4).id("job-1")))
          .withMessageContaining("job-1")
          .satisfies(e -> assertThat(e.jobId()).isEqualTo(first.id()));
      assertThat(queue.jobIds()).containsExactly(first.id());
      assertThat(first.isCallOf(Call.of(ContractTasks::add, 1, 2))).isTrue();
    }

    @Test
    @Pins("Q-15")
    void listsTheQueuesThatEverGotAJob() {
      rq.queue("b").enqueue(ContractTasks::nothing);
      rq.queue("a").enqueue(ContractTasks::nothing);
      rq.queue("never");

      assertThat(rq.queues()).extracting(Queue::name).containsExactly("a", "b");
    }
  }

  /** A worker that works until there is nothing left. */
  @Nested
  class Burst {

    @Test
    @Pins({"BURST-01", "BURST-02", "W-03", "W-18", "J-18", "RES-04"})
    void runsWhatWaitsAndRecordsHowItEnded() {
      Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
      clock.advance(Duration.ofSeconds(3));

      WorkReport report = burst();

      assertThat(report).isEqualTo(new WorkReport(1, 1, List.of()));
      assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
      assertThat(job.returnValue()).contains(3);
      assertThat(job.startedAt()).contains(clock.instant());
      assertThat(job.endedAt()).contains(clock.instant());
      assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    @Pins({"BURST-14", "BURST-02"})
    void saysThatItDidNothing() {
      assertThat(burst().didWork()).isFalse();
    }

    @Test
    @Pins("BURST-03")
    void runsWhatItsJobsEnqueue() {
      queue.enqueue(ContractTasks::enqueueMore, 5);

      assertThat(burst().executed()).isEqualTo(6);
    }

    @Test
    @Pins({"BURST-05", "W-40", "Q-32"})
    void takesFromTheFirstQueueFirst() {
      Job<String> low = rq.queue("low").enqueue(ContractTasks::currentId);
      Job<String> high = rq.queue("high").enqueue(ContractTasks::currentId);

      rq.worker(WorkerOptions.on("high", "low").maxJobs(1)).burst();

      assertThat(high.status()).isEqualTo(JobStatus.FINISHED);
      assertThat(low.status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    @Pins({"W-04", "BURST-06"})
    void stopsAfterSoManyJobs() {
      for (int i = 0; i < 3; i++) {
        queue.enqueue(ContractTasks::nothing);
      }

      WorkReport report = rq.worker(WorkerOptions.on().maxJobs(2)).burst();

      assertThat(report.executed()).isEqualTo(2);
      assertThat(queue.size()).isEqualTo(1);
      assertThat(backend.jobs().count(QueueName.DEFAULT, Place.STARTED)).isZero();
    }

    @Test
    @Pins({"BURST-07", "W-21", "W-19"})
    void goesOnAfterAFailure() {
      Job<Integer> bad = queue.enqueue(ContractTasks::fail, "boom");
      Job<Integer> good = queue.enqueue(ContractTasks::add, 1, 2);

      WorkReport report = burst();

      assertThat(report.executed()).isEqualTo(2);
      assertThat(report.failed()).isEqualTo(1);
      assertThat(onlyFailure(report)).isInstanceOf(IOException.class).hasMessage("boom");
      assertThat(bad.status()).isEqualTo(JobStatus.FAILED);
      assertThat(good.status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    @Pins({"BURST-11", "W-34"})
    void doesNothingWhileSuspended() {
      queue.enqueue(ContractTasks::nothing);
      backend.signals().suspend(clock.instant(), Optional.empty());

      assertThat(burst().didWork()).isFalse();
      assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    @Pins({"W-08", "W-02"})
    void signsOnAndOff() {
      queue.enqueue(ContractTasks::nothing);
      rq.worker(WorkerOptions.on().name("w-1")).burst();

      assertThat(backend.workers().workers(clock.instant())).isEmpty();
    }

    @Test
    @Pins("W-02")
    void refusesANameThatIsAlive() {
      Worker second = rq.worker(WorkerOptions.on().name("w-1"));
      queue.enqueue(ContractTasks::waitAtGate);

      try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().name("w-1")))) {
        live.awaitArrival();
        assertThatIllegalStateException()
            .isThrownBy(second::burst)
            .withMessageStartingWith("There exists an active worker named 'w-1' already");
        ContractTasks.gate.countDown();
      }
    }
  }

  /** What is left of a run. */
  @Nested
  class Results {

    @Test
    @Pins({"RES-02", "RES-12", "RES-03"})
    void sayWhoRanItAndWhen() {
      Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
      rq.worker(WorkerOptions.on().name("w-1")).burst();

      Result<Integer> result = job.latestResult().orElseThrow();
      assertThat(result.type()).isEqualTo(ResultType.SUCCESSFUL);
      assertThat(result.workerName()).contains(WorkerName.of("w-1"));
      assertThat(result.executionId()).isPresent();
      assertThat(result.startedAt()).contains(clock.instant());
      assertThat(result.endedAt()).contains(clock.instant());
      assertThat(result.createdAt()).isEqualTo(clock.instant());
      assertThat(job.results()).containsExactly(result);
      assertThat(job.workerName()).as("J-17").contains(WorkerName.of("w-1"));
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
    void areNotWaitedForLongerThanAsked() {
      Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);

      assertThat(job.latestResult(Duration.ofMillis(20))).isEmpty();
    }
  }

  /** Who may be called, and what it takes to be. */
  @Nested
  class Functions {

    @Test
    void areAllowedIfTheyCarryTheAnnotation() {
      Job<Object> job = queue.enqueue("io.rq.testkit.contract.ContractTasks.marked", 3, 4);
      burst();

      assertThat(job.returnValue()).contains(12);
    }

    @Test
    void areRefusedIfNobodyAllowedThem() {
      Job<Object> job = queue.enqueue("io.rq.testkit.contract.ContractTasks.unmarked", 3, 4);

      assertThat(onlyFailure(burst()))
          .isInstanceOf(FunctionNotAllowedException.class)
          .hasMessageContaining("@RqJob")
          .hasMessageContaining("Rq.Builder.allow");
      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.latestResult().orElseThrow().failure().orElseThrow()).contains("@RqJob");
    }

    @Test
    void areAllowedByPackage() {
      Rq open = Rq.on(backend).clock(clock).allow("io.rq.testkit").open();
      Job<Object> job = open.queue().enqueue("io.rq.testkit.contract.ContractTasks.unmarked", 3, 4);
      open.worker().burst();

      assertThat(job.returnValue()).contains(12);
    }

    @Test
    @Pins({"J-05", "SYNC-25"})
    void failTheJobIfTheyAreNotThere() {
      queue.enqueue("com.acme.Missing.run", 1);

      assertThat(onlyFailure(burst()))
          .isInstanceOf(NoSuchFunctionException.class)
          .hasMessageContaining("no class com.acme.Missing");
    }

    @Test
    void failTheJobIfTheyTakeOtherArguments() {
      queue.enqueue("io.rq.testkit.contract.ContractTasks.marked", 1);
      assertThat(onlyFailure(burst()))
          .isInstanceOf(NoSuchFunctionException.class)
          .hasMessageContaining("takes 2 arguments (int,int), but the job brings 1");

      queue.enqueue("io.rq.testkit.contract.ContractTasks.marked", 1, "two");
      assertThat(onlyFailure(burst()))
          .isInstanceOf(DeserializationException.class)
          .hasMessageContaining(
              "Argument 2 of io.rq.testkit.contract.ContractTasks.marked does not fit");
    }

    @Test
    @Pins("Q-24")
    void takeArgumentsByName() {
      Job<Object> job =
          queue.submit(Call.path("io.rq.testkit.contract.ContractTasks.marked", 3).kwarg("b", 5));
      queue.submit(Call.path("io.rq.testkit.contract.ContractTasks.marked", 3).kwarg("c", 5));

      assertThat(onlyFailure(burst())).hasMessageContaining("no parameters named [c]");
      assertThat(job.returnValue()).contains(15);
    }

    @Test
    @Pins("Q-24")
    void mayBeOverloaded() {
      Job<Integer> number =
          queue.submit(Call.of((Fn.F1<Integer, Integer>) ContractTasks::overloaded, 7));
      Job<Integer> text =
          queue.submit(Call.of((Fn.F1<String, Integer>) ContractTasks::overloaded, "seven"));
      burst();

      assertThat(number.returnValue()).contains(7);
      assertThat(text.returnValue()).contains(5);
    }

    @Test
    @Pins("Q-25")
    void cannotBeLambdaBodies() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> queue.enqueue((Integer a) -> a + 1, 1))
          .withMessageContaining("pass a reference to that");
      assertThat(rq.queues()).isEmpty();
    }
  }

  /** A greeting; data, so that it can travel. */
  record Greeting(String text) {
    String to(String name) {
      return text + " " + name;
    }
  }

  /** A service: holds a thread, so that it cannot travel. */
  static final class Greeter {
    final Thread thread = Thread.currentThread();
    final String text;

    Greeter(String text) {
      this.text = text;
    }

    String greet(String name) {
      return text + " " + name;
    }
  }

  /** Methods of objects. */
  @Nested
  class InstanceMethods {

    @Test
    @Pins({"Q-24", "J-04"})
    void runOnTheObjectThatTravels() {
      Job<String> bound = queue.enqueue(new Greeting("Hello")::to, "Ann");
      Job<String> unbound = queue.enqueue(Greeting::to, new Greeting("Bye"), "Bob");
      burst();

      assertThat(bound.returnValue()).contains("Hello Ann");
      assertThat(unbound.returnValue()).contains("Bye Bob");
    }

    @Test
    void runOnTheObjectThatTheWorkersResolverHandsOut() {
      Rq producer = Rq.on(backend).instances(InstanceResolver.of(new Greeter("producer's"))).open();
      Rq consumer =
          Rq.on(backend)
              .instances(InstanceResolver.of(new Greeter("worker's")))
              .allow("io.rq.testkit")
              .open();
      Greeter any = new Greeter("not sent");
      Job<String> job = producer.queue().enqueue(any::greet, "Ann");
      consumer.worker().burst();

      assertThat(job.returnValue()).contains("worker's Ann");
    }

    @Test
    void areRefusedIfTheirObjectCannotTravelAndNobodyHandsItOut() {
      Greeter greeter = new Greeter("hello");

      assertThatExceptionOfType(SerializationException.class)
          .isThrownBy(() -> queue.enqueue(greeter::greet, "Ann"))
          .withMessageContaining("InstanceResolver")
          .withMessageContaining("Greeter");
      assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void failTheJobIfTheWorkerKnowsNoObject() {
      Rq producer = Rq.on(backend).instances(InstanceResolver.of(new Greeter("hello"))).open();
      producer.queue().enqueue(new Greeter("hello")::greet, "Ann");
      Rq consumer = Rq.on(backend).allow("io.rq.testkit").open();

      assertThat(onlyFailure(consumer.worker().burst()))
          .isInstanceOf(NoSuchFunctionException.class)
          .hasMessageContaining("InstanceResolver");
    }
  }

  /** RQ's {@code is_async=False}. */
  @Nested
  class Synchronous {

    @Test
    @Pins({"SYNC-01", "SYNC-05", "SYNC-06", "SYNC-07", "RES-14"})
    void runsTheJobBeforeEnqueueReturns() {
      Job<Integer> job = synchronous().queue().enqueue(ContractTasks::add, 1, 2);

      assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
      assertThat(job.returnValue()).contains(3);
      assertThat(job.workerName()).contains(WorkerName.of("sync"));
      assertThat(job.enqueuedAt()).contains(clock.instant());
      assertThat(job.startedAt()).contains(clock.instant());
      assertThat(job.endedAt()).contains(clock.instant());
      assertThat(job.expiresAt()).contains(clock.instant().plusSeconds(500));
      assertThat(job.latestResult().orElseThrow().workerName()).isEmpty();
      assertThat(job.latestResult().orElseThrow().executionId()).isEmpty();
    }

    @Test
    @Pins({"SYNC-12", "SYNC-11"})
    void recordsAnExceptionAndDoesNotThrowIt() {
      Job<Integer> job = synchronous().queue().enqueue(ContractTasks::fail, "boom");

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.latestResult().orElseThrow().failure().orElseThrow()).contains("boom");
      assertThat(job.endedAt()).contains(clock.instant());
      assertThat(job.expiresAt()).contains(clock.instant().plus(365, ChronoUnit.DAYS));
    }

    @Test
    @Pins({"SYNC-02", "SYNC-27"})
    void neverStandsInTheQueue() {
      Job<String> job =
          synchronous().queue().submit(Call.of(ContractTasks::statusWhileRunning).atFront());

      assertThat(job.returnValue()).as("SYNC-03, fixed: the run is visible").contains("started");
      assertThat(queue.isEmpty()).isTrue();
      assertThat(rq.queues()).extracting(Queue::name).containsExactly("default");
      assertThat(backend.jobs().count(QueueName.DEFAULT, Place.STARTED)).isZero();
    }

    @Test
    @Pins({"SYNC-04", "J-30"})
    void nests() {
      Rq sync = synchronous();
      ContractTasks.rq = sync;

      sync.queue().enqueue(ContractTasks::enqueueMore, 3);

      assertThat(backend.jobs().count(QueueName.DEFAULT, Place.FINISHED)).isEqualTo(4);
      assertThat(Job.current()).isEmpty();
    }

    @Test
    @Pins("SYNC-19")
    void runsWhileSuspended() {
      backend.signals().suspend(clock.instant(), Optional.empty());

      assertThat(synchronous().queue().enqueue(ContractTasks::add, 1, 2).returnValue()).contains(3);
    }

    @Test
    @Pins({"SYNC-29", "SYNC-09"})
    void givesTheFunctionACopyOfItsArguments() {
      List<Integer> numbers = new ArrayList<>(List.of(1));

      synchronous().queue().enqueue(ContractTasks::mutate, numbers);

      assertThat(numbers).containsExactly(1);
    }

    @Test
    @Pins("SYNC-25")
    void storesNothingIfTheCallIsWrong() {
      assertThatExceptionOfType(SerializationException.class)
          .isThrownBy(() -> synchronous().queue().enqueue("f", new Thread("no")));
      assertThat(rq.queues()).isEmpty();
    }

    @Test
    @Pins("SYNC-24")
    void refusesAnIdThatIsTaken() {
      Rq sync = synchronous();
      sync.queue().submit(Call.of(ContractTasks::add, 1, 2).id("job-1"));

      assertThatExceptionOfType(DuplicateJobException.class)
          .isThrownBy(() -> sync.queue().submit(Call.of(ContractTasks::add, 1, 2).id("job-1")));
    }

    @Test
    @Pins({"SYNC-08", "SYNC-13"})
    void leavesNoTraceIfNothingIsKept() {
      Job<Integer> good =
          synchronous().queue().submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Duration.ZERO));
      Job<Integer> bad =
          synchronous().queue().submit(Call.of(ContractTasks::fail, "x").failureTtl(Duration.ZERO));

      assertThat(good.exists()).isFalse();
      assertThat(bad.exists()).isFalse();
    }
  }

  /** What a job can know and say about itself. */
  @Nested
  class InsideAJob {

    @Test
    @Pins("J-30")
    void theCurrentJobIsAtHand() {
      Job<String> job = queue.enqueue(ContractTasks::currentId);
      burst();

      assertThat(job.returnValue()).contains(job.id().value());
      assertThat(Job.current()).isEmpty();
    }

    @Test
    @Pins({"W-17", "J-16"})
    void theStatusIsStarted() {
      Job<String> job = queue.enqueue(ContractTasks::statusWhileRunning);
      burst();

      assertThat(job.returnValue()).contains("started");
    }

    @Test
    @Pins({"J-12", "J-14", "SYNC-26"})
    void metaCanBeSavedAndSurvives() {
      Job<Void> worked =
          queue.submit(Call.ofVoid(ContractTasks::note, "progress", 50).meta("owner", "ann"));
      burst();
      Job<Void> inline = synchronous().queue().enqueue(ContractTasks::note, "progress", 60);

      assertThat(worked.meta()).isEqualTo(Map.of("progress", 50));
      assertThat(inline.meta()).isEqualTo(Map.of("progress", 60));
    }
  }

  /** Asking for what is not there, or was said wrong. */
  @Nested
  class BadInput {

    @Test
    @Pins({"J-08", "X-01"})
    void aMissingJobIsSaidSo() {
      assertThat(rq.findJob("missing")).isEmpty();
      assertThatExceptionOfType(NoSuchJobException.class)
          .isThrownBy(() -> rq.job("missing"))
          .withMessageContaining("missing")
          .satisfies(e -> assertThat(e.jobId()).isEqualTo(JobId.of("missing")));
    }

    @Test
    @Pins({"J-12", "J-15", "SYNC-08"})
    void aJobThatIsGoneIsSaidSo() {
      Job<Integer> job =
          synchronous().queue().submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Duration.ZERO));

      assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(job::status);
      assertThatExceptionOfType(NoSuchJobException.class)
          .isThrownBy(() -> job.saveMeta(Map.of("a", 1)));
      assertThat(job.exists()).isFalse();
    }

    @Test
    @Pins("J-01")
    void anIllegalIdIsRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Call.of(ContractTasks::add, 1, 2).id("a:b"))
          .withMessageContaining("[A-Za-z0-9_-]+");
    }

    @Test
    @Pins({"Q-20", "Q-21"})
    void aTimeThatIsNoWholeNumberOfSecondsIsRefused() {
      Call<Integer> call = Call.of(ContractTasks::add, 1, 2);

      assertThatIllegalArgumentException().isThrownBy(() -> call.timeout(Duration.ZERO));
      assertThatIllegalArgumentException().isThrownBy(() -> call.timeout(Duration.ofMillis(1500)));
      assertThatIllegalArgumentException().isThrownBy(() -> call.ttl(Duration.ZERO));
      assertThatIllegalArgumentException().isThrownBy(() -> call.ttl(Duration.ofSeconds(-1)));
      assertThatIllegalArgumentException().isThrownBy(() -> call.resultTtl(Duration.ofSeconds(-1)));
    }

    @Test
    @Pins({"SER-04", "SYNC-25"})
    void anArgumentThatCannotBeWrittenIsNamedAndNothingIsStored() {
      assertThatExceptionOfType(SerializationException.class)
          .isThrownBy(() -> queue.enqueue("tasks.run", 1, new Thread("no")))
          .withMessageContaining("argument 2 (java.lang.Thread)");
      assertThatExceptionOfType(SerializationException.class)
          .isThrownBy(() -> queue.submit(Call.path("tasks.run").meta("m", new Thread("no"))));
      assertThat(rq.queues()).isEmpty();
    }
  }

  /** A worker that waits for work. */
  @Nested
  class Work {

    @Test
    @Pins({"W-03", "W-35"})
    void takesWhatComesUntilItIsStopped() throws Exception {
      Worker worker = rq.worker();
      CompletableFuture<WorkReport> working =
          CompletableFuture.supplyAsync(worker::work, OwnThread.EACH);

      Job<Integer> first = queue.enqueue(ContractTasks::add, 1, 2);
      assertThat(first.latestResult(Duration.ofSeconds(10))).isPresent();
      Job<Integer> second = queue.enqueue(ContractTasks::add, 3, 4);
      assertThat(second.latestResult(Duration.ofSeconds(10))).isPresent();
      worker.stop();

      assertThat(working.get(10, TimeUnit.SECONDS).executed()).isEqualTo(2);
      assertThat(backend.workers().workers(clock.instant())).isEmpty();
    }

    @Test
    @Pins({"W-35", "CMD-02"})
    void finishesTheRunningJobWhenStopped() {
      Job<Void> running = queue.enqueue(ContractTasks::waitAtGate);
      Job<Integer> waiting = queue.enqueue(ContractTasks::add, 1, 2);

      try (LiveWorker live = LiveWorker.start(rq.worker())) {
        live.awaitArrival();
        live.stop();
        ContractTasks.gate.countDown();
        assertThat(live.report().executed()).isEqualTo(1);
      }
      assertThat(running.status()).isEqualTo(JobStatus.FINISHED);
      assertThat(waiting.status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    @Pins({"W-12", "W-44", "W-08"})
    void isVisibleWhileItWorks() {
      Job<Void> job = queue.enqueue(ContractTasks::waitAtGate);

      try (LiveWorker live =
          LiveWorker.start(rq.worker(WorkerOptions.on("default", "low").name("w-1")))) {
        live.awaitArrival();
        var seen = backend.workers().workers(clock.instant());
        ContractTasks.gate.countDown();

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).name()).isEqualTo(WorkerName.of("w-1"));
        assertThat(seen.get(0).state()).isEqualTo(WorkerState.BUSY);
        assertThat(seen.get(0).currentJob()).isEqualTo(job.id());
        assertThat(seen.get(0).queues())
            .extracting(Object::toString)
            .containsExactly("default", "low");
        assertThat(seen.get(0).pid()).isEqualTo(ProcessHandle.current().pid());
      }
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() throws Exception {
      CompletableFuture<WorkReport> ended = new CompletableFuture<>();
      Thread thread = new Thread(() -> ended.complete(rq.worker().work()));
      thread.start();
      Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
      assertThat(job.latestResult(Duration.ofSeconds(10))).isPresent();

      thread.interrupt();

      assertThat(ended.get(10, TimeUnit.SECONDS).executed()).isEqualTo(1);
    }
  }

  /**
   * A worker on a thread of its own, whose job stands at the gate of {@link
   * ContractTasks#waitAtGate}.
   */
  private static final class LiveWorker implements AutoCloseable {

    private final Worker worker;
    private final CompletableFuture<WorkReport> report;

    private LiveWorker(Worker worker) {
      this.worker = worker;
      this.report = CompletableFuture.supplyAsync(worker::work, OwnThread.EACH);
    }

    static LiveWorker start(Worker worker) {
      ContractTasks.gate = new CountDownLatch(1);
      ContractTasks.arrived = new CountDownLatch(1);
      return new LiveWorker(worker);
    }

    void awaitArrival() {
      try {
        assertThat(ContractTasks.arrived.await(10, TimeUnit.SECONDS)).as("the job began").isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void stop() {
      worker.stop();
    }

    WorkReport report() {
      return report.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
      ContractTasks.gate.countDown();
      worker.stop();
      report();
    }
  }
}
