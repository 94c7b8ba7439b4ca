package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobInterceptor;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Repeat;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When cron entries are due, and what is enqueued then. The clock starts with the year 2024. */
abstract class CronBehaviour extends CronChapter {

  @Test
  @Pins({"CR-04", "CR-06"})
  void aPatternIsDueWhenItsTimeComesAndNotBefore() {
    rq.cron().add(NIGHTLY);

    assertThat(rq.cronScheduler().runOnce()).isEmpty();
    advanceTo("2024-01-01T02:59:59Z");
    assertThat(rq.cronScheduler().runOnce()).isEmpty();
    advanceTo("2024-01-01T03:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(NIGHTLY);
    assertThat(rq.cronScheduler().runOnce()).isEmpty();
    advanceTo("2024-01-02T03:00:30Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(NIGHTLY);

    assertThat(ids())
        .containsExactly("cron-nightly-20240101T030000Z", "cron-nightly-20240102T030000Z");
  }

  @Test
  @Pins("CR-03")
  void anIntervalIsDueAtOnceAndThenEachTimeSoMuchLater() {
    rq.cron().add(HOURLY);

    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);
    pass(3599);
    assertThat(rq.cronScheduler().runOnce()).isEmpty();
    pass(11);
    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);
    pass(3590);
    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);

