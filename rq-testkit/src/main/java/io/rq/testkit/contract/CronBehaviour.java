package io.rq.testkit.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.CronInfo;
import io.rq.Dependency;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobInterceptor;
import io.rq.JobStatus;
import io.rq.MissedRuns;
import io.rq.NoSuchCronEntryException;
import io.rq.Queue;
import io.rq.Repeat;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.RqCron;
import io.rq.RqJob;
import io.rq.SerializationException;
import io.rq.Webhook;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When cron entries are due, and what is enqueued then. The clock starts with the year 2024. */
abstract class CronBehaviour extends Behaviour {

  private static final Call<Integer> ADD = Call.of(ContractTasks::add, 1, 2);
  private static final CronEntry NIGHTLY = CronEntry.of("nightly", "0 3 * * *", ADD);
  private static final CronEntry HOURLY = CronEntry.every("hourly", Duration.ofHours(1), ADD);

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
  @Pins({"CR-18", "RS-04"})
  void ofTwoProgramsOneEnqueues() {
    Rq other = another();
    rq.cron().add(NIGHTLY, HOURLY);
    other.cron().add(NIGHTLY, HOURLY);

    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);
    assertThat(other.cronScheduler().runOnce()).isEmpty();
    advanceTo("2024-01-01T03:00:00Z");
    assertThat(other.cronScheduler().runOnce()).containsExactly(NIGHTLY, HOURLY);
    assertThat(rq.cronScheduler().runOnce()).isEmpty();

