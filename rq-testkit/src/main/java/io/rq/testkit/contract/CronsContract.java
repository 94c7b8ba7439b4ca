package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.CronInfo;
import io.rq.CronJobInfo;
import io.rq.CronSchedulerInfo;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.SchedulerName;
import io.rq.Webhook;
import io.rq.spi.Admission;
import io.rq.spi.CronRecord;
import io.rq.spi.CronStore;
import io.rq.spi.Insertion;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is kept of cron entries, of whom one alone enqueues for a time; and of cron schedulers. */
abstract class CronsContract extends Chapter {

  private CronStore crons() {
    return backend().crons();
  }

  @Test
  @Pins("CR-19")
  void readsBackEverythingThatWasSaid() {
    CronInfo pattern =
        new CronInfo(
            "a_Nightly-1",
            QueueName.of("größe: 1"),
            "größe.of",
            "0 3 * * MON-FRI",
            null,
            ZoneId.of("Europe/Berlin"),
            true,
            NOW_CUT,
            NOW,
            null);
    CronInfo interval =
        new CronInfo(
            "b",
            MAIL,
            "tasks.add",
            null,
            Duration.ofSeconds(30),
            ZoneOffset.UTC,
            false,
            null,
            null,
            NOW_CUT);

    put(new CronRecord(interval, "d1", null, "r1"), Optional.empty());
    put(new CronRecord(pattern, "", NOW_CUT, "r2"), Optional.empty());

    assertThat(crons().find(List.of("b", "a_Nightly-1", "nobody")))
        .containsExactly(
            Optional.of(new CronRecord(interval, "d1", null, "r1")),
            Optional.of(new CronRecord(pattern, "", NOW_CUT, "r2")),
            Optional.empty());
    assertThat(crons().find(List.of())).isEmpty();
  }

  @Test
  void removedOnesAreFoundAndNotListed() {
    put(record("a", "r1"), Optional.empty());
    put(record("b", "r1"), Optional.empty());
    put(removed("a", "r2", NOW), Optional.of("r1"));

    assertThat(crons().entries()).containsExactly(record("b", "r1"));
    assertThat(crons().find(List.of("a"))).containsExactly(Optional.of(removed("a", "r2", NOW)));

    put(record("a", "r3"), Optional.of("r2"));
    assertThat(crons().entries()).containsExactly(record("a", "r3"), record("b", "r1"));
  }

  @Test
  void thoseThatWereRemovedLongAgoGoWhenAnotherIs() {
    Instant later = NOW_CUT.plus(CronStore.MEMORY);
    for (String name : List.of("a", "b", "c", "again")) {
      put(removed(name, "r1", NOW_CUT), Optional.empty());
    }
    put(removed("young", "r1", NOW_CUT.plusSeconds(1)), Optional.empty());
    put(record("again", "r2"), Optional.of("r1"));
    put(record("stays", "r1"), Optional.empty());

    put(removed("last", "r1", later.minusSeconds(1)), Optional.empty());
    assertThat(crons().find(List.of("a", "b", "c"))).allMatch(Optional::isPresent);
    put(removed("last", "r2", later), Optional.of("r1"));

    assertThat(crons().find(List.of("a", "b", "c"))).allMatch(Optional::isEmpty);
    assertThat(crons().find(List.of("young", "last"))).allMatch(Optional::isPresent);
    assertThat(crons().entries()).containsExactly(record("again", "r2"), record("stays", "r1"));
    put(record("a", "r2"), Optional.empty());
  }

  @Test
  void thereAreNoEntriesAtFirst() {
    assertThat(crons().entries()).isEmpty();
  }

  @Test
  void entriesAreListedByName() {
    for (String name : List.of("b", "Z", "a", "_", "10", "9")) {
      put(record(name, "r1"), Optional.empty());
    }

    assertThat(crons().entries())
        .extracting(record -> record.entry().name())
        .containsExactly("10", "9", "Z", "_", "a", "b");
  }

  @Test
  @Pins("CR-18")
  void aChangeThatKnowsWhatIsKeptTakesItsPlace() {
    put(record("a", "r1"), Optional.empty());
    put(record("other", "r1"), Optional.empty());

    assertThat(crons().put(record("a", "r2"), Optional.of("r1"), List.of()))
        .isEqualTo(Admission.STORED);

    assertThat(crons().entries()).containsExactly(record("a", "r2"), record("other", "r1"));
  }

