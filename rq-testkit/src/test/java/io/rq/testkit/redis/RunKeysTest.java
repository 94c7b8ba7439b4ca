package io.rq.testkit.redis;

import static io.rq.testkit.redis.Samples.MAIL;
import static io.rq.testkit.redis.Samples.NEXT;
import static io.rq.testkit.redis.Samples.NOW;
import static io.rq.testkit.redis.Samples.job;
import static io.rq.testkit.redis.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.ExecutionId;
import io.rq.Job;
import io.rq.JobId;
import io.rq.Rq;
import io.rq.spi.Entry;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.RunRecord;
import io.rq.testkit.contract.Pins;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/** Runs as RQ keeps them, while they go on and when they are over. */
class RunKeysTest {

  private static final Instant SECOND = Instant.ofEpochSecond(NOW.getEpochSecond());

  @RegisterExtension final Installation rq = Installation.onSharedServer();

  private final RedisClient redis = rq.client();

  static int answer() {
    return 42;
  }

  static int fail() {
    throw new IllegalStateException("as told");
  }

  @Test
  @Pins({"E-03", "E-02", "E-07"})
  void aRunLivesOnTheServerAsLongAsItsLeaseAndIsListedAMinuteLonger() {
    rq.jobs().insert(List.of(job("a")), List.of());
    Lease lease = rq.jobs().claim(NEXT, lease("x1")).orElseThrow().lease();
    long seconds = lease.ttl().toSeconds();

    assertThat(redis.ttl(rq.key("execution:a:x1"))).isBetween(seconds - 10, seconds);
    assertThat(redis.ttl(rq.key("executions:a"))).isBetween(seconds + 50, seconds + 60);
    assertThat(redis.zrange(rq.key("wip:mail"), 0, -1)).containsExactly("a:x1");
  }

  @Test
  @Pins({"E-06", "E-01"})
  void runsOfRqsWorkersAreRead() {
    long now = NOW.getEpochSecond();
    redis.zadd(rq.key("executions:a"), Map.of("x2", now + 150.0, "x1", now + 120.0));
    redis.hset(
        rq.key("execution:a:x1"),
        Map.of("id", "x1", "created_at", now + ".25", "last_heartbeat", (now + 30) + ".123456"));

    assertThat(rq.jobs().executions(JobId.of("a")))
        .containsExactly(
            new RunRecord(
                ExecutionId.of("x1"),
                SECOND.plusMillis(250),
                SECOND.plusSeconds(30).plusNanos(123_456_000),
                SECOND.plusSeconds(60)),
            new RunRecord(ExecutionId.of("x2"), null, null, SECOND.plusSeconds(90)));
  }

  @Test
  @Pins("E-07")
  void theRegistryOfRunsOfRqsWorkersIsTakenApart() {
    redis.zadd(rq.key("wip:mail"), (double) NOW.getEpochSecond(), "job-1:0b84a2bb90e144b6");

    assertThat(rq.jobs().list(MAIL, Place.STARTED, Range.ALL))
        .containsExactly(new Entry(JobId.of("job-1"), SECOND, ExecutionId.of("0b84a2bb90e144b6")));
  }

  @Test
  @Pins("RES-09")
  void whatARunReturnedOrThrewIsNotInTheRecordOfTheJob() {
    Rq program = Rq.on(rq.backend()).open();
    Job<Integer> good = program.queue().submit(Call.of(RunKeysTest::answer));
    Job<Integer> bad = program.queue().submit(Call.of(RunKeysTest::fail));
    program.worker().burst();

    for (Job<?> job : List.of(good, bad)) {
      assertThat(redis.hgetAll(rq.key("job:" + job.id())))
          .doesNotContainKeys("result", "exc_info", "return_value", "exc_string")
          .noneSatisfy((field, value) -> assertThat(value).isEqualTo("42"))
          .noneSatisfy((field, value) -> assertThat(value).contains("as told"));
    }
    assertThat(good.returnValue()).contains(42);
    assertThat(bad.latestResult().orElseThrow().failure().orElseThrow()).contains("as told");
  }
}
