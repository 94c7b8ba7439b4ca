package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.QueueName;
import io.rq.Rq;
import io.rq.Scheduler;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import io.rq.SchedulerOptions;
import io.rq.spi.SchedulerStore;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Schedulers as RQ's own programs see them, and RQ's own as they are seen here. */
class SchedulerKeysTest {

  private static final QueueName MAIL = QueueName.of("mail");
  private static final QueueName NEWS = QueueName.of("news");
  private static final Instant NOW = Instant.parse("2026-11-20T12:10:36.943928Z");
  private static final Instant YEARS_LATER = NOW.plus(Duration.ofDays(10_000));
  private static final Duration LIFE = Duration.ofSeconds(61);
  private static final SchedulerInfo JAVA =
      new SchedulerInfo(
          SchedulerName.of("scheduler-1"),
          List.of(MAIL, NEWS),
          Instant.parse("2026-11-20T12:10:36.690755Z"),
          null,
          32054,
          "demo-host");

  @RegisterExtension final Installation rq = Installation.onSharedServer();

  private final RedisClient redis = rq.client();
  private final SchedulerStore schedulers = rq.backend().schedulers();

  /** What Python's {@code Queue.scheduler_pid} reads. */
  private String pidAsRqReadsIt(String queue) {
    String name = redis.get(rq.key("scheduler-lock:" + queue));
    return redis.hget(rq.key("scheduler:" + name), "pid");
  }

  @Test
  @Pins({"S-16", "S-11", "Q-39"})
  void writesWhatRqReads() {
    schedulers.beat(JAVA, NOW, LIFE);

    assertThat(redis.get(rq.key("scheduler-lock:mail"))).isEqualTo("scheduler-1");
    assertThat(redis.ttl(rq.key("scheduler-lock:mail"))).isBetween(51L, 61L);
    assertThat(redis.hgetAll(rq.key("scheduler:scheduler-1")))
        .containsAllEntriesOf(
            Map.of(
                "name", "scheduler-1",
                "hostname", "demo-host",
                "pid", "32054",
                "queues", "mail,news",
                "created_at", "2026-11-20T12:10:36.690755Z",
                "last_heartbeat", "2026-11-20T12:10:36.943928Z"))
        .hasSize(7);
    assertThat(redis.ttl(rq.key("scheduler:scheduler-1"))).isBetween(51L, 61L);
    assertThat(pidAsRqReadsIt("news")).isEqualTo("32054");
  }

  @Test
  @Pins({"S-15", "S-16"})
  void aBeatRefreshesItsKeysAndThoseOfNobodyElse() {
    redis.set(rq.key("scheduler-lock:news"), "25146758dc31416586640f9fd651fffc");
    redis.expire(rq.key("scheduler-lock:news"), 1000);
    schedulers.beat(JAVA, NOW, LIFE);
    redis.expire(rq.key("scheduler-lock:mail"), 1000);
    redis.expire(rq.key("scheduler:scheduler-1"), 1000);

    assertThat(schedulers.beat(JAVA, NOW.plusSeconds(1), LIFE)).containsExactly(MAIL);

    assertThat(redis.ttl(rq.key("scheduler-lock:mail"))).isBetween(51L, 61L);
    assertThat(redis.ttl(rq.key("scheduler:scheduler-1"))).isBetween(51L, 61L);
    assertThat(redis.ttl(rq.key("scheduler-lock:news"))).isBetween(990L, 1000L);
  }

  @Test
  @Pins({"S-15", "S-12", "S-16"})
  void leavingRemovesItsKeysAndThoseOfNobodyElse() {
    redis.set(rq.key("scheduler-lock:news"), "25146758dc31416586640f9fd651fffc");
    schedulers.beat(JAVA, NOW, LIFE);

    assertThat(schedulers.unregister(JAVA, NOW)).isTrue();

    assertThat(redis.exists(rq.key("scheduler-lock:mail"))).isFalse();
    assertThat(redis.exists(rq.key("scheduler:scheduler-1"))).isFalse();
    assertThat(redis.exists(rq.key("scheduler-lock:news"))).isTrue();
  }