  @Test
  @Pins("CR-18")
  void aChangeThatDoesNotKnowWhatIsKeptChangesNothing() {
    put(record("a", "r1"), Optional.empty());
    Insertion job = SampleJob.job("j").queued();

    for (Optional<String> revision : List.of(Optional.<String>empty(), Optional.of("r0"))) {
      Admission lost = crons().put(record("a", "r2"), revision, List.of(job));
      assertThat(lost).isEqualTo(new Admission(Set.of(), false));
    }
    assertThat(crons().put(record("b", "r2"), Optional.of("r1"), List.of(job)).isStored())
        .isFalse();

    assertThat(crons().entries()).containsExactly(record("a", "r1"));
    assertThat(find("j")).isEmpty();
    assertThat(jobs().queues()).isEmpty();
  }

  @Test
  @Pins("CR-18")
  void jobsAreStoredInTheSameStep() {
    Insertion first = SampleJob.job("first").queued();
    Insertion second = SampleJob.job("second").queued();

    assertThat(crons().put(record("a", "r1"), Optional.empty(), List.of(first, second)))
        .isEqualTo(Admission.STORED);

    assertThat(waiting()).containsExactly("first", "second");
    assertThat(found("first").state().status()).isEqualTo(JobStatus.QUEUED);
    assertThat(jobs().queues()).containsExactly(MAIL);
  }

  @Test
  @Pins("CR-18")
  void nothingIsDoneIfAJobCannotBeStored() {
    enqueue("taken");
    put(record("a", "r1"), Optional.empty());

    Admission refused =
        crons()
            .put(
                record("a", "r2"),
                Optional.of("r1"),
                List.of(SampleJob.job("new").queued(), SampleJob.job("taken").queued()));

    assertThat(refused).isEqualTo(new Admission(Set.of(id("taken")), true));
    assertThat(crons().entries()).containsExactly(record("a", "r1"));
    assertThat(find("new")).isEmpty();
    assertThat(waiting()).containsExactly("taken");
  }

  @Test
  @Pins("CR-18")
  void oneOfManyThreadsEnqueues() throws Exception {
    put(record("a", "r"), Optional.empty());
    AtomicInteger numbers = new AtomicInteger();
    List<Boolean> stored;
    try (Threads threads = new Threads()) {
      stored =
          threads.all(
              8,
              () -> {
                String mine = "r" + numbers.incrementAndGet();
                Insertion job = SampleJob.job("job-" + mine).queued();
                return crons().put(record("a", mine), Optional.of("r"), List.of(job)).isStored();
              });
    }

    assertThat(stored).containsOnlyOnce(true);
    assertThat(waiting()).hasSize(1);
  }