    assertThat(ids()).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  @Pins("CR-18")
  void ofTwoProgramsOneEnqueuesThoughTheJobIsGoneAlready() {
    CronEntry brief = CronEntry.every("brief", Duration.ofHours(1), ADD.resultTtl(Duration.ZERO));
    Rq other = another();
    rq.cron().add(brief);
    other.cron().add(brief);
    rq.cronScheduler().runOnce();
    assertThat(burst().succeeded()).isEqualTo(1);
    assertThat(rq.findJob("cron-brief-20240101T000000Z")).isEmpty();

    assertThat(other.cronScheduler().runOnce()).isEmpty();
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
  @Pins("CR-19")
  void whatWasMissedWhileNobodyRanIsMadeUpForOnce() {
    rq.cron().add(NIGHTLY, HOURLY);
    rq.cronScheduler().runOnce();
    advanceTo("2024-01-03T05:30:00Z");

    Rq restarted = another();
    restarted.cron().add(NIGHTLY, HOURLY);
    assertThat(restarted.cronScheduler().runOnce()).containsExactly(NIGHTLY, HOURLY);
    assertThat(restarted.cronScheduler().runOnce()).isEmpty();

    assertThat(ids(restarted))
        .containsExactly(
            "cron-hourly-20240101T000000Z",
            "cron-nightly-20240103T030000Z",
            "cron-hourly-20240103T050000Z");
    assertThat(restarted.cron().find("hourly").orElseThrow().next())
        .isEqualTo("2024-01-03T06:00:00Z");
  }

  @Test
  @Pins({"CR-19", "CR-04"})
  void whatWasMissedIsSkippedIfTheEntrySaysSo() {
    rq.cron().add(NIGHTLY.onMissed(MissedRuns.SKIP), HOURLY.onMissed(MissedRuns.SKIP));
    rq.cronScheduler().runOnce();

    advanceTo("2024-01-03T05:01:01Z");
    assertThat(rq.cronScheduler().runOnce()).isEmpty();
    advanceTo("2024-01-03T06:01:00Z");
    assertThat(rq.cronScheduler().runOnce()).as("no more than a minute late").hasSize(1);
    assertThat(ids())
        .containsExactly("cron-hourly-20240101T000000Z", "cron-hourly-20240103T060000Z");
    assertThat(rq.cron().find("nightly").orElseThrow())
        .satisfies(
            entry -> {
              assertThat(entry.last()).isNull();
              assertThat(entry.next()).isEqualTo("2024-01-04T03:00:00Z");
            });
  }

  @Test
  @Pins("CR-19")
  void whatWasMissedIsAllMadeUpForIfTheEntrySaysSo() {
    CronEntry all = NIGHTLY.onMissed(MissedRuns.ALL);
    rq.cron().add(all);
    rq.cronScheduler().runOnce();

    advanceTo("2024-01-03T05:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(all, all, all);
    assertThat(ids())
        .containsExactly(
            "cron-nightly-20240101T030000Z",
            "cron-nightly-20240102T030000Z",
            "cron-nightly-20240103T030000Z");
  }

  @Test
  @Pins({"CR-18", "CR-19"})
  void thereIsAJobForEachTimeThatIsLateAndOneForThoseThatAreMissed() {
    for (MissedRuns policy : MissedRuns.values()) {
      CronEntry often = CronEntry.of(policy.name(), "*/20 * * * * ?", ADD).onMissed(policy);
      boolean isAll = policy == MissedRuns.ALL;
      rq.cron().add(often);
      rq.cronScheduler().runOnce();

      pass(80);
      assertThat(rq.cronScheduler().runOnce()).as("%s, late", often).hasSize(4);
      pass(81);
      assertThat(rq.cronScheduler().runOnce()).as("%s, missed", often).hasSize(isAll ? 4 : 1);
      pass(19);
      assertThat(rq.cronScheduler().runOnce()).as("%s, in time", often).hasSize(1);
      rq.cron().remove(often.name());
    }
  }

  @Test
  @Pins("CR-19")
  void manyMissedTimesAreMadeUpForInPortions() {
    rq.cron().add(CronEntry.of("often", "* * * * * ?", ADD).onMissed(MissedRuns.ALL));
    rq.cronScheduler().runOnce();
    pass(2500);

    assertThat(rq.cronScheduler().runOnce()).hasSize(2500);

    assertThat(ids()).hasSize(2500).doesNotHaveDuplicates();
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
  @Pins({"CR-05", "CR-01"})
  void whatCannotBeMeantIsRefusedWhenItIsDeclared() {
    for (String pattern :
        List.of(
            "0 0 31 2 *",
            "0 0 12 30 2 ?",
            "60 * * * *",
            "* * * *",
            "",
            "@reboot",
            "0 3 * * MOO",
            "0 0 12 1 * MON",
            "0 0 0 1 1 ? 2020",
            "0 0 0 29W * ?",
            "0 0 0 30W * ?",
            "0 0 0 31W * ?",
            "0 0 0 31W 2 ?",
            "tomorrow")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CronEntry.of("a", pattern, ADD))
          .withMessageContaining("'" + pattern + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronEntry.every("a", Duration.ZERO, ADD))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronEntry.every("a", Duration.ofSeconds(-5), ADD))
        .withMessageContaining("PT-5S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NIGHTLY.zone("Europe/Nowhere"))
        .withMessageContaining("Europe/Nowhere");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HOURLY.zone("Europe/Berlin"))
        .withMessageContaining("Europe/Berlin");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronEntry.of("a b", "0 3 * * *", ADD))
        .withMessageContaining("'a b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronEntry.of("a", "0 3 * * *", ADD.id("mine")))
        .withMessageContaining("'mine'");
    Dependency onOther = Dependency.on(queue.submit(ADD));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronEntry.of("a", "0 3 * * *", ADD.dependsOn(onOther)))
        .withMessageContaining("'a'");
    CronEntry unwritable =
        CronEntry.of("a", "0 3 * * *", Call.path("tasks.run", new Thread("not plain data")));
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> rq.cron().add(NIGHTLY, unwritable));
    assertThat(rq.cron().declared()).as("all or none").isEmpty();
  }