    assertThat(ids())
        .as("the distance stays, though one was noticed late")
        .containsExactly(
            "cron-hourly-20240101T000000Z",
            "cron-hourly-20240101T010000Z",
            "cron-hourly-20240101T020000Z");
  }

  @Test
  @Pins({"CR-06", "CR-03", "CR-04"})
  void eachEntryHasItsOwnTimes() {
    CronEntry weekly = CronEntry.of("weekly", "@weekly", ADD).queue("low");
    rq.cron().add(NIGHTLY, HOURLY, weekly);
    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);

    advanceTo("2024-01-01T03:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(NIGHTLY, HOURLY);

    assertThat(rq.cron().find("nightly"))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.last()).isEqualTo("2024-01-01T03:00:00Z");
              assertThat(entry.lastEnqueuedAt()).isEqualTo(clock.instant());
              assertThat(entry.next()).isEqualTo("2024-01-02T03:00:00Z");
              assertThat(entry.lastJob()).contains(JobId.of("cron-nightly-20240101T030000Z"));
            });
    assertThat(rq.cron().find("weekly"))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.last()).isNull();
              assertThat(entry.lastJob()).isEmpty();
              assertThat(entry.next()).isEqualTo("2024-01-07T00:00:00Z");
              assertThat(entry.queue()).isEqualTo(weekly.queue());
            });
  }

  @Test
  @Pins("CR-04")
  void itsTimesBeginWhenItIsDeclared() {
    rq.cron().add(NIGHTLY);
    advanceTo("2024-01-01T03:00:00Z");

    assertThat(rq.cronScheduler().runOnce()).containsExactly(NIGHTLY);
  }

  @Test
  void anEntryIsKnownAsSoonAsItIsDeclared() {
    rq.cron().add(NIGHTLY);
    pass(60);

    assertThat(rq.cron().entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.pattern()).isEqualTo("0 3 * * *");
              assertThat(entry.interval()).isNull();
              assertThat(entry.function()).endsWith("ContractTasks.add");
              assertThat(entry.next()).isEqualTo("2024-01-01T03:00:00Z");
            });
  }

  @Test
  @Pins("CR-05")
  void aPatternIsReadInItsZone() {
    rq.cron().add(NIGHTLY.zone("America/New_York"));
    rq.cronScheduler().runOnce();

    advanceTo("2024-01-01T08:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).hasSize(1);
    advanceTo("2024-07-01T07:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).hasSize(1);

    assertThat(ids())
        .containsExactly("cron-nightly-20240101T080000Z", "cron-nightly-20240701T070000Z");
  }

  @Test
  @Pins({"CR-02", "CR-17", "WH-06"})
  void jobsHaveEveryOptionOfTheCall() {
    Webhook webhook = Webhook.post("http://localhost/hook", JobStatus.FAILED);
    Queue low = rq.queue("low");
    Job<?> waiting = low.enqueue(ContractTasks::nothing);
    Call<Integer> call =
        ADD.timeout(Duration.ofSeconds(10))
            .resultTtl(Duration.ofSeconds(20))
            .ttl(Duration.ofSeconds(30))
            .failureTtl(Retention.forever())
            .meta("owner", "ann")
            .description("a sum")
            .atFront()
            .retry(Retry.max(2))
            .repeat(Repeat.times(1))
            .group("sums")
            .onSuccess("tasks.announce")
            .webhook(webhook);
    rq.cron().add(CronEntry.every("sum", Duration.ofHours(1), call).queue("low"));

    rq.cronScheduler().runOnce();

    Job<Object> job = rq.job("cron-sum-20240101T000000Z");
    assertThat(low.jobIds()).containsExactly(job.id(), waiting.id());
    assertThat(job.timeout()).contains(Duration.ofSeconds(10));
    assertThat(job.resultTtl()).contains(Retention.of(Duration.ofSeconds(20)));
    assertThat(job.ttl()).contains(Duration.ofSeconds(30));
    assertThat(job.failureTtl()).contains(Retention.forever());
    assertThat(job.meta()).containsEntry("owner", "ann");
    assertThat(job.description()).isEqualTo("a sum");
    assertThat(job.retriesLeft()).hasValue(2);
    assertThat(job.repeatsLeft()).hasValue(1);
    assertThat(job.group().orElseThrow().name()).isEqualTo("sums");
    assertThat(backend.jobs().find(List.of(job.id())).get(0).orElseThrow().spec().plan().webhooks())
        .containsExactly(webhook);
    assertThat(job.createdAt()).isEqualTo(clock.instant());
  }

  @Test
  @Pins("CR-02")
  void interceptorsStandAroundThemAsAroundAllOthers() {
    Rq marking =
        Rq.on(backend)
            .clock(clock)
            .interceptor(
                new JobInterceptor() {
                  @Override
                  public <R> Call<R> enqueue(Call<R> call, Queue queue) {
                    return call.meta("queue", queue.name());
                  }
                })
            .open();
    marking.cron().add(HOURLY);

    marking.cronScheduler().runOnce();

    assertThat(rq.job("cron-hourly-20240101T000000Z").meta()).containsEntry("queue", "default");
  }

  @Test
  @Pins({"CR-02", "SYNC-01"})
  void aSynchronousProgramRunsTheJobs() {
    Rq synchronous = synchronous();
    synchronous.cron().add(HOURLY);

    assertThat(synchronous.cronScheduler().runOnce()).containsExactly(HOURLY);

    assertThat(synchronous.job("cron-hourly-20240101T000000Z").returnValue()).contains(3);
  }

  @Test
  void anIdThatIsTakenCountsAsEnqueued() {
    Job<Integer> same = queue.submit(ADD.id("cron-hourly-20240101T000000Z"));
    rq.cron().add(HOURLY);

    assertThat(rq.cronScheduler().runOnce()).isEmpty();

    assertThat(queue.jobIds()).containsExactly(same.id());
    pass(3600);
    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);
  }

  @Test
  @Pins("CR-06")
  void lookingOnceEndsThoughTheJobsTakeLongerThanTheirInterval() {
    Rq slow =
        Rq.on(backend)
            .clock(clock)
            .synchronous()
            .interceptor(
                new JobInterceptor() {
                  private int runs;

                  @Override
                  public @Nullable Object run(Job<?> job, Callable<@Nullable Object> function)
                      throws Exception {
                    // Otherwise it would never end.
                    clock.advance(Duration.ofMillis(++runs < 10 ? 1300 : 0));
                    return function.call();
                  }
                })
            .open();
    CronEntry often = CronEntry.every("often", Duration.ofSeconds(1), ADD);
    slow.cron().add(often);

    assertThat(slow.cronScheduler().runOnce()).containsExactly(often);
    assertThat(slow.cronScheduler().runOnce()).containsExactly(often);
  }

  @Test
  void anErrorInTheMakingOfAJobKeepsNoOtherFromBeingMade() {
    Rq broken =
        Rq.on(backend)
            .clock(clock)
            .interceptor(
                new JobInterceptor() {
                  @Override
                  public <R> Call<R> enqueue(Call<R> call, Queue queue) {
                    if (queue.name().equals("low")) {
                      throw new AssertionError("not to low");
                    }
                    return call;
                  }
                })
            .open();
    broken.cron().add(CronEntry.every("a", Duration.ofHours(1), ADD).queue("low"), HOURLY);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> broken.cronScheduler().runOnce())
        .withMessage("not to low");

    assertThat(ids()).containsExactly("cron-hourly-20240101T000000Z");
  }
}
