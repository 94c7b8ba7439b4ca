package io.rq.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.CronInfo;
import io.rq.CronJobInfo;
import io.rq.CronScheduler;
import io.rq.CronSchedulerInfo;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.SchedulerName;
import io.rq.spi.CronStore;
import io.rq.testkit.TestClock;
import io.rq.testkit.contract.Pins;
import io.rq.testkit.redis.Installation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Cron schedulers of RQ as they are seen here, and ours as RQ sees them. */
class GoldenCronTest {

  private static final Instant START = Instant.parse("2026-11-20T12:11:07Z");
  private static final String RQS = "demo-host:32059:e5681b";

  @RegisterExtension final Installation installation = Installation.onEmptyServer();

  private final RedisClient redis = installation.client();
  private final CronStore crons = installation.backend().crons();

  @Test
  @Pins({"CR-11", "CR-12", "CR-13", "CR-16"})
  void oneOfRqsIsSeenHere() {
    Golden golden = Golden.read("cron");
    golden.restore(redis);
    Instant heardOf = Instant.parse("2026-11-20T12:11:07.112757Z");

    assertThat(crons.schedulers(golden.capturedAt()))
        .containsExactly(
            new CronSchedulerInfo(
                SchedulerName.of(RQS),
                "demo-host",
                32059,
                Instant.parse("2026-11-20T12:11:07.108711Z"),
                "cronconf",
                List.of(
                    new CronJobInfo(
                        "demo_tasks.add",
                        "demo_tasks.add",
                        QueueName.DEFAULT,
                        "[1]",
                        "{\"y\": 2}",
                        Duration.ofHours(1),
                        null,
                        Instant.parse("2026-11-20T12:11:07.111638Z"),
                        Instant.parse("2026-11-20T13:11:07.111638Z"),
                        Map.of("result_ttl", "500"),
                        List.of()),
                    new CronJobInfo(
                        "demo_tasks.echo",
                        "demo_tasks.echo",
                        QueueName.of("low"),
                        "[\"x\"]",
                        null,
                        null,
                        "0 3 * * *",
                        null,
                        Instant.parse("2026-11-21T03:00:00Z"),
                        Map.of(
                            "job_timeout", "60",
                            "result_ttl", "500",
                            "ttl", "100",
                            "failure_ttl", "200",
                            "meta", "{\"m\": 1}"),
                        List.of())),
                heardOf));
    assertThat(crons.schedulers(heardOf.plus(CronStore.LIFE).plusMillis(1))).isEmpty();
    assertThat(crons.entries()).as("entries of ours").isEmpty();
  }

  @Test
  @Pins({"CR-11", "CR-13", "CR-15"})
  void oneOfOursIsWrittenAsRqDoes() throws Exception {
    TestClock clock = new TestClock(START);
    Rq rq = installation.program(clock);
    rq.cron()
        .add(
            CronEntry.every(
                "add",
                Duration.ofHours(1),
                Call.path("demo_tasks.add", 1).kwarg("y", 2).resultTtl(Duration.ofSeconds(500))),
            CronEntry.of(
                    "echo",
                    "0 3 * * *",
                    Call.path("demo_tasks.echo", "x")
                        .timeout(Duration.ofSeconds(60))
                        .resultTtl(Duration.ofSeconds(500))
                        .ttl(Duration.ofSeconds(100))
                        .failureTtl(Duration.ofSeconds(200))
                        .meta("m", 1))
                .queue("low"));
    StoredKey rqs = Golden.read("cron").keys().get("rq:cron_scheduler:" + RQS);

    CronScheduler scheduler = rq.cronScheduler("ours");
    Thread running = new Thread(scheduler::run);
    running.start();
    awaitEntries();

    Map<String, String> ours = redis.hgetAll("rq:cron_scheduler:ours");
    assertThat(ours).containsOnlyKeys(rqs.rows().get(0).keySet());
    assertThat(ours)
        .containsEntry("name", "ours")
        .containsEntry("pid", Long.toString(ProcessHandle.current().pid()))
        .containsEntry("created_at", "2026-11-20T12:11:07.000000Z")
        .containsEntry("config_file", "");
    assertThat(withoutNames(ours.get("cron_jobs")))
        .as("RQ counts from the moment, we from the second")
        .isEqualTo(withoutNames(rqs.field("cron_jobs").replace(".111638Z", ".000000Z")));
    assertThat(redis.zscore("rq:cron_schedulers", "ours"))
        .isEqualTo((double) START.getEpochSecond());
    assertThat(redis.ttl("rq:cron_scheduler:ours")).isBetween(110L, 120L);
    scheduler.stop();
    running.join(10_000);
    assertThat(redis.exists("rq:cron_schedulers", "rq:cron_scheduler:ours")).isZero();
  }

