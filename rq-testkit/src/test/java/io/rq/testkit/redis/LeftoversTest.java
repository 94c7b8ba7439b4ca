package io.rq.testkit.redis;

import static io.rq.testkit.redis.Samples.MAIL;
import static io.rq.testkit.redis.Samples.NEXT;
import static io.rq.testkit.redis.Samples.NOW;
import static io.rq.testkit.redis.Samples.finish;
import static io.rq.testkit.redis.Samples.job;
import static io.rq.testkit.redis.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.redis.RedisBackend;
import io.rq.spi.Claim;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Selection;
import io.rq.spi.Transition;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Ids that stand in a queue once too often, and keys that are not what they should be. */
class LeftoversTest {

  @RegisterExtension final Installation rq = Installation.onSharedServer();

  private final RedisClient redis = rq.client();
  private final RedisBackend backend = rq.backend();
  private final JobStore jobs = rq.jobs();

  private JobRecord found(String id) {
    return jobs.find(List.of(JobId.of(id))).get(0).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"started", "finished", "failed", "stopped", "canceled", "deferred", "scheduled"})
  void aJobThatDoesNotWaitIsNotRunForAnIdInTheQueue(String status) {
    redis.hset(rq.key("job:a"), Map.of("data", "x", "origin", "mail", "status", status));
    redis.rpush(rq.key("queue:mail"), "a", "a");

    assertThat(jobs.claim(new Selection.Exactly(MAIL, JobId.of("a")), lease("x1"))).isEmpty();
    assertThat(jobs.claim(NEXT, lease("x2"))).isEmpty();
    assertThat(redis.hget(rq.key("job:a"), "status")).isEqualTo(status);
    assertThat(jobs.count(MAIL, Place.STARTED)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "created", ""})
  void aJobThatMayWaitIsRun(String status) {
    redis.hset(rq.key("job:a"), Map.of("data", "x", "origin", "mail", "status", status));
    redis.rpush(rq.key("queue:mail"), "a");

    assertThat(jobs.claim(NEXT, lease("x1"))).isPresent();
  }

  @Test
  void anIdThatWasUsedAgainRunsOnce() {
    redis.rpush(rq.key("queue:mail"), "again");
    jobs.insert(List.of(job("again")), List.of());

    Claim first = jobs.claim(NEXT, lease("x1")).orElseThrow();

    assertThat(jobs.claim(NEXT, lease("x2"))).isEmpty();
    assertThat(jobs.commit(Transition.of(finish(first)))).isTrue();
  }

  @Test
  void aResultsKeyOfAnotherTypeDoesNotKeepAJobFromBeingSettled() {
    jobs.insert(List.of(job("a")), List.of());
    Claim claim = jobs.claim(NEXT, lease("x1")).orElseThrow();
    redis.set(rq.key("results:a"), "no stream");

    assertThat(jobs.commit(Transition.of(finish(claim)))).isTrue();
    assertThat(jobs.results(JobId.of("a"), 10)).hasSize(1);
  }

  @Test
  void aQueueKeyOfAnotherTypeDoesNotKeepAWorkerFromTheNextQueue() {
    redis.set(rq.key("queue:broken"), "no list");
    jobs.insert(List.of(job("a")), List.of());

    Selection both = new Selection.FirstOf(List.of(QueueName.of("broken"), MAIL));

    assertThat(jobs.claim(both, lease("x1"))).isPresent();
    assertThat(redis.get(rq.key("queue:broken"))).isEqualTo("no list");
  }

  @Test
  void aJobBehindThousandsOfIdsWithoutJobIsFound() {
    redis.rpush(
        rq.key("queue:mail"),
        IntStream.range(0, 2500).mapToObj(n -> "gone-" + n).toArray(String[]::new));
    jobs.insert(List.of(job("good")), List.of());

    assertThat(jobs.claim(NEXT, lease("x1"))).isPresent();
    assertThat(jobs.count(MAIL, Place.QUEUED)).isZero();
  }

  @Test
  void aJobBehindThousandsOfIdsWithoutJobIsFoundWithTheStepBefore() {
    jobs.insert(List.of(job("first")), List.of());
    Claim first = jobs.claim(NEXT, lease("x1")).orElseThrow();
    redis.rpush(
        rq.key("queue:mail"),
        IntStream.range(0, 2500).mapToObj(n -> "gone-" + n).toArray(String[]::new));
    jobs.insert(List.of(job("good")), List.of());

    var settlement = jobs.commitAndClaim(Transition.of(finish(first)), NEXT, lease("x2"));

    assertThat(settlement.applied()).isTrue();
    assertThat(settlement.next()).get().extracting(c -> c.job().id()).isEqualTo(JobId.of("good"));
    assertThat(jobs.results(JobId.of("first"), 10)).hasSize(1);
  }

  @Test
  void aKeyOfAnotherTypeInPlaceOfAnotherParentHoldsUpNobody() {
    Rq program = Rq.on(backend).open();
    Queue mail = program.queue("mail");
    mail.submit(Call.of(LeftoversTest::one).id("parent"));
    program.queue("news").submit(Call.of(LeftoversTest::one).id("other"));
    mail.submit(
        Call.of(LeftoversTest::one).id("child").dependsOn(Dependency.on("parent", "other")));
    redis.del(rq.key("job:other"));
    redis.set(rq.key("job:other"), "no hash");

    assertThat(program.worker("mail").burst().executed()).isPositive();

    assertThat(program.job("parent").status()).isEqualTo(JobStatus.FINISHED);
    assertThat(redis.get(rq.key("job:other"))).isEqualTo("no hash");
  }

  static int one() {
    return 1;
  }

  @Test
  @Pins("R-13")
  void aNumberOfRetriesBelowZeroIsNone() {
    jobs.insert(List.of(job("a")), List.of());
    redis.hset(rq.key("job:a"), "number_of_retries", "-5");

    assertThat(jobs.claim(NEXT, lease("x1")).orElseThrow().job().state().counters().retriesUsed())
        .isZero();
  }

  @Test
  void aQueueIsDeletedWithIdsThatLeadToNoWaitingJob() {
    jobs.insert(List.of(job("good")), List.of());
    redis.hset(rq.key("job:canceled"), Map.of("data", "x", "status", "canceled"));
    redis.hset(rq.key("job:nobody"), Map.of("data", "x"));
    redis.set(rq.key("job:odd"), "no hash");
    redis.rpush(rq.key("queue:mail"), "gone", "canceled", "nobody", "odd", "no legal id");

    assertThat(jobs.forget(MAIL)).isFalse();
    assertThat(jobs.queues()).containsExactly(MAIL);
    Rq.on(backend).open().queue("mail").delete();

    assertThat(jobs.queues()).isEmpty();
    assertThat(redis.exists(rq.key("queue:mail"))).isFalse();
    assertThat(redis.exists(rq.key("job:canceled"))).isTrue();
    assertThat(redis.get(rq.key("job:odd"))).isEqualTo("no hash");
    assertThat(redis.exists(rq.key("job:good"), rq.key("job:nobody"))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "-5, true", "nan, true", "no, true", "2, false"})
  void onlyANumberAboveOneEndsASuspension(String mark, boolean suspended) {
    jobs.insert(List.of(job("waits")), List.of());
    redis.set(rq.key("suspended"), mark);

    assertThat(backend.signals().isSuspended(NOW)).isEqualTo(suspended);
    assertThat(jobs.claim(NEXT, lease("x1")).isEmpty()).isEqualTo(suspended);
  }

  @Test
  void aJobWhoseOriginIsNoTextGetsTheQueueThatItWasIn() {
    redis.hset(rq.key("job:a"), Map.of("data", "x"));
    redis.hset(
        rq.key("job:a").getBytes(StandardCharsets.UTF_8),
        "origin".getBytes(StandardCharsets.UTF_8),
        new byte[] {'m', (byte) 0xff});
    redis.rpush(rq.key("queue:mail"), "a");

    Claim claim = jobs.claim(NEXT, lease("x1")).orElseThrow();

    assertThat(claim.job().spec().origin()).isEqualTo(MAIL);
    assertThat(jobs.count(MAIL, Place.STARTED)).isOne();
    assertThat(jobs.commit(Transition.of(finish(claim)))).isTrue();
    assertThat(jobs.count(MAIL, Place.STARTED)).isZero();
  }

  @Test
  void anOriginOfManyAlphabetsIsKept() {
    String origin = "größe-郵便-📮";
    redis.hset(rq.key("job:a"), Map.of("data", "x", "origin", origin));
    redis.rpush(rq.key("queue:mail"), "a");

    assertThat(jobs.claim(NEXT, lease("x1")).orElseThrow().job().spec().origin())
        .isEqualTo(QueueName.of(origin));
    assertThat(found("a").spec().origin()).isEqualTo(QueueName.of(origin));
  }

  @Test
  void aServerThatForgotTheScriptsIsToldTheTextAtOnce() throws Exception {
    try (RedisServer server = RedisServer.start();
        RedisBackend own = RedisBackend.connect(server.url());
        CommandLog log = new CommandLog(server.port())) {
      boolean stored = own.jobs().insert(List.of(job("a")), List.of()).isStored();

      assertThat(stored).isTrue();
      assertThat(log.names()).containsExactly("EVALSHA", "EVAL");
    }
  }

  @Test
  void aTimeToLiveThatIsOverIsFoundWithoutAnyClockOfTheServer() {
    redis.hset(
        rq.key("job:late"),
        Map.of(
            "data",
            "x",
            "origin",
            "mail",
            "status",
            "queued",
            "ttl",
            "60",
            "enqueued_at",
            "2026-01-02T03:03:05.999999Z"));
    redis.rpush(rq.key("queue:mail"), "late");

    assertThat(jobs.insert(List.of(job("late")), List.of()).isStored()).isTrue();
    assertThat(redis.lrange(rq.key("queue:mail"), 0, -1)).containsExactly("late");
    assertThat(redis.hget(rq.key("job:late"), "ttl")).isNull();
    assertThat(found("late").isExpired(NOW.plus(Duration.ofDays(1)))).isFalse();
  }
}