  @Test
  @Pins({"S-16", "Q-39"})
  void readsASchedulerOfRqs() {
    rqsOwn("32054");

    assertThat(schedulers.schedulerOf(MAIL, YEARS_LATER))
        .contains(
            new SchedulerInfo(
                SchedulerName.of("25146758dc31416586640f9fd651fffc"),
                List.of(MAIL, NEWS),
                Instant.parse("2026-11-20T12:11:03.168766Z"),
                Instant.parse("2026-11-20T12:11:05.175546Z"),
                32054,
                "demo-host"));
  }

  private void rqsOwn(String pid) {
    String name = "25146758dc31416586640f9fd651fffc";
    redis.set(rq.key("scheduler-lock:mail"), name);
    redis.hset(
        rq.key("scheduler:" + name),
        Map.of(
            "name", name,
            "hostname", "demo-host",
            "pid", pid,
            "queues", "mail,news",
            "created_at", "2026-11-20T12:11:03.168766Z",
            "last_heartbeat", "2026-11-20T12:11:05.175546Z"));
  }

  @Test
  @Pins({"Q-39", "S-11"})
  void aLockOfRqsIsHeldUntilItsKeyIsGoneThoughNobodySignedYet() {
    redis.set(rq.key("scheduler-lock:mail"), "25146758dc31416586640f9fd651fffc");

    assertThat(schedulers.schedulerOf(MAIL, NOW)).isEmpty();
    assertThat(schedulers.beat(JAVA, YEARS_LATER, LIFE)).containsExactly(NEWS);

    redis.del(rq.key("scheduler-lock:mail"));
    assertThat(schedulers.beat(JAVA, YEARS_LATER, LIFE)).containsExactly(MAIL, NEWS);
  }

  @Test
  @Pins("S-11")
  void aSchedulerOfRqsKeepsItsQueueThoughItsClockIsFarBehind() {
    rqsOwn("32054");

    assertThat(schedulers.beat(JAVA, YEARS_LATER, LIFE)).containsExactly(NEWS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a number", "99999999999999999999"})
  void aPidThatIsNoneIsNotKnown(String pid) {
    rqsOwn(pid);

    assertThat(schedulers.schedulerOf(MAIL, NOW)).map(SchedulerInfo::pid).contains(0L);
  }

  @Test
  void aLockWhoseOwnerHasNoLegalNameIsNobodys() {
    redis.set(rq.key("scheduler-lock:mail"), "a\nb");
    redis.hset(rq.key("scheduler:a\nb"), "pid", "1");

    assertThat(schedulers.schedulerOf(MAIL, NOW)).isEmpty();
  }

  @Test
  @Pins({"S-10", "S-11"})
  void aSchedulerHoldsItsLocksAMinuteLongerThanItsInterval() throws Exception {
    Rq program = Rq.on(rq.backend()).open();
    Scheduler scheduler =
        program.scheduler(
            SchedulerOptions.on("mail").name("mine").interval(Duration.ofMinutes(10)));
    Thread running = new Thread(scheduler::run);
    running.start();
    program.queue("mail").enqueueIn(Duration.ZERO, SchedulerKeysTest::nothing);
    rq.jobs().awaitWork(List.of(MAIL), Duration.ofSeconds(10));

    assertThat(redis.ttl(rq.key("scheduler-lock:mail"))).isBetween(650L, 660L);
    assertThat(redis.ttl(rq.key("scheduler:mine"))).isBetween(650L, 660L);
    scheduler.stop();
    running.join(10_000);
    assertThat(redis.exists(rq.key("scheduler-lock:mail"), rq.key("scheduler:mine"))).isZero();
  }

  static void nothing() {}
}
