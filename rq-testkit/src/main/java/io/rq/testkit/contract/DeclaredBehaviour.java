package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.CronEntry;
import io.rq.Dependency;
import io.rq.DuplicateJobException;
import io.rq.Fn;
import io.rq.InstanceResolver;
import io.rq.Job;
import io.rq.JobFunction;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Pipeline;
import io.rq.Queue;
import io.rq.Repeat;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.RqConfig;
import io.rq.spi.JobSpec;
import io.rq.spi.Plan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods that are declared as jobs: RQ's decorator, and Flask-RQ2's. */
abstract class DeclaredBehaviour extends Behaviour {

  private JobFunction.Of2<Integer, Integer, Integer> add;
  private JobFunction.Of2<Integer, Integer, Integer> slow;

  @SuppressWarnings("NullAway.Init") // JUnit calls declare() first
  DeclaredBehaviour() {}

  @BeforeEach
  void declare() {
    add = rq.job(DeclaredTasks::add);
    slow = rq.job(DeclaredTasks::addSlowly);
  }

  private JobSpec stored(Job<?> job) {
    return backend.jobs().find(List.of(job.id())).get(0).orElseThrow().spec();
  }

  @Test
  @Pins({"DEC-01", "F-09"})
  void aDirectCallRunsHereAndEnqueuesNothing() throws Exception {
    assertThat(add.call(1, 2)).isEqualTo(3);
    assertThat(runs("add")).isEqualTo(1);
    assertThat(rq.queues()).isEmpty();
  }

  @Test
  @Pins({"DEC-01", "F-09"})
  void aJobIsRunByAnyWorker() {
    Job<Integer> job = add.queue(1, 2);

    assertThat(job.queue()).isEqualTo(rq.queue());
    assertThat(runs("add")).isZero();
    Rq elsewhere = Rq.on(backend).clock(clock).open();
    assertThat(elsewhere.worker().burst().failures()).isEmpty();
    assertThat(job.returnValue()).contains(3);
  }

  @Test
  @Pins({"DEC-01", "F-05"})
  void inASynchronousProgramItRunsBeforeQueueReturns() {
    assertThat(synchronous().job(DeclaredTasks::add).queue(1, 2).returnValue()).contains(3);
  }

  @Test
  @Pins("F-09")
  void thereIsAKindForEachNumberOfArguments() throws Exception {
    Job<String> none = rq.job(DeclaredTasks::none).queue();
    Job<Void> one = rq.job(DeclaredTasks::log).queue("one");
    Job<Integer> three = rq.job(DeclaredTasks::three).queue(1, 2, 3);
    Job<Integer> four = rq.job(DeclaredTasks::four).queue(1, 2, 3, 4);
    Job<Void> five = rq.job(DeclaredTasks::five).queue("a", "b", "c", "d", "e");
    Job<String> six = rq.job(DeclaredTasks::six).queue("a", "b", "c", "d", "e", "f");

    assertThat(burst().failures()).isEmpty();
    assertThat(none.returnValue()).contains("none");
    assertThat(three.returnValue()).contains(6);
    assertThat(four.returnValue()).contains(10);
    assertThat(six.returnValue()).contains("abcdef");
    assertThat(List.of(one.status(), five.status())).containsOnly(JobStatus.FINISHED);
    assertThat(rq.job(DeclaredTasks::log).call("two")).isNull();
    assertThat(ContractTasks.LOG).containsExactly("one", "abcde", "two");
  }

  @Test
  @Pins("DEC-01")
  void aMethodOfAnObjectIsDeclaredLikeAnyOther() throws Exception {
    DeclaredTasks ann = new DeclaredTasks("ann");
    Rq knowing = Rq.on(backend).clock(clock).instances(InstanceResolver.of(ann)).open();
    JobFunction.Of1<String, String> greet = knowing.job(ann::greet);

    Job<String> job = greet.queue("bob");

    assertThat(knowing.worker().burst().failures()).isEmpty();
    assertThat(job.returnValue()).contains("ann greets bob");
    assertThat(greet.call("eve")).isEqualTo("ann greets eve");
  }