  @Test
  @Pins("F-13")
  void oneNameHasOneEntry() {
    rq.cron().add(NIGHTLY);
    rq.cron().add(CronEntry.of("nightly", "0 3 * * *", Call.of(ContractTasks::add, 1, 2)));

    for (CronEntry other :
        List.of(
            CronEntry.of("nightly", "0 4 * * *", ADD),
            CronEntry.of("nightly", "0 3 * * *", Call.of(ContractTasks::add, 1, 3)),
            CronEntry.of("nightly", "0 3 * * *", ADD.ttl(Duration.ofSeconds(5))),
            CronEntry.of("nightly", "0 3 * * *", ADD.meta("a", 1)),
            NIGHTLY.queue("low"),
            NIGHTLY.zone("Europe/Berlin"),
            NIGHTLY.onMissed(MissedRuns.ALL))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rq.cron().add(HOURLY, other))
          .withMessageContaining("nightly: '0 3 * * *' Z");
    }
    assertThat(rq.cron().declared()).hasSize(1);
  }

  @Test
  @Pins("F-13")
  void anEntryIsReplacedWithoutDoubles() {
    rq.cron().add(NIGHTLY, HOURLY);
    rq.cronScheduler().runOnce();
    advanceTo("2024-01-01T03:30:00Z");
    rq.cronScheduler().runOnce();

    rq.cron().replace(CronEntry.of("nightly", "0 4 * * *", Call.of(ContractTasks::add, 3, 4)));
    rq.cron().replace(CronEntry.every("hourly", Duration.ofHours(2), ADD));
    assertThat(rq.cronScheduler().runOnce()).isEmpty();
    assertThat(nextTimes()).containsExactly("2024-01-01T05:00:00Z", "2024-01-01T04:00:00Z");
    advanceTo("2024-01-01T05:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).hasSize(2);

    assertThat(rq.job("cron-nightly-20240101T040000Z").description()).endsWith("add(3, 4)");
    assertThat(rq.cron().declared()).hasSize(2);
  }

  @Test
  @Pins("CR-18")
  void ofTwoProgramsThatDifferTheOneThatSaidSoLastCounts() {
    Rq old = another();
    old.cron().add(NIGHTLY);
    old.cronScheduler().runOnce();
    CronEntry later = CronEntry.of("nightly", "0 4 * * *", ADD);
    rq.cron().add(later);
    rq.cronScheduler().runOnce();
    advanceTo("2024-01-01T04:00:00Z");

    assertThat(old.cronScheduler().runOnce()).isEmpty();
    assertThat(rq.cronScheduler().runOnce()).containsExactly(later);
    assertThat(old.cronScheduler().runOnce()).isEmpty();
  }

  @Test
  @Pins("CR-18")
  void programsThatDifferInTheJobAloneDoNotTakeTurns() {
    Call<Integer> other = Call.of(ContractTasks::add, 1, 3);
    for (CronEntry later :
        List.of(
            CronEntry.every("a", Duration.ofMinutes(1), other),
            CronEntry.every("b", Duration.ofMinutes(1), ADD.meta("owner", "ann")),
            CronEntry.every("c", Duration.ofMinutes(1), ADD.ttl(Duration.ofHours(1))),
            CronEntry.every("d", Duration.ofMinutes(1), ADD).onMissed(MissedRuns.ALL))) {
      Rq old = another();
      old.cron().add(CronEntry.every(later.name(), Duration.ofMinutes(1), ADD));
      old.cronScheduler().runOnce();
      Rq young = another();
      young.cron().add(later);
      young.cronScheduler().runOnce();
      for (int minute = 0; minute < 2; minute++) {
        pass(60);
        assertThat(old.cronScheduler().runOnce()).as(later.toString()).isEmpty();
        assertThat(young.cronScheduler().runOnce()).containsExactly(later);
      }
    }
  }

  @Test
  @Pins("CR-18")
  void theSameEntryIsTheSameInWhicheverOrderItsMapsAre() {
    Map<String, Integer> forth = new LinkedHashMap<>();
    Map<String, Integer> back = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      forth.put("k" + i, i);
      back.put("k" + (4 - i), 4 - i);
    }
    Rq other = another();
    rq.cron().add(CronEntry.every("a", Duration.ofMinutes(1), Call.path("tasks.a", forth)));
    other.cron().add(CronEntry.every("a", Duration.ofMinutes(1), Call.path("tasks.a", back)));
    rq.cronScheduler().runOnce();
    other.cronScheduler().runOnce();
    pass(60);

    assertThat(rq.cronScheduler().runOnce()).as("does not stand by").hasSize(1);
    pass(60);
    assertThat(other.cronScheduler().runOnce()).as("does not stand by").hasSize(1);
  }

  @Test
  @Pins({"CR-18", "CR-19"})
  void whoStandsByGoesOnOnceNobodyElseDoes() {
    CronEntry each = CronEntry.of("a", "* * * * *", ADD).onMissed(MissedRuns.ALL);
    CronEntry second = CronEntry.of("a", "*/2 * * * *", ADD);
    rq.cron().add(each);
    rq.cronScheduler().runOnce();
    Rq other = another();
    other.cron().add(second);
    other.cronScheduler().runOnce();
    advanceTo("2024-01-01T00:02:00Z");
    assertThat(other.cronScheduler().runOnce()).containsExactly(second);

    for (String time : List.of("00:03:00", "00:04:00", "00:05:00", "00:05:59")) {
      advanceTo("2024-01-01T" + time + "Z");
      assertThat(rq.cronScheduler().runOnce()).as(time).isEmpty();
    }
    advanceTo("2024-01-01T00:06:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(each, each);
    assertThat(other.cronScheduler().runOnce()).as("stands by in its turn").isEmpty();
    pass(60);
    assertThat(rq.cronScheduler().runOnce()).containsExactly(each);

    assertThat(ids())
        .containsExactly(
            "cron-a-20240101T000200Z",
            "cron-a-20240101T000500Z",
            "cron-a-20240101T000600Z",
            "cron-a-20240101T000700Z");
  }

  @Test
  @Pins({"CR-18", "CR-19"})
  void whoStandsByLeavesTimeToThoseThatAreLateAsItselfIs() {
    CronEntry second = CronEntry.of("a", "*/2 * * * *", ADD);
    rq.cron().add(CronEntry.of("a", "* * * * *", ADD));
    rq.cronScheduler().runOnce();
    Rq other = another();
    other.cron().add(second);
    other.cronScheduler().runOnce();
    rq.cronScheduler().runOnce();

    for (int outage = 0; outage < 3; outage++) {
      pass(3600);
      assertThat(rq.cronScheduler().runOnce()).isEmpty();
      pass(60);
      assertThat(other.cronScheduler().runOnce()).containsExactly(second);
    }
    other.cron().pause("a");
    for (int minute = 0; minute < 5; minute++) {
      pass(60);
      assertThat(rq.cronScheduler().runOnce()).as("paused").isEmpty();
    }
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

  @Test
  void anEntryThatIsRemovedDuringALookStaysRemoved() {
    for (boolean isKnown : List.of(false, true)) {
      Rq removing =
          Rq.on(backend)
              .clock(clock)
              .interceptor(
                  new JobInterceptor() {
                    @Override
                    public void enqueued(Job<?> job) {
                      assertThat(requireNonNull(ContractTasks.rq).cron().remove("second")).isTrue();
                    }
                  })
              .open();
      ContractTasks.rq = removing;
      CronEntry first = CronEntry.every("first", Duration.ofHours(1), ADD);
      CronEntry second = CronEntry.every("second", Duration.ofHours(1), ADD);
      removing.cron().add(first, second);

      assertThat(removing.cronScheduler().runOnce())
          .as("there is a record of it already: %s", isKnown)
          .containsExactly(first);

      assertThat(removing.cron().entries()).extracting(CronInfo::name).containsExactly("first");
      assertThat(removing.cron().declared()).containsExactly(first);
      pass(3600);
    }
  }

  @Test
  void aPausedEntryGoesOnWithTheNextTimeAfterItIsResumed() {
    rq.cron().add(NIGHTLY, HOURLY);
    rq.cron().pause("nightly");
    assertThat(rq.cron().find("nightly").orElseThrow().isPaused()).isTrue();
    Rq other = another();
    other.cron().pause("nightly");
    other.cron().add(NIGHTLY);
    advanceTo("2024-01-02T02:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);
    rq.cron().pause("hourly");
    advanceTo("2024-01-03T02:30:00Z");
    assertThat(rq.cronScheduler().runOnce()).isEmpty();
    assertThat(rq.cron().entries()).extracting(CronInfo::next).containsOnlyNulls();

    other.cron().resume("nightly");
    other.cron().resume("hourly");
    other.cron().resume("hourly");

    assertThat(rq.cronScheduler().runOnce()).as("not made up for").isEmpty();
    assertThat(nextTimes()).containsExactly("2024-01-03T03:00:00Z", "2024-01-03T03:00:00Z");
    advanceTo("2024-01-03T03:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(NIGHTLY, HOURLY);
  }

  @Test
  void aRemovedEntryIsGoneUntilAProgramIsStartedForIt() {
    rq.cron().add(NIGHTLY, HOURLY);
    rq.cronScheduler().runOnce();
    Rq other = another();
    assertThat(other.cron().remove("nightly")).isTrue();
    assertThat(other.cron().remove("nightly")).isFalse();

    assertThat(rq.cron().entries()).extracting(CronInfo::name).containsExactly("hourly");
    advanceTo("2024-01-01T03:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(HOURLY);
    assertThat(rq.cron().declared()).containsExactly(HOURLY);
    assertThat(rq.cron().remove("hourly")).isTrue();
    assertThat(rq.cron().declared()).isEmpty();

    Rq restarted = another();
    restarted.cron().add(NIGHTLY);
    assertThat(restarted.cronScheduler().runOnce()).isEmpty();
    assertThat(restarted.cron().entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.next()).isEqualTo("2024-01-02T03:00:00Z"));
  }

  @Test
  void anEntryThatDoesNotExistCannotBePaused() {
    assertThatExceptionOfType(NoSuchCronEntryException.class)
        .isThrownBy(() -> rq.cron().pause("nobody"))
        .matches(e -> e.entryName().equals("nobody"));
    assertThatExceptionOfType(NoSuchCronEntryException.class)
        .isThrownBy(() -> rq.cron().resume("nobody"));
    assertThat(rq.cron().remove("nobody")).isFalse();
    assertThat(rq.cron().find("nobody")).isEmpty();
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
  @Pins("CR-04")
  void itsTimesBeginWhenItIsDeclared() {
    rq.cron().add(NIGHTLY);
    advanceTo("2024-01-01T03:00:00Z");

    assertThat(rq.cronScheduler().runOnce()).containsExactly(NIGHTLY);
  }

  @Test
  @Pins({"F-13", "F-09"})
  void aHandleDeclaresAnEntry() {
    CronEntry entry =
        rq.job(DeclaredTasks::addSlowly)
            .with(o -> o.queue("high"))
            .cron("0 0 12 * * ?", "add-one-two", 1, 2);
    rq.job(DeclaredTasks::addSlowly)
        .with(o -> o.queue("high"))
        .cron("0 0 12 * * ?", "add-one-two", 1, 2);

    assertThat(rq.cron().declared()).containsExactly(entry);
    advanceTo("2024-01-01T12:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(entry);
    Job<Object> job = rq.job("cron-add-one-two-20240101T120000Z");
    assertThat(job.queue().name()).isEqualTo("high");
    Job<Integer> queued = rq.job(DeclaredTasks::addSlowly).queue(1, 2);
    assertThat(job.description()).isEqualTo(queued.description());
    assertThat(job.timeout()).isEqualTo(queued.timeout());
    assertThat(job.resultTtl()).isEqualTo(queued.resultTtl());
    assertThat(job.failureTtl()).isEqualTo(queued.failureTtl());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rq.job(DeclaredTasks::addSlowly).cron("0 61 * * *", "other", 1, 2));
  }

  /** Declares by annotations. */
  static final class Annotated {

    private Annotated() {}

    @RqCron("0 3 * * *")
    static void nightly() {
      ContractTasks.LOG.add("nightly");
    }

    @RqJob(timeout = "7m", queue = "low")
    @RqCron(interval = "2h", name = "pulse", onMissed = MissedRuns.ALL)
    static void everyTwoHours() {
      ContractTasks.LOG.add("pulse");
    }
  }

  /** Declares what cannot be meant. */
  static final class Misannotated {

    private Misannotated() {}

    @RqCron("0 3 * * *")
    static void withParameter(int number) {
      ContractTasks.LOG.add("number " + number);
    }
  }

  @Test
  @Pins("F-13")
  void methodsDeclareEntriesByAnnotation() {
    rq.cron().addAll(Annotated.class);
    assertThat(rq.cron().entries())
        .extracting(CronInfo::name)
        .containsExactly("Annotated-nightly", "pulse");

    advanceTo("2024-01-01T03:00:00Z");
    rq.cronScheduler().runOnce();
    assertThat(rq.queue("low").size()).isEqualTo(2);
    assertThat(rq.job("cron-pulse-20240101T000000Z").timeout()).contains(Duration.ofMinutes(7));
    Rq other = another();
    assertThat(other.worker("default", "low").burst().succeeded()).isEqualTo(3);

    assertThat(ContractTasks.LOG).containsExactly("nightly", "pulse", "pulse");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> rq.cron().addAll(Misannotated.class))
        .withMessageContaining("Misannotated.withParameter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rq.cron().addAll(ContractTasks.class))
        .withMessageContaining("ContractTasks");
  }

  @Test
  @Pins({"CR-09", "CR-01"})
  void aFileDeclaresEntries(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("cron.json");
    Files.writeString(
        file,
        """
        [
          {"name": "nightly", "cron": "0 3 * * *", "zone": "Europe/Berlin", "func_name": "tasks.a",
           "args": [1, 2.5, "x", null, [true], {"k": 1}], "kwargs": {"y": 2}, "queue_name": "low",
           "job_timeout": "5m", "result_ttl": "1d", "failure_ttl": -1, "ttl": 3600,
           "meta": {"owner": "ann"}, "description": "the report", "on_missed": "all"},
          {"name": "pulse", "interval": 30, "func_name": "tasks.b"},
          {"name": "slow", "interval": "2h", "func_name": "tasks.c", "job_timeout": -1}
        ]
        """);

    rq.cron().load(file);

    assertThat(rq.cron().declared())
        .extracting(CronEntry::toString)
        .containsExactly(
            "nightly: '0 3 * * *' Europe/Berlin, tasks.a(1, 2.5, 'x', null, [true], {k=1}, y=2)",
            "pulse: every 30 seconds, tasks.b()",
            "slow: every 7200 seconds, tasks.c()");
    rq.cronScheduler().runOnce();
    advanceTo("2024-01-01T02:00:00Z");
    rq.cronScheduler().runOnce();
    Job<Object> nightly = rq.job("cron-nightly-20240101T020000Z");
    assertThat(nightly.queue().name()).isEqualTo("low");
    assertThat(nightly.timeout()).contains(Duration.ofMinutes(5));
    assertThat(nightly.resultTtl()).contains(Retention.of(Duration.ofDays(1)));
    assertThat(nightly.failureTtl()).contains(Retention.forever());
    assertThat(nightly.ttl()).contains(Duration.ofHours(1));
    assertThat(nightly.meta()).containsEntry("owner", "ann");
    assertThat(nightly.description()).isEqualTo("the report");
    assertThat(nightly.callString()).endsWith("y=2)");
    assertThat(rq.job("cron-slow-20240101T000000Z").timeout()).isEmpty();
  }

  @Test
  @Pins({"CR-09", "CR-01"})
  void aFileThatSaysNonsenseDeclaresNothing(@TempDir Path directory) throws Exception {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry("no JSON", "JSON"),
            Map.entry("{}", "list"),
            Map.entry("[1]", "entry 1: it is no JSON object: 1"),
            Map.entry(fileEntry("\"cron\": \"0 3 * * *\", \"interval\": 5"), "'0 3 * * *' and '5'"),
            Map.entry(fileEntry("\"queue_name\": \"q\""), "neither"),
            Map.entry(fileEntry("\"cron\": \"0 0 31 2 *\""), "'0 0 31 2 *'"),
            Map.entry(fileEntry("\"interval\": -5"), "'-5'"),
            Map.entry(fileEntry("\"interval\": 0"), "PT0S"),
            Map.entry(fileEntry("\"interval\": 1.5"), "1.5"),
            Map.entry(fileEntry("\"interval\": 5, \"interval\": 6"), "interval"),
            Map.entry(fileEntry("\"interval\": 5, \"timeout\": 6"), "'timeout'"),
            Map.entry(fileEntry("\"interval\": 5, \"args\": 6"), "6"),
            Map.entry(fileEntry("\"interval\": 5, \"kwargs\": []"), "[]"),
            Map.entry(fileEntry("\"interval\": 5, \"zone\": \"UTC\""), "UTC"),
            Map.entry(fileEntry("\"interval\": 5, \"on_missed\": \"ever\""), "'ever'"),
            Map.entry(fileEntry("\"interval\": 5, \"job_timeout\": \"soon\""), "'soon'"),
            Map.entry("[{\"name\": \"a\", \"interval\": 5}]", "func_name"),
            Map.entry("[{\"func_name\": \"a\", \"interval\": 5}]", "no name"));
    Path file = directory.resolve("cron.json");
    wrong.forEach(
        (text, complaint) -> {
          assertThatIllegalArgumentException()
              .as(text)
              .isThrownBy(
                  () -> {
                    Files.writeString(file, text);
                    rq.cron().load(file);
                  })
              .withMessageContaining(file.toString())
              .withMessageContaining(complaint);
        });
    Files.writeString(
        file,
        "[{\"name\": \"a\", \"interval\": 5, \"func_name\": \"f\"},"
            + "{\"name\": \"a\", \"interval\": 6, \"func_name\": \"f\"}]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rq.cron().load(file))
        .withMessageContaining("a: every 6 seconds");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> rq.cron().load(directory.resolve("nothing.json")));
    assertThat(rq.cron().declared()).isEmpty();
  }

  private static String fileEntry(String more) {
    return "[{\"name\": \"a\", \"func_name\": \"tasks.a\", " + more + "}]";
  }

  /** Another program on the same installation. */
  private Rq another() {
    return Rq.on(backend).clock(clock).open();
  }

  private void advanceTo(String time) {
    clock.advanceTo(Instant.parse(time));
  }

  private List<String> ids() {
    return ids(rq);
  }

  private static List<String> ids(Rq rq) {
    return rq.queue().jobIds().stream().map(JobId::value).toList();
  }

  private List<String> nextTimes() {
    return rq.cron().entries().stream().map(entry -> String.valueOf(entry.next())).toList();
  }
}
