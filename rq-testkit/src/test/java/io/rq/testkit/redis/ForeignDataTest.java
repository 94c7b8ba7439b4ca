package io.rq.testkit.redis;

import static io.rq.testkit.redis.Samples.ANN;
import static io.rq.testkit.redis.Samples.MAIL;
import static io.rq.testkit.redis.Samples.NEXT;
import static io.rq.testkit.redis.Samples.NOW;
import static io.rq.testkit.redis.Samples.change;
import static io.rq.testkit.redis.Samples.end;
import static io.rq.testkit.redis.Samples.finish;
import static io.rq.testkit.redis.Samples.in;
import static io.rq.testkit.redis.Samples.job;
import static io.rq.testkit.redis.Samples.lease;
import static io.rq.testkit.redis.Samples.leased;
import static io.rq.testkit.redis.Samples.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.ResultType;
import io.rq.WorkerState;
import io.rq.redis.RedisBackend;
import io.rq.spi.Claim;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.Placement.Outcome;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import io.rq.spi.WorkerRecord;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.XAddParams;

/** What other programs leave on a server, or break there. */
class ForeignDataTest {

  @RegisterExtension final Installation rq = Installation.onSharedServer();

  private final RedisClient redis = rq.client();
  private final RedisBackend backend = rq.backend();
  private final JobStore jobs = rq.jobs();

  @Nested
  class InAQueue {

    @Test
    void idsThatCannotBeRunAreDroppedOnTheWay() {
      redis.hset(rq.key("job:no-data"), Map.of("status", "queued", "origin", "mail"));
      redis.hset(rq.key("job:a.b"), Map.of("data", "x", "origin", "mail"));
      redis.hset(
          rq.key("job:called-off"), Map.of("data", "x", "origin", "mail", "status", "canceled"));
      redis.hset(rq.key("job:good"), Map.of("data", "x", "origin", "mail"));
      rq.push("mail", "gone", "no-data", "a.b", "a:b", "", "called-off", "good", "next");

      Claim claim = jobs.claim(NEXT, lease("x1")).orElseThrow();

      assertThat(claim.job().id()).isEqualTo(JobId.of("good"));
      assertThat(redis.lrange(rq.key("queue:mail"), 0, -1)).containsExactly("next");
      assertThat(redis.hget(rq.key("job:called-off"), "status")).isEqualTo("canceled");
      assertThat(redis.exists(rq.key("job:gone"))).isFalse();
    }

    @Test
    void aJobWithoutOriginGetsTheQueueThatItWasIn() {
      redis.hset(rq.key("job:least"), Map.of("data", "x"));
      rq.push("mail", "least");

      Claim claim = jobs.claim(NEXT, lease("x1")).orElseThrow();

      assertThat(claim.job().spec().origin()).isEqualTo(MAIL);
      assertThat(claim.job().flaw()).isNull();
      assertThat(jobs.find(List.of(claim.job().id())).get(0))
          .get()
          .extracting(j -> j.spec().origin())
          .isEqualTo(MAIL);
      assertThat(jobs.commit(Transition.of(finish(claim)))).isTrue();
    }

    @Test
    void aJobIsRegisteredWithItsOwnOriginWhereverItWasPushed() {
      redis.hset(rq.key("job:moved"), Map.of("data", "x", "origin", "news"));
      rq.push("mail", "moved");

      jobs.claim(NEXT, lease("x1"));

      assertThat(jobs.count(QueueName.of("news"), Place.STARTED)).isOne();
      assertThat(jobs.count(MAIL, Place.STARTED)).isZero();
    }

    @Test
    void aFlawedJobCanBeClaimedFailedAndDeleted() {
      redis.hset(
          rq.key("job:flawed"),
          Map.of("data", "x", "origin", "mail", "timeout", "1h", "created_at", "then"));
      rq.push("mail", "flawed");

      Claim claim = jobs.claim(NEXT, lease("x1")).orElseThrow();
      boolean failed =
          jobs.commit(
              Transition.of(end(claim.job(), leased("x1"), JobStatus.FAILED, Outcome.FAILED)));
      JobRecord kept = jobs.find(List.of(claim.job().id())).get(0).orElseThrow();
      boolean deleted =
          jobs.commit(
              Transition.of(
                  change(kept, in(JobStatus.FAILED), kept.state(), new Placement.Discarded())));

      assertThat(claim.job().flaw()).contains("'timeout'").contains("'created_at'");
      assertThat(failed).isTrue();
      assertThat(deleted).isTrue();
      assertThat(redis.keys(rq.key("*flawed*"))).isEmpty();
    }

    @Test
    void aClaimEndsWhenTheQueueHoldsNothingButLeftovers() {
      rq.push("mail", IntStream.range(0, 3000).mapToObj(n -> "gone-" + n).toArray(String[]::new));

      assertThat(jobs.claim(NEXT, lease("x1"))).isEmpty();
      assertThat(jobs.count(MAIL, Place.QUEUED)).isZero();
    }
  }

  @Nested
  class OfRuns {