  @Test
  @Pins({"DEC-01", "DEC-02", "DEC-03", "F-09"})
  void theAnnotationSaysHowItsJobsAre() {
    Job<Integer> job = slow.queue(1, 2);

    assertThat(job.queue().name()).isEqualTo("low");
    assertThat(job.timeout()).contains(Duration.ofMinutes(1));
    assertThat(job.resultTtl()).contains(Retention.of(Duration.ofHours(2)));
    assertThat(job.ttl()).contains(Duration.ofDays(1));
    assertThat(job.failureTtl()).contains(Retention.forever());
    assertThat(job.description()).isEqualTo("Adds, slowly.");
    assertThat(job.retriesLeft()).hasValue(3);
    assertThat(stored(job).plan().retry())
        .extracting(Plan.Retry::intervals, Plan.Retry::only)
        .containsExactly(
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), List.of("java.io.IOException"));
    slow.queue(3, 4);
    assertThat(rq.queue("low").jobs().get(1)).as("at the front").isEqualTo(job);
  }

  @Test
  @Pins({"DEC-03", "F-10"})
  void whatIsLeftOutIsAsInRq() {
    Job<Integer> job = add.queue(1, 2);

    assertThat(job.timeout()).contains(Duration.ofMinutes(3));
    assertThat(job.resultTtl()).contains(Retention.of(Duration.ofSeconds(500)));
    assertThat(queue.enqueue(DeclaredTasks::add, 1, 2).resultTtl()).as("plainly").isEmpty();
    assertThat(job.ttl()).isEmpty();
    assertThat(job.failureTtl()).isEmpty();
    assertThat(job.meta()).isEmpty();
    assertThat(job.retriesLeft()).isEmpty();
    assertThat(job.description()).isEqualTo("io.rq.testkit.contract.DeclaredTasks.add(1, 2)");
  }

  @Test
  @Pins("F-10")
  void zeroKeepsNothingAndNoneLimitsNothing() {
    Job<Integer> job = rq.job(DeclaredTasks::addWithoutTrace).queue(1, 2);

    assertThat(job.timeout()).isEmpty();
    assertThat(job.resultTtl()).contains(Retention.none());
    assertThat(job.failureTtl()).contains(Retention.none());
  }

  @Test
  @Pins({"DEC-04", "F-11"})
  void whatTheCallSaysWinsOverTheAnnotationAndThatOverTheQueue() {
    Queue high =
        rq.queue("high")
            .defaultTimeout(Duration.ofSeconds(7))
            .defaultResultTtl(Duration.ofSeconds(8));

    Job<Integer> said =
        slow.with(
                o ->
                    o.queue("high")
                        .timeout(Duration.ofSeconds(5))
                        .resultTtl(Duration.ZERO)
                        .id("mine")
                        .meta("who", "ann")
                        .retry(Retry.max(1)))
            .queue(3, 4);
    Job<Integer> annotated = slow.with(o -> o.queue(high)).queue(3, 4);
    Job<Integer> ofQueue = add.with(o -> o.queue(high)).queue(3, 4);

    assertThat(said.queue().name()).isEqualTo("high");
    assertThat(said.timeout()).contains(Duration.ofSeconds(5));
    assertThat(said.resultTtl()).contains(Retention.none());
    assertThat(said.id()).isEqualTo(JobId.of("mine"));
    assertThat(said.meta()).containsEntry("who", "ann");
    assertThat(said.retriesLeft()).hasValue(1);
    assertThat(said.ttl()).as("what the call leaves open").contains(Duration.ofDays(1));
    assertThat(annotated.queue()).isEqualTo(high);
    assertThat(annotated.timeout()).contains(Duration.ofMinutes(1));
    assertThat(ofQueue.timeout()).contains(Duration.ofSeconds(7));
    assertThat(ofQueue.resultTtl()).contains(Retention.of(Duration.ofSeconds(8)));
    assertThat(slow.queue(1, 2).timeout()).as("as before").contains(Duration.ofMinutes(1));
  }

  @Test
  @Pins({"DEC-01", "DEC-02"})
  void plainlyEnqueuedItHasNothingOfTheAnnotation() {
    Job<Integer> job = queue.enqueue(DeclaredTasks::addSlowly, 1, 2);

    assertThat(job.queue()).isEqualTo(queue);
    assertThat(job.timeout()).contains(Duration.ofMinutes(3));
    assertThat(job.retriesLeft()).isEmpty();
  }

  @Test
  @Pins({"DEC-04", "DEC-03"})
  void everyOptionOfACallCanBeSaid() {
    Job<Integer> parent = add.queue(1, 2);

    Job<Integer> child =
        add.with(
                o ->
                    o.dependsOn(Dependency.on(parent))
                        .failureTtl(Duration.ofDays(1))
                        .group("sums")
                        .onSuccess(DeclaredTasks::announce))
            .queue(3, 4);

    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    assertThat(child.group()).isPresent();
    assertThat(child.failureTtl()).contains(Retention.of(Duration.ofDays(1)));
    assertThat(stored(child).plan().onSuccess()).isNotNull();
    assertThat(burst().executed()).isEqualTo(2);
    assertThat(child.returnValue()).contains(7);
  }

  @Test
  @Pins("DEC-05")
  void aCallbackIsCheckedWhenItsJobIsEnqueued() {
    JobFunction.Of2<Integer, Integer, Integer> withCallback =
        add.with(o -> o.onSuccess(new Listener()::heard));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> withCallback.queue(1, 2))
        .withMessageContaining("no InstanceResolver");
    assertThat(rq.queues()).isEmpty();
  }

  /** Somebody whom no resolver knows. */
  static final class Listener {
    void heard(Job<Integer> job, Integer value) {}
  }

  @Test
  @Pins({"F-12", "RS-02"})
  void aJobIsScheduledByDelayOrTimeAndRepeated() {
    Job<Integer> in = add.schedule(Duration.ofHours(1), 1, 2);
    Job<Integer> at = slow.schedule(clock.instant().plusSeconds(60), 1, 2);
    Job<Integer> often =
        add.with(o -> o.repeat(Repeat.times(2).every(Duration.ofMinutes(1))).id("often"))
            .schedule(Duration.ofMinutes(2), 1, 2);

    assertThat(queue.scheduled().timeOf(in)).contains(clock.instant().plusSeconds(3600));
    assertThat(rq.queue("low").scheduled().timeOf(at)).contains(clock.instant().plusSeconds(60));
    assertThat(at.timeout()).contains(Duration.ofMinutes(1));
    assertThat(in.resultTtl()).contains(Retention.of(Duration.ofSeconds(500)));
    for (int minute = 0; minute < 10; minute++) {
      pass(60);
      burst();
    }
    assertThat(often.results()).hasSize(3);
    assertThat(in.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> add.schedule(Duration.ofSeconds(-1), 1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Repeat.times(1).every(Duration.ofSeconds(-1)));
  }

  @Test
  @Pins({"F-13", "CR-02"})
  void aJobIsEnqueuedByCron() {
    CronEntry noon = slow.cron("0 0 12 * * ?", "add-one-two", 1, 2);
    slow.cron("0 0 12 * * ?", "add-one-two", 1, 2);
    add.cron("@hourly", "hourly", 3, 4);

    assertThat(rq.cron().declared()).map(CronEntry::name).containsExactly("add-one-two", "hourly");
    assertThat(noon.queue().value()).isEqualTo("low");
    rq.cronScheduler().runOnce();
    clock.advance(Duration.ofHours(12));
    assertThat(rq.cronScheduler().runOnce()).hasSize(2);
    Job<Object> job = rq.queue("low").jobs().get(0);
    assertThat(job.timeout()).contains(Duration.ofMinutes(1));
    assertThat(job.resultTtl()).contains(Retention.of(Duration.ofHours(2)));
    assertThat(queue.jobs().get(0).resultTtl()).contains(Retention.of(Duration.ofSeconds(500)));
    assertThat(burst().failures()).isEmpty();
    assertThat(job.returnValue()).contains(3);
  }

  @Test
  @Pins("F-13")
  void aBadPatternOrATakenNameIsRefusedAtOnce() {
    add.cron("@daily", "daily", 1, 2);

    refused(() -> add.cron("@daily", "daily", 3, 4), "one name", "daily");
    refused(() -> add.cron("61 * * * *", "bad", 1, 2), "61", "61 * * * *");
    refused(() -> add.cron("0 0 30 2 *", "never", 1, 2), "never", "0 0 30 2 *");
  }

  @Test
  @Pins({"F-08", "F-12"})
  void whatIsScheduledAndNamesNoQueueHasAConfiguredOne() {
    RqConfig config = RqConfig.defaults().withQueues("high").withSchedulerQueue("later");
    Rq mine = Rq.on(backend).clock(clock).config(config).open();

    assertThat(mine.job(DeclaredTasks::add).queue(1, 2).queue().name()).isEqualTo("high");
    assertThat(mine.job(DeclaredTasks::add).schedule(Duration.ZERO, 1, 2).queue().name())
        .isEqualTo("later");
    assertThat(mine.job(DeclaredTasks::addSlowly).schedule(Duration.ZERO, 1, 2).queue().name())
        .isEqualTo("low");
  }

  @Test
  @Pins("DEC-01")
  void itsCallsGoIntoPipelines() {
    Pipeline pipeline = rq.pipeline();
    pipeline.on(queue).submit(slow.of(1, 2));
    pipeline.execute();

    assertThat(queue.jobs()).hasSize(1);
    assertThat(queue.jobs().get(0).timeout()).contains(Duration.ofMinutes(1));
  }

  @Test
  @Pins("Q-42")
  void anIdIsTakenOnce() {
    JobFunction.Of2<Integer, Integer, Integer> once = add.with(o -> o.id("once"));
    once.queue(1, 2);

    assertThatExceptionOfType(DuplicateJobException.class).isThrownBy(() -> once.queue(1, 2));
  }

  @Test
  @Pins({"DEC-01", "Q-25"})
  void aFunctionThatCannotBeAJobIsRefusedWhenItIsDeclared() {
    Fn.V1<String> overloaded = DeclaredTasks::overloaded;

    refused(() -> rq.job(overloaded), "overloaded method", "DeclaredTasks.overloaded(");
    refused(() -> rq.job(DeclaredTasks.referenceToHidden()), "private method", "hidden");
    refused(() -> rq.job(DeclaredTasks::undeclared), "DeclaredTasks.undeclared", "@RqJob");
    Fn.F1<Integer, Integer> lambda = number -> number + 1;
    refused(() -> rq.job(lambda), "lambda body", "Words::countAt");
  }

  @Test
  @Pins({"DEC-01", "F-10"})
  void anAnnotationThatCannotBeMeantIsRefusedWithItsText() {
    refused(() -> rq.job(DeclaredTasks::badQueue), "@RqJob(queue = a,b)", "badQueue");
    refused(() -> rq.job(DeclaredTasks::badTimeout), "@RqJob(timeout = soon)", "no length of time");
    refused(() -> rq.job(DeclaredTasks::zeroTimeout), "@RqJob(timeout = 0)", "from 1");
    refused(() -> rq.job(DeclaredTasks::badResultTtl), "@RqJob(resultTtl = -1)", "-1");
    refused(() -> rq.job(DeclaredTasks::badTtl), "@RqJob(ttl = 0s)", "from 1");
    refused(() -> rq.job(DeclaredTasks::badFailureTtl), "@RqJob(failureTtl = 1w)", "1w");
    refused(() -> rq.job(DeclaredTasks::badRetry), "@RqJob(retry = -1)", "greater than 0");
    refused(() -> rq.job(DeclaredTasks::badInterval), "@RqJob(retryIntervals = -5)", "-5");
    refused(() -> rq.job(DeclaredTasks::intervalWithoutRetry), "@RqJob(retry = 0)", "how often");
  }

  @Test
  @Pins("DEC-02")
  void aQueueOfAnotherRqIsRefused() {
    Queue foreign = synchronous().queue("high");

    refused(() -> add.with(o -> o.queue(foreign)), "another Rq", "high");
    refused(() -> add.with(o -> o.queue("a,b")), "queue name", "a,b");
  }

  private static void refused(Runnable declaration, String why, String what) {
    assertThatIllegalArgumentException()
        .isThrownBy(declaration::run)
        .withMessageContaining(why)
        .withMessageContaining(what);
  }
}
