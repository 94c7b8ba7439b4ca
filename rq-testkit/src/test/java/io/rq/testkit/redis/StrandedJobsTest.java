package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.spi.Stranded;
import io.rq.testkit.TestClock;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.ListDirection;

/**
 * Jobs that a worker of RQ's took and never started: it first moves the id to the intermediate list
 * of its queue, then begins the run.
 */
class StrandedJobsTest {

  @RegisterExtension final Installation redis = Installation.onSharedServer();

  private final RedisClient client = redis.client();
  private final TestClock clock = new TestClock(TestClock.START);
  private final Rq rq = Rq.on(redis.backend()).clock(clock).open();
  private final Queue queue = rq.queue();
  private final String list = redis.key("queue:default");
  private final String taken = redis.key("queue:default:intermediate");

  static int answer() {
    return 42;
  }

  private JobId takeAsRqDoes() {
    return JobId.of(client.lmove(list, taken, ListDirection.LEFT, ListDirection.RIGHT));
  }

  private String noteOn(Job<?> job) {
    return client.get(taken + ":first_seen:" + job.id());
  }

  // Another worker each time, as of programs that are started for each burst.
  private long burst() {
    return rq.worker().burst().executed();
  }

  private void pass(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  @Test
  @Pins({"IQ-02", "IQ-01"})
  void areStillQueuedButNotInTheirQueue() {
    Job<Integer> first = queue.enqueue(StrandedJobsTest::answer);
    Job<Integer> second = queue.enqueue(StrandedJobsTest::answer);

    takeAsRqDoes();
    takeAsRqDoes();

    assertThat(first.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(queue.jobIds()).isEmpty();
    assertThat(client.lrange(taken, 0, -1))
        .containsExactly(first.id().value(), second.id().value());
    assertThat(redis.jobs().stranded(QueueName.DEFAULT, 10))
        .containsExactly(new Stranded(first.id(), null), new Stranded(second.id(), null));
  }

  @Test
  @Pins({"IQ-05", "IQ-07", "IQ-04"})
  void areQueuedAgainAMinuteAfterTheyWereFirstNoticed() {
    Job<Integer> job = queue.submit(Call.of(StrandedJobsTest::answer).retry(Retry.max(3)));
    takeAsRqDoes();
    pass(1000);

    assertThat(burst()).as("noticed").isZero();
    pass(59);
    assertThat(burst()).as("not yet").isZero();
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    pass(1);
    assertThat(burst()).as("by another worker than the one that noticed it").isOne();

    assertThat(job.returnValue()).contains(42);
    assertThat(job.retriesLeft()).as("it never failed").hasValue(3);
    assertThat(client.exists(taken, taken + ":first_seen:" + job.id())).isZero();
  }

  @Test
  @Pins("IQ-04")
  void areNotedOnceWhereRqLooks() {
    Job<Integer> job = queue.enqueue(StrandedJobsTest::answer);
    takeAsRqDoes();
    assertThat(noteOn(job)).isNull();
    Instant first = clock.instant();

    burst();
    assertThat(noteOn(job)).isEqualTo(first.getEpochSecond() + ".0");
    assertThat(client.ttl(taken + ":first_seen:" + job.id())).isBetween(86_000L, 86_400L);
    pass(30);
    burst();

    assertThat(noteOn(job)).isEqualTo(first.getEpochSecond() + ".0");
    assertThat(redis.jobs().stranded(QueueName.DEFAULT, 10))
        .containsExactly(new Stranded(job.id(), first));
  }

  @Test
  @Pins({"IQ-04", "IQ-05"})
  void areQueuedAgainAMinuteAfterRqNoticedThem() {
    Job<Integer> job = queue.enqueue(StrandedJobsTest::answer);
    takeAsRqDoes();
    client.set(taken + ":first_seen:" + job.id(), clock.instant().getEpochSecond() + ".407204");

    pass(60);
    assertThat(burst()).isZero();
    pass(1);
    assertThat(burst()).isOne();
  }

  @Test
  @Pins("IQ-05")
  void areNoticedAnewWhenTheyWereQueuedAgainMeanwhile() {
    Job<Integer> job = queue.enqueue(StrandedJobsTest::answer);
    client.set(taken + ":first_seen:" + job.id(), clock.instant().getEpochSecond() + ".0");
    burst();
    pass(400);
    job.requeue();
    takeAsRqDoes();

    assertThat(burst()).as("an old note").isZero();
    pass(60);
    assertThat(burst()).isOne();
  }

  @Test
  @Pins("IQ-05")
  void areLeftAloneOnceTheirRunIsRegistered() {
    Job<Integer> job = queue.enqueue(StrandedJobsTest::answer);
    takeAsRqDoes();
    burst();
    client.zadd(
        redis.key("wip:default"),
        (double) clock.instant().plusSeconds(1000).getEpochSecond(),
        job.id() + ":0b84a2bb90e144b6");

    pass(500);
    assertThat(burst()).isZero();

    assertThat(client.lrange(taken, 0, -1)).containsExactly(job.id().value());
    assertThat(client.llen(list)).isZero();
  }

  @Test
  @Pins("IQ-05")
  void areForgottenAtOnceWhenTheirRecordIsGone() {
    Job<Integer> job = queue.enqueue(StrandedJobsTest::answer);
    takeAsRqDoes();
    client.del(redis.key("job:" + job.id()));

    assertThat(burst()).isZero();

    assertThat(client.exists(taken)).isFalse();
  }

  @Test
  @Pins("IQ-03")
  void areStrandedNoLongerOnceSomebodyCallsThemOff() {
    Job<Integer> job = queue.enqueue(StrandedJobsTest::answer);
    takeAsRqDoes();
    burst();

    job.cancel();

    assertThat(redis.jobs().stranded(QueueName.DEFAULT, 10)).isEqualTo(List.of());
    assertThat(client.exists(taken, taken + ":first_seen:" + job.id())).isZero();
  }
}