  // RQ 2.10 has no names of entries; it passes over them.
  private static JsonNode withoutNames(String json) {
    JsonNode entries = JsonMapper.shared().readTree(json);
    entries.forEach(entry -> ((ObjectNode) entry).remove("name"));
    return entries;
  }

  private void awaitEntries() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (crons.schedulers(START).stream().allMatch(scheduler -> scheduler.jobs().isEmpty())
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  @Pins("CR-15")
  void theRecordOfANewOneIsKeptForAMinute() {
    crons.register(scheduler("new"), START);

    assertThat(redis.ttl("rq:cron_scheduler:new")).isBetween(50L, 60L);
    crons.beat(scheduler("new"), START);
    assertThat(redis.ttl("rq:cron_scheduler:new")).isBetween(110L, 120L);
  }

  @Test
  @Pins("CR-14")
  void aNameThatRqHasIsTaken() {
    redis.zadd("rq:cron_schedulers", (double) START.getEpochSecond(), "theirs");

    assertThat(crons.register(scheduler("theirs"), START)).isFalse();
    assertThat(crons.schedulers(START)).as("without a record, as with RQ").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "{}",
        "[1]",
        "[{}]",
        "[{\"func_name\": \"f\"}]",
        "[{\"queue_name\": \"q\"}]",
        "[{\"func_name\": 1, \"queue_name\": 2}]"
      })
  @Pins("CR-11")
  void entriesThatCannotBeReadAreNone(String text) {
    crons.register(scheduler("s"), START);
    redis.hset("rq:cron_scheduler:s", "cron_jobs", text);

    assertThat(crons.schedulers(START))
        .singleElement()
        .satisfies(scheduler -> assertThat(scheduler.jobs()).isEmpty());
    redis.hdel("rq:cron_scheduler:s", "cron_jobs");
    assertThat(crons.schedulers(START)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"revision", "queue_name", "cron", "zone", "next_enqueue_time"})
  @Pins("CR-19")
  void anEntryThatWasSpoiledDisturbsNoOther(String field) {
    TestClock clock = new TestClock(START);
    Rq rq = installation.program(clock);
    rq.cron()
        .add(
            CronEntry.of("a", "@daily", Call.path("f")),
            CronEntry.of("b", "@daily", Call.path("f")));
    rq.cronScheduler().runOnce();
    redis.hset("rq:cron_entry:a", field, "");
    redis.zadd("rq:cron_entries", Double.POSITIVE_INFINITY, "nobody");

    clock.advance(Duration.ofDays(1));
    assertThat(rq.cronScheduler().runOnce()).extracting(CronEntry::name).contains("b");
    assertThat(rq.cron().entries()).extracting(CronInfo::name).contains("b");
  }

  @Test
  void entriesAreKeptInAHashOfTheirOwn() {
    Rq rq = installation.program(new TestClock(START));
    rq.cron().add(CronEntry.of("a", "0 3 * * *", Call.path("f")).zone(ZoneId.of("Europe/Berlin")));
    rq.cronScheduler().runOnce();

    assertThat(redis.keys("*")).containsExactlyInAnyOrder("rq:cron_entries", "rq:cron_entry:a");
    assertThat(redis.hgetAll("rq:cron_entry:a"))
        .containsEntry("cron", "0 3 * * *")
        .containsEntry("zone", "Europe/Berlin")
        .containsEntry("next_enqueue_time", "2026-11-21T02:00:00.000000Z");
    assertThat(redis.ttl("rq:cron_entry:a")).as("kept for good").isEqualTo(-1);
  }

  @Test
  void ofARemovedEntryAMarkIsKeptForAWhileAndThenNothing() {
    TestClock clock = new TestClock(START);
    Rq rq = installation.program(clock);
    rq.cron().add(CronEntry.of("a", "@daily", Call.path("f")));
    rq.cron().remove("a");
    assertThat(redis.hget("rq:cron_entry:a", "removed_at"))
        .isEqualTo("2026-11-20T12:11:07.000000Z");

    clock.advance(CronStore.MEMORY);
    rq.cron().add(CronEntry.of("b", "@daily", Call.path("f")));
    rq.cron().remove("b");

    assertThat(redis.keys("*")).containsExactlyInAnyOrder("rq:cron_entries", "rq:cron_entry:b");
    assertThat(redis.zrange("rq:cron_entries", 0, -1)).containsExactly("b");
  }

  private static CronSchedulerInfo scheduler(String name) {
    return new CronSchedulerInfo(SchedulerName.of(name), "h", 1, START, "", List.of(), null);
  }
}
