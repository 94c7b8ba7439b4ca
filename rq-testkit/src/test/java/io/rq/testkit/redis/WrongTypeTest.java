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
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.RqJob;
import io.rq.SchedulerName;
import io.rq.WorkerOptions;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.Transition;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

/**
 * Keys that somebody gave another type, by mistake. They count as missing, and give way to what is
 * put there: no worker dies of one, and no job is lost.
 */
@Timeout(60)
class WrongTypeTest {

  private static final String ANYTHING = "of another type";

  @RegisterExtension final Installation installation = Installation.onSharedServer();

  private final RedisClient redis = installation.client();
  private final JobStore jobs = installation.jobs();
  private final Rq rq = installation.program(InstantSource.system());

  @RqJob
  static int add(int a, int b) {
    return a + b;
  }

  @RqJob
  static int fail() {
    throw new IllegalStateException("on purpose");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queue:mail",
        "queue:mail:intermediate",
        "wip:mail",
        "finished:mail",
        "failed:mail",
        "canceled:mail",
        "scheduled:mail",
        "deferred:mail",
        "results:parent",
        "results:child",
        "results:bad",
        "job:parent:dependents",
        "job::child:dependencies",
        "executions:parent",
        "executions:child",
        "group:g",
        "groups",
        "queues",
        "workers",
        "workers:mail",
        "worker:ann",
        "clean_registries:mail",
        "scheduler-lock:mail",
        "suspended"
      })
  void keepNoJobFromItsLife(String broken) {
    if (broken.matches("clean_.*|scheduler-lock.*|suspended")) {
      redis.lpush(installation.key(broken), ANYTHING);
    } else {
      redis.set(installation.key(broken), ANYTHING);
    }

    Queue queue = rq.queue("mail");
    Job<Integer> parent = queue.submit(Call.of(WrongTypeTest::add, 1, 2).id("parent").group("g"));
    Job<Integer> child =
        queue.submit(
            Call.of(WrongTypeTest::add, 3, 4).id("child").dependsOn(Dependency.on("parent")));
    Job<Integer> bad = queue.submit(Call.of(WrongTypeTest::fail).id("bad"));
    Job<Integer> off = queue.submit(Call.of(WrongTypeTest::add, 5, 6));
    Job<Integer> later = queue.enqueueIn(Duration.ofSeconds(1), WrongTypeTest::add, 7, 8);
    off.cancel();
    redis.zadd(installation.key("scheduled:mail"), 1, later.id().value());

    rq.worker(WorkerOptions.on("mail").name("ann")).burst();

    assertThat(parent.returnValue()).contains(3);
    assertThat(child.returnValue()).contains(7);
    assertThat(later.returnValue()).contains(15);
    assertThat(bad.status()).isEqualTo(JobStatus.FAILED);
    assertThat(bad.latestResult()).isPresent();
    assertThat(off.status()).isEqualTo(JobStatus.CANCELED);
    for (Place place : Place.values()) {
      assertThat(jobs.count(MAIL, place)).as("%s", place).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  @Pins("Q-33")
  void anIdWhoseJobIsNoneIsDroppedAndTheWorkerGoesOn() {
    redis.set(installation.key("job:odd"), ANYTHING);
    redis.rpush(installation.key("queue:mail"), "odd");
    jobs.insert(List.of(job("good")), List.of());

    assertThat(jobs.claim(NEXT, lease("x1")))
        .get()
        .extracting(claim -> claim.job().id())
        .isEqualTo(JobId.of("good"));
    assertThat(jobs.count(MAIL, Place.QUEUED)).isZero();
    assertThat(redis.get(installation.key("job:odd"))).isEqualTo(ANYTHING);
    assertThat(jobs.find(List.of(JobId.of("odd"))).get(0)).isEmpty();
  }

  @Test
  void aClaimThatMeetsOneDoesNotLoseTheJobThatItTook() {
    redis.set(installation.key("wip:mail"), ANYTHING);
    jobs.insert(List.of(job("a")), List.of());

    assertThat(jobs.claim(NEXT, lease("x1"))).isPresent();
    assertThat(jobs.count(MAIL, Place.STARTED)).isOne();
  }

  @Test
  void aJobThatLostItsRecordWhileItRanIsNotSettled() {
    jobs.insert(List.of(job("a")), List.of());
    var claim = jobs.claim(NEXT, lease("x1")).orElseThrow();
    redis.set(installation.key("job:a"), ANYTHING);

    assertThat(jobs.commit(Transition.of(finish(claim)))).isFalse();
    assertThat(jobs.extend(JobId.of("a"), MAIL, lease("x1"))).isFalse();
    assertThat(jobs.count(MAIL, Place.FINISHED)).isZero();
  }

  @Test
  void theyReadAsEmpty() {
    for (String broken :
        List.of(
            "queue:mail",
            "queue:mail:intermediate",
            "wip:mail",
            "finished:mail",
            "results:a",
            "executions:a",
            "job:a",
            "queues",
            "scheduler:s")) {
      redis.set(installation.key(broken), ANYTHING);
    }
    JobId a = JobId.of("a");

    assertThat(jobs.list(MAIL, Place.QUEUED, Range.ALL)).isEmpty();
    assertThat(jobs.list(MAIL, Place.FINISHED, Range.ALL)).isEmpty();
    assertThat(jobs.count(MAIL, Place.QUEUED)).isZero();
    assertThat(jobs.count(MAIL, Place.FINISHED)).isZero();
    assertThat(jobs.position(MAIL, a)).isEmpty();
    assertThat(jobs.results(a, 10)).isEmpty();
    assertThat(jobs.executions(a)).isEmpty();
    assertThat(jobs.stranded(MAIL, 10)).isEmpty();
    assertThat(installation.backend().schedulers().find(SchedulerName.of("s"), NOW)).isEmpty();
    assertThat(installation.backend().schedulers().schedulerOf(MAIL, NOW)).isEmpty();
    assertThat(jobs.find(List.of(a)).get(0)).isEmpty();
    assertThat(jobs.due(MAIL, Place.STARTED, NOW, 10)).isEmpty();
    assertThat(jobs.dependents(a)).isEmpty();
    assertThat(jobs.queues()).isEmpty();
    assertThat(redis.get(installation.key("queue:mail"))).isEqualTo(ANYTHING);
  }

  @Test
  void whoWaitsForOneIsWokenWhenItIsAQueueAgain() throws Exception {
    redis.set(installation.key("queue:broken"), ANYTHING);
    List<QueueName> both = List.of(QueueName.of("broken"), MAIL);
    CompletableFuture<Boolean> waiting = awaits(both);
    jobs.insert(List.of(job("a")), List.of());
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Boolean> longer = awaits(List.of(QueueName.of("broken")));
    redis.del(installation.key("queue:broken"));
    redis.rpush(installation.key("queue:broken"), "b");

    assertThat(longer.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoWaitsForResultsWaitsOn() throws Exception {
    redis.set(installation.key("results:a"), ANYTHING);

    jobs.awaitResult(JobId.of("a"), Optional.empty(), Duration.ofMillis(10));

    assertThat(redis.get(installation.key("results:a"))).isEqualTo(ANYTHING);
  }

  @Test
  void whoWaitsForManyResultsGetsThoseThatCanBeRead() throws Exception {
    redis.set(installation.key("results:a"), ANYTHING);
    redis.xadd(installation.key("results:b"), StreamEntryID.NEW_ENTRY, Map.of("type", "1"));
    redis.set(installation.key("results:c"), ANYTHING);

    Set<JobId> found =
        jobs.awaitResults(
            Map.of(
                JobId.of("a"), Optional.empty(),
                JobId.of("b"), Optional.empty(),
                JobId.of("c"), Optional.empty(),
                JobId.of("d"), Optional.empty()),
            Duration.ofSeconds(10));

    assertThat(found).containsExactly(JobId.of("b"));
  }

  private CompletableFuture<Boolean> awaits(List<QueueName> queues) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                jobs.awaitWork(queues, Duration.ofMinutes(1));
                answer.complete(true);
              } catch (InterruptedException | RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return answer;
  }
}
