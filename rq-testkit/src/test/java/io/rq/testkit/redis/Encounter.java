package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Rq;
import io.rq.spi.Bytes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.RedisClient;

/**
 * A worker meets a record that another program wrote, in each place where it may meet one; beside
 * it waits a good job, which shall not suffer from that.
 */
final class Encounter {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");

  private static final double LONG_AGO = NOW.getEpochSecond() - 1000;
  private static final List<String> BEGINNING = List.of("in-queue", "scheduled", "deferred");
  private static final String RUN = "0123456789abcdef0123456789abcdef";

  private final Installation installation;
  private final RedisClient redis;
  private final Rq rq;
  private final Map<String, Bytes> record = new LinkedHashMap<>();

  private Encounter(Installation installation) {
    this.installation = installation;
    this.redis = installation.client();
    this.rq = installation.program(() -> NOW);
    with("data", "[\"demo_tasks.add\", null, [1], {\"y\": 2}]");
    with("origin", "mail").with("timeout", "180");
    with("created_at", "2026-01-02T03:04:04.123456Z");
  }

  /** With what would be a good record. */
  static Encounter on(Installation installation) {
    return new Encounter(installation);
  }

  /** With another value in a field. */
  Encounter with(String field, String value) {
    return with(field, Bytes.ofText(value));
  }

  /** With another value in a field. */
  Encounter with(String field, Bytes value) {
    record.put(field, value);
    return this;
  }

  /**
   * Lets a worker work, and asserts that the record makes a job fail wherever it could begin.
   *
   * @return what was recorded of the one in the queue
   */
  String fails() {
    meet();
    for (String id : BEGINNING) {
      assertThat(job(id).status()).as(id).isEqualTo(JobStatus.FAILED);
      assertThat(rq.queue("mail").failed().jobIds()).contains(JobId.of(id));
    }
    assertThat(job("lost").status()).isEqualTo(JobStatus.FAILED);
    return failure("in-queue");
  }

  /**
   * The same of a field of the state, which is written anew, without what nobody can read, when a
   * job is moved into its queue: such jobs run.
   */
  String failsUnlessMoved() {
    meet();
    assertThat(job("in-queue").status()).isEqualTo(JobStatus.FAILED);
    assertThat(job("scheduled").returnValue()).contains(3);
    assertThat(job("deferred").returnValue()).contains(3);
    return failure("in-queue");
  }

  /** Lets a worker work, and asserts that the record is a job that runs wherever it can begin. */
  void runs() {
    meet();
    for (String id : BEGINNING) {
      assertThat(job(id).returnValue()).as(id).contains(3);
    }
    assertThat(job("lost").status()).isEqualTo(JobStatus.FAILED);
  }

  /** The same, where nothing is kept of a success. */
  void runsAndIsNotKept() {
    meet();
    for (String id : BEGINNING) {
      assertThat(rq.findJob(id)).as(id).isEmpty();
    }
    assertThat(rq.queue("mail").failed().jobIds()).containsExactly(JobId.of("lost"));
  }

  /** Lets a worker work, and asserts that nothing in its way was any harm to it. */
  void meet() {
    write("in-queue", "queued");
    redis.rpush(installation.key("queue:mail"), "in-queue");
    write("scheduled", "scheduled");
    redis.zadd(installation.key("scheduled:mail"), LONG_AGO, "scheduled");
    write("lost", "started");
    redis.zadd(installation.key("wip:mail"), LONG_AGO, "lost:" + RUN);
    write("taken", "queued");
    redis.rpush(installation.key("queue:mail:intermediate"), "taken");
    write("deferred", "deferred");
    redis.hset(installation.key("job:deferred"), "dependency_ids", "[\"good\"]");
    redis.zadd(installation.key("deferred:mail"), LONG_AGO, "deferred");
    redis.sadd(installation.key("job:good:dependents"), "deferred");
    redis.sadd(installation.key("job::deferred:dependencies"), "good");
    installation.writeJob("good", "data", "[\"demo_tasks.add\", null, [40], {\"y\": 2}]");
    redis.rpush(installation.key("queue:mail"), "good");

    rq.worker("mail").burst();

    assertThat(job("good").returnValue()).contains(42);
    assertThat(rq.queue("mail").isEmpty()).isTrue();
    assertThat(rq.queue("mail").started().size()).isZero();
    assertThat(job("taken").exists()).isTrue(); // it may still be started
  }

  private void write(String id, String status) {
    redis.hset(installation.key("job:" + id), "status", status);
    record.forEach((field, value) -> installation.writeField(id, field, value.array()));
  }

  Job<Object> job(String id) {
    return rq.job(id);
  }

  /** What was recorded of a failure. */
  String failure(String id) {
    return job(id).latestResult().orElseThrow().failure().orElseThrow();
  }
}