  @Test
  void entriesAndSchedulersAreNoQueuesAndNoWorkers() {
    Snapshot before = everything();

    put(record("a", "r1"), Optional.empty());
    crons().register(scheduler("s"), NOW);

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins({"CR-11", "CR-13"})
  void readsBackEverythingThatASchedulerSaid() {
    CronSchedulerInfo scheduler =
        new CronSchedulerInfo(
            SchedulerName.of("größe:32059:e5681b"),
            "größe.example.org",
            4_000_000_000L,
            Instant.parse("2026-01-02T03:04:05.000001Z"),
            "crön.json",
            List.of(
                new CronJobInfo(
                    "a",
                    "tasks.größe",
                    MAIL,
                    "[1, \"x\"]",
                    CronJobInfo.NOT_SERIALIZABLE,
                    Duration.ofHours(1),
                    null,
                    NOW,
                    NOW_CUT,
                    Map.of(
                        "job_timeout", "-1",
                        "result_ttl", "500",
                        "ttl", "100",
                        "failure_ttl", "200",
                        "meta", "{\"m\": 1}"),
                    List.of(Webhook.post("http://localhost/x", JobStatus.FAILED).header("a", "b"))),
                new CronJobInfo(
                    "b",
                    "tasks.b",
                    NEWS,
                    null,
                    null,
                    null,
                    "0 3 * * *",
                    null,
                    null,
                    Map.of(),
                    List.of())),
            null);

    assertThat(crons().register(scheduler, NOW)).isTrue();

    assertThat(crons().schedulers(NOW)).containsExactly(scheduler.heardOf(NOW));
  }

  @Test
  @Pins("CR-14")
  void aNameIsTakenWhileItsSchedulerIsAlive() {
    register("s", NOW);

    assertThat(crons().register(scheduler("s"), justBefore(later(120)))).isFalse();
    assertThat(crons().schedulers(NOW)).containsExactly(scheduler("s").heardOf(NOW));

    assertThat(crons().register(scheduler("s"), later(120))).isTrue();
    assertThat(crons().schedulers(later(120))).containsExactly(scheduler("s").heardOf(later(120)));
  }

  @Test
  @Pins({"CR-15", "CR-11"})
  void aBeatProlongsItsLifeAndBringsNews() {
    register("s", NOW);
    CronSchedulerInfo news =
        new CronSchedulerInfo(
            SchedulerName.of("s"),
            "h",
            1,
            NOW,
            "",
            List.of(
                new CronJobInfo(
                    "a",
                    "f",
                    MAIL,
                    null,
                    null,
                    null,
                    "* * * * *",
                    later(60),
                    later(120),
                    Map.of(),
                    List.of())),
            null);

    assertThat(crons().beat(news, later(60))).isTrue();

    assertThat(crons().schedulers(justBefore(later(180)))).containsExactly(news.heardOf(later(60)));
    assertThat(crons().schedulers(later(180))).isEmpty();
  }

  @Test
  @Pins("CR-15")
  void aBeatOfOneThatIsNotRegisteredChangesNothing() {
    register("s", NOW);

    assertThat(crons().beat(scheduler("other"), NOW)).isFalse();
    assertThat(crons().beat(scheduler("s"), later(120))).isFalse();

    assertThat(crons().schedulers(NOW))
        .extracting(CronSchedulerInfo::name)
        .doesNotContain(SchedulerName.of("other"));
    assertThat(crons().schedulers(later(120))).isEmpty();
  }

  @Test
  @Pins({"CR-14", "CR-16"})
  void theyAreListedByWhenTheyWereHeardOf() {
    register("z", NOW);
    register("b", later(1));
    register("a", later(1));
    register("c", later(2));
    crons().beat(scheduler("z"), later(3));

    assertThat(crons().schedulers(later(3)))
        .extracting(scheduler -> scheduler.name().value())
        .containsExactly("a", "b", "c", "z");
  }

  @Test
  @Pins({"CR-14", "CR-16"})
  void whoLeavesIsForgotten() {
    register("s", NOW);
    register("t", NOW);

    assertThat(crons().unregister(SchedulerName.of("s"), later(1))).isTrue();

    assertThat(crons().schedulers(later(1)))
        .extracting(scheduler -> scheduler.name().value())
        .containsExactly("t");
    assertThat(crons().unregister(SchedulerName.of("s"), later(1))).isFalse();
    assertThat(crons().unregister(SchedulerName.of("t"), later(120))).isFalse();
    register("s", later(1));
  }

  @Test
  @Pins("CR-16")
  void readingForgetsNobody() {
    register("s", NOW);

    assertThat(crons().schedulers(later(120))).isEmpty();

    assertThat(crons().schedulers(later(119))).hasSize(1);
  }

  private void register(String name, Instant now) {
    assertThat(crons().register(scheduler(name), now)).as("registered").isTrue();
  }

  private void put(CronRecord record, Optional<String> revision) {
    assertThat(crons().put(record, revision, List.of()).isStored()).as("stored").isTrue();
  }

  private static CronRecord record(String name, String revision) {
    CronInfo entry =
        new CronInfo(
            name, MAIL, "f", "* * * * *", null, ZoneOffset.UTC, false, null, null, later(60));
    return new CronRecord(entry, "d", null, revision);
  }

  private static CronRecord removed(String name, String revision, Instant at) {
    return new CronRecord(record(name, revision).entry(), "d", at, revision);
  }

  private static CronSchedulerInfo scheduler(String name) {
    return new CronSchedulerInfo(SchedulerName.of(name), "h", 1, NOW, "", List.of(), null);
  }
}
