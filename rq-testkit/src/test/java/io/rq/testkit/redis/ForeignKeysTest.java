package io.rq.testkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.Rq;
import io.rq.redis.RedisBackend;
import io.rq.spi.Change;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Locks.Purpose;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.Range;
import io.rq.spi.Stranded;
import io.rq.spi.Transition;
import io.rq.testkit.contract.Pins;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** What RQ's programs leave in lists, sets and registries. */
class ForeignKeysTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");
  private static final double SECOND = NOW.getEpochSecond();
  private static final QueueName MAIL = QueueName.of("mail");

  @RegisterExtension final Installation rq = Installation.onSharedServer();

  private final RedisClient redis = rq.client();
  private final RedisBackend backend = rq.backend();
  private final JobStore jobs = rq.jobs();

  private JobRecord found(String id) {
    return jobs.find(List.of(JobId.of(id))).get(0).orElseThrow();
  }

  private Rq program() {
    return rq.program(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static List<JobId> ids(String... ids) {
    return List.of(ids).stream().map(JobId::of).toList();
  }

  private boolean requeues(String id, JobStatus from) {
    Change change =
        new Change(
            JobId.of(id),
            MAIL,
            new Expected.In(Set.of(from)),
            found(id).state().enqueued(NOW),
            new Placement.Queued(End.BACK),
            null);
    return jobs.commit(Transition.of(change));
  }

  @Test
  void aJobThatWasTakenButNotStartedIsStranded() {
    for (String id : List.of("first", "second", "third")) {
      rq.writeJob(id, "status", "queued");
    }
    rq.writeJob("starting", "status", "queued");
    rq.writeJob("started", "status", "started");
    redis.zadd(rq.key("wip:mail"), SECOND + 60, "starting:0123456789abcdef0123456789abcdef");
    redis.rpush(
        rq.key("queue:mail:intermediate"),
        "gone",
        "first",
        "starting",
        "second",
        "started",
        "third");
    redis.rpush(rq.key("queue:mail:intermediate"), "first", "no:id");

    assertThat(jobs.stranded(MAIL, 10))
        .extracting(Stranded::job)
        .containsExactlyElementsOf(ids("first", "second", "third"));
    assertThat(jobs.stranded(MAIL, 2))
        .extracting(Stranded::job)
        .containsExactlyElementsOf(ids("first", "second"));
    assertThat(jobs.stranded(MAIL, 0)).isEmpty();
  }

  @Test
  void aStrandedJobIsTakenOutByAChangeOfIt() {
    rq.writeJob("a", "status", "queued");
    redis.rpush(rq.key("queue:mail:intermediate"), "a");

    assertThat(requeues("a", JobStatus.QUEUED)).isTrue();

    assertThat(jobs.stranded(MAIL, 10)).isEmpty();
    assertThat(redis.exists(rq.key("queue:mail:intermediate"))).isFalse();
    assertThat(redis.lrange(rq.key("queue:mail"), 0, -1)).containsExactly("a");
  }

  @Test
  void aStrandedJobThatAlsoWaitsIsNotDoubled() {
    rq.writeJob("a", "status", "queued");
    redis.rpush(rq.key("queue:mail:intermediate"), "a");
    redis.rpush(rq.key("queue:mail"), "a");

    assertThat(requeues("a", JobStatus.QUEUED)).isTrue();

    assertThat(jobs.stranded(MAIL, 10)).isEmpty();
    assertThat(redis.lrange(rq.key("queue:mail"), 0, -1)).containsExactly("a");
  }

  @Test
  void linesWithoutAJobAreNotDue() {
    IntStream.range(0, 2500)
        .forEach(i -> redis.zadd(rq.key("scheduled:mail"), SECOND - 100, "gone-" + i));
    rq.writeJob("a", "status", "scheduled");
    redis.zadd(rq.key("scheduled:mail"), SECOND, "a");
    redis.zadd(rq.key("wip:mail"), SECOND - 100, "gone:0123456789abcdef0123456789abcdef");

    assertThat(jobs.due(MAIL, Place.SCHEDULED, NOW, 1)).hasSize(1);
    assertThat(jobs.due(MAIL, Place.SCHEDULED, NOW, 10)).hasSize(1);
    assertThat(jobs.due(MAIL, Place.STARTED, NOW, 10)).isEmpty();
  }

  @Test
  void idsWithoutAJobAreDroppedAndTheOthersKeepTheirOrder() {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      if (i % 3 == 0) {
        rq.writeJob("job-" + i, "status", "queued");
        kept.add("job-" + i);
      }
      redis.rpush(rq.key("queue:mail"), "job-" + i);
    }

    assertThat(program().queue("mail").compact()).isEqualTo(2500 - kept.size());

    assertThat(redis.lrange(rq.key("queue:mail"), 0, -1)).containsExactlyElementsOf(kept);
    assertThat(program().queue("mail").compact()).isZero();
    assertThat(redis.lrange(rq.key("queue:mail"), 0, -1)).containsExactlyElementsOf(kept);
  }

  @Test
  @Pins("Q-10")
  void noJobIsLostOrOvertakenWhileOthersPushAndTakeBetweenThePortions() {
    for (int i = 0; i < 10; i++) {
      rq.push("mail", "gone-" + i, "job-" + i);
      rq.writeJob("job-" + i, "status", "queued");
    }

    assertThat(jobs.compact(MAIL, new Range(10, 10), NOW)).isEqualTo(5);
    assertThat(redis.lpop(rq.key("queue:mail"), 2)).containsExactly("gone-0", "job-0");
    rq.writeJob("last", "status", "queued");
    rq.push("mail", "last", "gone-9");
    assertThat(jobs.compact(MAIL, new Range(0, 10), NOW)).isEqualTo(4);

    assertThat(redis.lrange(rq.key("queue:mail"), 0, -1))
        .containsExactly(
            "job-1", "job-2", "job-3", "job-4", "job-5", "job-6", "job-7", "job-8", "job-9", "last",
            "gone-9");
  }

  @Test
  @Pins("Q-10")
  void whatAClaimWouldNotTakeIsDroppedAndWhatItWouldStays() {
    rq.writeJob("created");
    rq.writeJob("canceled", "status", "canceled");
    redis.hset(rq.key("job:empty"), "status", "queued");
    redis.set(rq.key("job:odd"), "no hash");
    redis.hset(rq.key("job:no legal id"), "data", "x");
    redis.set(rq.key("results:gone"), "left behind");
    rq.push("mail", "canceled", "created", "gone", "empty", "gone", "", "odd", "no legal id");

    assertThat(jobs.compact(MAIL, Range.ALL, NOW)).isEqualTo(7);

    assertThat(redis.lrange(rq.key("queue:mail"), 0, -1)).containsExactly("created");
    assertThat(redis.exists(rq.key("results:gone"))).isFalse();
    assertThat(
            redis.exists(
                rq.key("job:canceled"),
                rq.key("job:empty"),
                rq.key("job:odd"),
                rq.key("job:no legal id")))
        .isEqualTo(4);
  }

  @Test
  void aGroupWhoseKeyIsGoneIsNoError() {
    rq.writeJob("a", "status", "queued", "group_id", "lost");
    redis.sadd(rq.key("groups"), "lost", "empty");

    assertThat(jobs.groups(NOW)).isEmpty();
    assertThat(jobs.members("lost", NOW)).isEmpty();
    Change gone =
        new Change(
            JobId.of("a"),
            MAIL,
            new Expected.In(Set.of(JobStatus.QUEUED)),
            found("a").state(),
            new Placement.Discarded(),
            null);
    assertThat(jobs.commit(Transition.of(gone))).isTrue();
    assertThat(redis.smembers(rq.key("groups"))).containsExactly("empty");
  }

  @Test
  void membersWhoseJobExpiredAreNotListedAndGoWithASweep() {
    rq.writeJob("a", "status", "queued", "group_id", "half");
    redis.sadd(rq.key("group:half"), "a", "expired");
    redis.sadd(rq.key("group:over"), "expired");
    redis.sadd(rq.key("groups"), "half", "over");

    assertThat(jobs.groups(NOW)).containsExactly("half");
    assertThat(jobs.members("half", NOW)).containsExactlyElementsOf(ids("a"));
    assertThat(redis.scard(rq.key("group:half"))).isEqualTo(2);

    assertThat(jobs.sweepGroups(Optional.empty(), 1000)).isEmpty();

    assertThat(redis.smembers(rq.key("groups"))).containsExactly("half");
    assertThat(redis.smembers(rq.key("group:half"))).containsExactly("a");
    assertThat(redis.exists(rq.key("group:over"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void groupsOfAnySizeAndNameAreSweptInPortions(int limit) {
    rq.writeJob("a", "status", "queued");
    byte[] noText = (rq.key("group:") + "?").getBytes(UTF_8);
    noText[noText.length - 1] = (byte) 0xff;
    redis.sadd(rq.key("groups").getBytes(UTF_8), new byte[] {(byte) 0xff});
    List<String> names = List.of("", "a b", "größe", "large", "0 0 ff");
    names.forEach(name -> redis.sadd(rq.key("groups"), name));
    IntStream.range(0, 50).forEach(i -> redis.sadd(rq.key("groups"), "empty-" + i));
    for (int i = 0; i < 600; i++) {
      redis.sadd(rq.key("group:large"), "gone-" + i);
      redis.sadd(noText, ("gone-" + i).getBytes(UTF_8));
    }
    names.forEach(name -> redis.sadd(rq.key("group:" + name), "a", "gone"));

    for (int round = 0; round < 2; round++) { // the set of groups is made over when it shrinks
      Optional<String> next = Optional.empty();
      do {
        next = jobs.sweepGroups(next, limit);
      } while (next.isPresent());
    }

    assertThat(redis.smembers(rq.key("groups"))).containsExactlyInAnyOrderElementsOf(names);
    assertThat(names)
        .allSatisfy(
            name -> assertThat(redis.smembers(rq.key("group:" + name))).containsExactly("a"));
    assertThat(redis.exists(noText)).isFalse();
  }

  @Test
  void whatRqReleasedWaitsForNobody() {
    rq.writeJob("parent", "status", "started");
    rq.writeJob("child", "status", "queued");
    redis.sadd(rq.key("job:parent:dependents"), "child");

    assertThat(jobs.dependents(JobId.of("parent"))).isEmpty();
    Fact nobody = new Fact.Dependents(JobId.of("parent"), Set.of());
    assertThat(jobs.commit(new Transition(List.of(), List.of(nobody), null))).isTrue();
  }

  @Test
  void aLockOfRqsIsHeldUntilItsKeyIsGone() {
    redis.set(rq.key("clean_registries:mail"), "1");
    Instant years = NOW.plus(Duration.ofDays(10_000));

    assertThat(
            backend
                .locks()
                .acquire(Purpose.MAINTENANCE, MAIL, "ann", years, Duration.ofSeconds(60)))
        .isFalse();
    backend.locks().release(Purpose.MAINTENANCE, MAIL, "ann");

    assertThat(redis.get(rq.key("clean_registries:mail"))).isEqualTo("1");
  }

  @Test
  void aLockStandsWhereRqLooksForItAndEndsByItself() {
    backend.locks().acquire(Purpose.MAINTENANCE, MAIL, "ann", NOW, Duration.ofSeconds(899));

    assertThat(redis.ttl(rq.key("clean_registries:mail"))).isBetween(889L, 899L);
  }

  @Test
  void aParentThatIsGoneKeepsThoseThatWaitForIt() {
    rq.writeJob("parent", "status", "failed");
    rq.writeJob("child", "status", "deferred");
    redis.zadd(rq.key("failed:mail"), SECOND, "parent");
    redis.sadd(rq.key("job:parent:dependents"), "child", "released", "no:id");
    redis.expire(rq.key("job:parent:dependents"), 100);

    assertThat(jobs.purge(MAIL, NOW, 10)).isEqualTo(1);

    assertThat(jobs.dependents(JobId.of("parent"))).containsExactlyElementsOf(ids("child"));
    assertThat(redis.ttl(rq.key("job:parent:dependents"))).isEqualTo(-1);
  }

  @Test
  void aParentThatWillBeGoneKeepsThemToo() {
    rq.writeJob("parent", "status", "failed");
    rq.writeJob("child", "status", "deferred");
    redis.sadd(rq.key("job:parent:dependents"), "child");
    redis.sadd(rq.key("job::parent:dependencies"), "grandparent");
    Change kept =
        new Change(
            JobId.of("parent"),
            MAIL,
            new Expected.In(Set.of(JobStatus.FAILED)),
            found("parent").state(),
            new Placement.Retained(
                Placement.Outcome.FAILED, Retention.of(Duration.ofSeconds(100)), NOW),
            null);

    assertThat(jobs.commit(Transition.of(kept))).isTrue();

    assertThat(redis.ttl(rq.key("job:parent"))).isBetween(90L, 100L);
    assertThat(redis.ttl(rq.key("job::parent:dependencies"))).isBetween(90L, 100L);
    assertThat(redis.ttl(rq.key("job:parent:dependents"))).isEqualTo(-1);
  }

  @Test
  void timeToLiveDoesNotRunWhileAJobWaitsForItsTime() {
    rq.writeJob("a", "status", "queued", "ttl", "100");
    redis.expire(rq.key("job:a"), 100);
    redis.rpush(rq.key("queue:mail"), "a");
    Change change =
        new Change(
            JobId.of("a"),
            MAIL,
            new Expected.In(Set.of(JobStatus.QUEUED)),
            found("a").state().in(JobStatus.SCHEDULED),
            new Placement.Scheduled(NOW.plusSeconds(1000)),
            null);

    assertThat(jobs.commit(Transition.of(change))).isTrue();
    assertThat(redis.ttl(rq.key("job:a"))).isEqualTo(-1);

    assertThat(requeues("a", JobStatus.SCHEDULED)).isTrue();
    assertThat(redis.ttl(rq.key("job:a"))).isBetween(90L, 100L);
  }
}