    @Test
    void runsOfOldVersionsAreListedAndCanBeEnded() {
      redis.hset(rq.key("job:old"), Map.of("data", "x", "origin", "mail", "status", "started"));
      redis.zadd(rq.key("wip:mail"), (double) NOW.getEpochSecond(), "old");
      redis.zadd(rq.key("wip:mail"), (double) NOW.getEpochSecond(), "no.job");

      List<Entry> over = jobs.due(MAIL, Place.STARTED, NOW, 10);
      JobRecord job = jobs.find(List.of(JobId.of("old"))).get(0).orElseThrow();
      boolean failed =
          jobs.commit(
              Transition.of(end(job, in(JobStatus.STARTED), JobStatus.FAILED, Outcome.FAILED)));

      assertThat(over)
          .containsExactly(new Entry(JobId.of("old"), Instant.parse("2026-01-02T03:04:05Z"), null));
      assertThat(failed).isTrue();
      assertThat(redis.zrange(rq.key("wip:mail"), 0, -1)).containsExactly("no.job");
    }

    @Test
    void aRunIsEndedAlsoWhenItsListOfExecutionsHasExpired() {
      Claim claim = claimed("crashed");
      redis.del(rq.key("executions:crashed"), rq.key("execution:crashed:x1"));

      boolean failed =
          jobs.commit(
              Transition.of(
                  end(claim.job(), in(JobStatus.STARTED), JobStatus.FAILED, Outcome.FAILED)));

      assertThat(failed).isTrue();
      assertThat(jobs.count(MAIL, Place.STARTED)).isZero();
    }

    @Test
    void aJobThatPythonDeletedWhileItRanIsNotResurrected() {
      Claim claim = claimed("deleted");
      redis.del(rq.key("job:deleted"));

      assertThat(jobs.commit(Transition.of(finish(claim)))).isFalse();
      assertThat(jobs.extend(claim.job().id(), MAIL, claim.lease())).isFalse();
      assertThat(redis.exists(rq.key("job:deleted"))).isFalse();
    }

    @Test
    void aBrokenCounterDoesNotKeepAJobFromBeingSettled() {
      backend.workers().register(worker(), Duration.ofMinutes(8));
      redis.hset(
          rq.key("worker:ann"),
          Map.of("successful_job_count", "many", "total_working_time", "long"));
      Claim claim = claimed("counted");

      boolean applied =
          jobs.commit(
              Transition.of(finish(claim))
                  .countedFor(new WorkerTally(ANN, true, Duration.ofMillis(1500), NOW)));

      assertThat(applied).isTrue();
      assertThat(redis.hgetAll(rq.key("worker:ann")))
          .containsEntry("successful_job_count", "1")
          .containsEntry("total_working_time", "1.500000");
    }

    @Test
    void theRecordOfAWorkerThatIsNoneOfOursIsKeptUpToDate() {
      redis.sadd(rq.key("workers"), rq.key("worker:ann"));
      redis.hset(
          rq.key("worker:ann"),
          Map.of("birth", "2026-01-02T03:04:05.123456Z", "queues", "mail", "pid", "1"));

      claimed("seen");

      WorkerRecord seen = backend.workers().workers(NOW).get(0);
      assertThat(seen.state()).isEqualTo(WorkerState.BUSY);
      assertThat(seen.currentJob()).isEqualTo(JobId.of("seen"));
    }
  }

  @Nested
  class OfResults {

    @Test
    void resultsOfADeletedJobAreNotThoseOfTheNextOfItsId() {
      redis.xadd(rq.key("results:again"), Map.of("type", "1"), XAddParams.xAddParams());

      jobs.insert(List.of(job("again")), List.of());

      assertThat(jobs.results(JobId.of("again"), 10)).isEmpty();
    }

    @Test
    void aResultFromAClockThatIsAheadDoesNotKeepTheNextOneOut() {
      redis.xadd(
          rq.key("results:early"),
          Map.of("type", "2"),
          XAddParams.xAddParams().id("9999999999999-7"));
      redis.hset(rq.key("job:early"), Map.of("data", "x", "origin", "mail"));
      rq.push("mail", "early");

      boolean applied =
          jobs.commit(Transition.of(finish(jobs.claim(NEXT, lease("x1")).orElseThrow())));

      assertThat(applied).isTrue();
      assertThat(jobs.results(JobId.of("early"), 10))
          .extracting(StoredResult::type)
          .containsExactly(ResultType.SUCCESSFUL, ResultType.FAILED);
    }
  }

  @Nested
  class InRegistries {

    @Test
    void aRepeatedJobLosesNoMoreThanItsLineInTheFinishedRegistry() {
      jobs.insert(List.of(job("repeated")), List.of());
      redis.zadd(rq.key("finished:mail"), (double) NOW.getEpochSecond(), "repeated");

      assertThat(jobs.purge(MAIL, NOW, 10)).isOne();
      assertThat(jobs.find(List.of(JobId.of("repeated"))).get(0)).isPresent();
      assertThat(jobs.count(MAIL, Place.FINISHED)).isZero();
    }
  }

  @Test
  void aSuspensionByPythonHolds() {
    jobs.insert(List.of(job("waits")), List.of());
    redis.set(rq.key("suspended"), "1");

    assertThat(backend.signals().isSuspended(NOW)).isTrue();
    assertThat(jobs.claim(NEXT, lease("x1"))).isEmpty();
    redis.del(rq.key("suspended"));
    assertThat(jobs.claim(NEXT, lease("x1"))).isPresent();
  }

  private Claim claimed(String id) {
    jobs.insert(List.of(job(id)), List.of());
    return jobs.claim(NEXT, lease("x1")).orElseThrow();
  }
}
