package io.rq.testkit.redis;

import static io.rq.testkit.redis.Samples.MAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Rq;
import io.rq.RqJob;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.testkit.contract.Pins;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/**
 * Lines of places whose job is gone, or lies elsewhere, as crashes of RQ's programs leave them:
 * they are in nobody's way, and maintenance removes them.
 */
class StaleLinesTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");
  private static final double SECOND = NOW.getEpochSecond();
  private static final String RUN = "0123456789abcdef0123456789abcdef";

  @RegisterExtension final Installation installation = Installation.onSharedServer();

  private final RedisClient redis = installation.client();
  private final JobStore jobs = installation.jobs();
  private final Rq rq = installation.program(Clock.fixed(NOW, ZoneOffset.UTC));

  @RqJob
  static void nothing() {}

  private void hash(String id, String status) {
    redis.hset(installation.key("job:" + id), "data", "call");
    redis.hset(installation.key("job:" + id), "origin", "mail");
    redis.hset(installation.key("job:" + id), "created_at", "2026-01-02T03:00:00.000000Z");
    redis.hset(installation.key("job:" + id), "status", status);
  }

  private void sweep(int limit) {
    Optional<String> next = Optional.empty();
    do {
      next = jobs.sweep(MAIL, next, NOW, limit);
    } while (next.isPresent());
  }

  private void maintain() {
    rq.worker("mail").burst();
  }

  @Test
  void areFoundBehindThousandsThatBelongThereByAWorkerThatWorksOnceOnly() {
    for (int i = 0; i < 2100; i++) {
      redis.zadd(installation.key("deferred:mail"), SECOND - 100, "waits-" + i);
      hash("waits-" + i, "deferred");
    }
    redis.zadd(installation.key("deferred:mail"), SECOND - 90, "gone");

    maintain();

    assertThat(redis.zscore(installation.key("deferred:mail"), "gone")).isNull();
  }

  @Test
  @Pins("S-06")
  void linesOfJobsThatAreElsewhereAreNotDue() {
    IntStream.range(0, 1500)
        .forEach(
            i -> {
              hash("done-" + i, "finished");
              redis.zadd(installation.key("scheduled:mail"), SECOND - 100, "done-" + i);
              redis.zadd(installation.key("wip:mail"), SECOND - 100, "done-" + i + ":" + RUN);
            });
    hash("due", "scheduled");
    hash("lost", "started");
    redis.zadd(installation.key("scheduled:mail"), SECOND, "due");
    redis.zadd(installation.key("wip:mail"), SECOND, "lost:" + RUN);

    assertThat(jobs.due(MAIL, Place.SCHEDULED, NOW, 1000)).hasSize(1);
    assertThat(jobs.due(MAIL, Place.STARTED, NOW, 1000)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scheduled", "deferred", "wip"})
  @Pins("W-43")
  void areRemovedAMinuteAfterTheyWereWritten(String registry) {
    String suffix = registry.equals("wip") ? ":" + RUN : "";
    String belongs = registry.equals("wip") ? "started" : registry;
    for (String fresh : List.of("", "fresh-")) {
      double score = fresh.isEmpty() ? SECOND - 60 : SECOND - 59;
      hash(fresh + "elsewhere", "finished");
      redis.zadd(installation.key(registry + ":mail"), score, fresh + "elsewhere" + suffix);
      redis.zadd(installation.key(registry + ":mail"), score, fresh + "gone" + suffix);
    }
    hash("here", belongs);
    redis.zadd(installation.key(registry + ":mail"), SECOND - 100, "here" + suffix);
    redis.hset(installation.key("execution:gone:" + RUN), "id", RUN);
    redis.zadd(installation.key("executions:gone"), SECOND, RUN);

    sweep(2);

    assertThat(redis.zrange(installation.key(registry + ":mail"), 0, -1))
        .containsExactlyInAnyOrder(
            "here" + suffix, "fresh-elsewhere" + suffix, "fresh-gone" + suffix);
    assertThat(
            redis.exists(
                installation.key("execution:gone:" + RUN), installation.key("executions:gone")))
        .isEqualTo(registry.equals("wip") ? 0 : 2);
    assertThat(redis.exists(installation.key("job:elsewhere"))).isTrue();
  }

  @Test
  @Pins({"IQ-05", "IQ-03"})
  void idsThatNobodyWillStartAreTakenOutOfTheIntermediateList() {
    for (String status :
        List.of("queued", "started", "finished", "failed", "canceled", "scheduled")) {
      hash(status, status);
    }
    redis.rpush(
        installation.key("queue:mail:intermediate"),
        "gone",
        "queued",
        "finished",
        "started",
        "canceled",
        "no:id",
        "failed",
        "scheduled",
        "gone");

    sweep(3);

    assertThat(redis.lrange(installation.key("queue:mail:intermediate"), 0, -1))
        .containsExactly("queued", "started");
  }

  @Test
  @Pins({"D-15", "W-43"})
  void whatRqDeferredHasNoTimeAndGoesAtOnce() {
    hash("elsewhere", "queued");
    hash("here", "deferred");
    for (String id : List.of("elsewhere", "gone", "here")) {
      redis.zadd(installation.key("deferred:mail"), Double.POSITIVE_INFINITY, id);
    }

    sweep(1);

    assertThat(redis.zrange(installation.key("deferred:mail"), 0, -1)).containsExactly("here");
  }

  @Test
  @Pins("W-43")
  void areFoundBehindThousandsThatBelongThere() {
    for (int i = 0; i < 1200; i++) {
      hash("here-" + i, "deferred");
      redis.zadd(installation.key("deferred:mail"), SECOND - 200, "here-" + i);
    }
    redis.zadd(installation.key("deferred:mail"), SECOND - 100, "gone");

    sweep(1000);

    assertThat(redis.zcard(installation.key("deferred:mail"))).isEqualTo(1200);
  }

  @Test
  @Pins({"W-43", "REG-16"})
  void goWithTheMaintenanceOfAWorker() {
    hash("elsewhere", "finished");
    redis.zadd(installation.key("scheduled:mail"), SECOND - 100, "elsewhere");
    redis.zadd(installation.key("wip:mail"), SECOND - 100, "gone:" + RUN);

    maintain();

    assertThat(redis.exists(installation.key("scheduled:mail"), installation.key("wip:mail")))
        .isZero();
  }

  @Test
  @Pins({"REG-16", "REG-14"})
  void aLostRunThatOldVersionsOfRqListByTheJobAloneIsRecovered() {
    hash("old", "started");
    redis.zadd(installation.key("wip:mail"), SECOND - 1, "old");

    maintain();

    assertThat(redis.hget(installation.key("job:old"), "status")).isEqualTo("failed");
    assertThat(redis.exists(installation.key("wip:mail"))).isFalse();
    assertThat(redis.zscore(installation.key("failed:mail"), "old")).isNotNull();
  }

  @Test
  @Pins({"REG-16", "Q-42"})
  void aRunThatWasLostIsNotTakenForTheOneThatGoesOn() {
    String later = "fedcba9876543210fedcba9876543210";
    hash("again", "started");
    redis.zadd(installation.key("wip:mail"), SECOND - 1, "again:" + RUN);
    redis.zadd(installation.key("wip:mail"), SECOND + 60, "again:" + later);
    redis.zadd(installation.key("executions:again"), SECOND + 59, RUN);
    redis.zadd(installation.key("executions:again"), SECOND + 120, later);

    maintain();

    assertThat(redis.hget(installation.key("job:again"), "status")).isEqualTo("started");
    assertThat(redis.zscore(installation.key("wip:mail"), "again:" + later)).isNotNull();
    assertThat(redis.exists(installation.key("results:again"))).isFalse();
  }

  @Test
  @Pins({"REG-02", "REG-03"})
  void registriesAreWhereRqLooksForThem() {
    for (String registry : List.of("scheduled", "deferred", "finished", "failed", "canceled")) {
      redis.zadd(installation.key(registry + ":mail"), SECOND, "job-1");
      Place place = Place.valueOf(registry.toUpperCase(Locale.ROOT));

      assertThat(jobs.entry(MAIL, place, JobId.of("job-1"))).as(registry).isPresent();
    }
    hash("job-1", "started");
    redis.zadd(installation.key("wip:mail"), SECOND, "job-1:" + RUN);
    assertThat(jobs.entry(MAIL, Place.STARTED, JobId.of("job-1"))).isPresent();
    redis.zadd(installation.key("wip:mail"), SECOND, "old");
    assertThat(jobs.entry(MAIL, Place.STARTED, JobId.of("old"))).isPresent();
  }

  @Test
  @Pins("D-24")
  void whatWaitsForAJobThatRqDeletedGoesOn() {
    rq.queue("mail").submit(Call.ofVoid(StaleLinesTest::nothing).id("parent"));
    Job<Void> child =
        rq.queue("mail")
            .submit(
                Call.ofVoid(StaleLinesTest::nothing)
                    .id("child")
                    .dependsOn(Dependency.on("parent")));
    redis.del(installation.key("job:parent"), installation.key("job:parent:dependents"));

    maintain();

    assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
  }
}
